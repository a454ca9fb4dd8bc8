"""An installation is brought up to date once, and again when something has changed."""

import pytest
from django.core.management import call_command

from socialvalue.core.management.commands import prepare


@pytest.fixture
def done(monkeypatch, settings, tmp_path):
    """Return the list of commands that are run, none of them in earnest."""
    settings.DATA_DIR = tmp_path
    settings.REFERENCE_COMMANDS = ["load_matrix", "load_places"]
    settings.DEMONSTRATION_COMMAND = "load_demonstration"
    settings.DEBUG, settings.DEMONSTRATION = True, False
    (tmp_path / "site.sqlite3").touch()
    database = settings.DATABASES["default"]
    monkeypatch.setitem(database, "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(database, "NAME", str(tmp_path / "site.sqlite3"))
    code = tmp_path / "code"
    (code / "socialvalue").mkdir(parents=True)
    (code / "socialvalue" / "a.py").write_text("one = 1\n")
    (code / "socialvalue" / "a.pyc").write_text("compiled")
    settings.BASE_DIR = code
    run = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: run.append(name))
    return run


def test_prepare_does_each_step_in_order(done, capsys):
    call_command("prepare")

    assert done == ["migrate", "createcachetable", "load_matrix", "load_places"]
    assert capsys.readouterr().out == (
        "Preparing the database, the matrix, the rules and the places\n"
    )


def test_prepare_collects_static_files_for_production(done, settings):
    settings.DEBUG = False

    call_command("prepare")

    assert done == ["migrate", "createcachetable", "collectstatic", "load_matrix", "load_places"]


def test_prepare_makes_the_demonstration_where_there_is_to_be_one(done, settings):
    settings.DEMONSTRATION = True

    call_command("prepare")

    assert done == [
        "migrate",
        "createcachetable",
        "load_matrix",
        "load_places",
        "load_demonstration",
    ]


def test_prepare_twice_does_nothing_twice(done, capsys):
    call_command("prepare")
    done.clear()
    capsys.readouterr()

    call_command("prepare")

    assert (done, capsys.readouterr().out) == ([], "")


def test_prepare_again_does_everything_again(done):
    call_command("prepare")
    done.clear()

    call_command("prepare", "--again")

    assert done == ["migrate", "createcachetable", "load_matrix", "load_places"]


def change_code(settings):
    (settings.BASE_DIR / "socialvalue" / "b.py").write_text("two = 2\n")


def change_kind(settings):
    settings.DEMONSTRATION = True


def lose_database(settings):
    (settings.DATA_DIR / "site.sqlite3").unlink()


@pytest.mark.parametrize("change", [change_code, change_kind, lose_database])
def test_prepare_after_a_change_does_everything(done, settings, change):
    call_command("prepare")
    done.clear()

    change(settings)
    call_command("prepare")

    assert done[:4] == ["migrate", "createcachetable", "load_matrix", "load_places"]


def test_prepare_does_not_mind_compiled_code(done, settings):
    call_command("prepare")
    done.clear()

    (settings.BASE_DIR / "socialvalue" / "b.pyc").write_text("compiled anew")
    call_command("prepare")

    assert done == []


def test_prepare_that_fails_is_tried_again(done, settings, monkeypatch):
    def fail(name, **options):
        raise OSError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(prepare, "call_command", fail)
        with pytest.raises(OSError, match="no space left"):
            call_command("prepare")

    call_command("prepare")

    assert done == ["migrate", "createcachetable", "load_matrix", "load_places"]


def test_prepare_does_not_look_for_the_file_of_a_database_server(done, settings, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    (settings.DATA_DIR / "site.sqlite3").unlink()
    call_command("prepare")
    done.clear()

    call_command("prepare")

    assert done == []
