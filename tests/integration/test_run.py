"""What `./run` says on a machine where something is missing, and that the next try recovers.

The script runs in a folder of its own with stand-ins for Python and df, so that nothing is
installed and no disk need be full.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = [
    "sh",
    "dirname",
    "cat",
    "awk",
    "rm",
    "basename",
    "tail",
    "mv",
    "mkdir",
    "chmod",
    "cp",
    "env",
]
# Answers like Python as far as ./run asks: its version, venv, pip without uv, the fingerprint.
PYTHON = """#!/bin/sh
case "$*" in
  "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; chmod +x .venv/bin/python ;;
  *requirements-uv.txt) exit 1 ;;
  *"-m pip install"*) exit ${PIP_FAILS:-0} ;;
  "- requirements.txt") echo fingerprint ;;
  "manage.py "*) echo "ran $*" ;;
esac
"""
DF = """#!/bin/sh
echo "Filesystem 1024-blocks Used Available Capacity Mounted"
echo "disk 9000000 1 ${FREE_BLOCKS:-8000000} 1% /"
"""


@pytest.fixture
def machine(tmp_path):
    """A folder with the script, and a PATH with hardly anything on it."""
    folder, programs = tmp_path / "project", tmp_path / "programs"
    folder.mkdir()
    programs.mkdir()
    shutil.copy(ROOT / "run", folder / "run")
    (folder / "requirements.txt").write_text("")
    (folder / ".env").write_text("")
    for tool in TOOLS:
        (programs / tool).symlink_to(shutil.which(tool))
    write_program(programs / "df", DF)

    def run(*arguments, python=True, **environment):
        if python:
            write_program(programs / "python3.11", PYTHON)
        return subprocess.run(  # noqa: S603 -- our own script
            [str(folder / "run"), *arguments],
            env={"PATH": str(programs), **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    run.folder = folder
    return run


def write_program(path, text):
    """Write a program that can be run."""
    path.write_text(text)
    path.chmod(0o755)


def test_no_python_says_which_is_needed(machine):
    done = machine("manage", "check", python=False)

    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11 or newer is needed and was not found: install it from python.org or your "
        "system's packages, then type ./run again.\n"
    )


def test_first_run_makes_an_environment_and_runs_the_command(machine):
    done = machine("manage", "check")

    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "ran manage.py check")
    assert (machine.folder / ".venv" / "requirements.txt.stamp").read_text() == "fingerprint"


def test_second_run_installs_nothing(machine):
    machine("manage", "check")

    done = machine("manage", "check", PIP_FAILS="1")

    assert (done.returncode, done.stdout) == (0, "ran manage.py check\n")


def test_network_lost_half_way_says_what_to_do_and_the_next_run_recovers(machine):
    failed = machine("manage", "check", PIP_FAILS="1")
    mended = machine("manage", "check")

    assert failed.returncode == 1
    assert "check the network and the space on this disk, then type ./run again" in failed.stderr
    assert mended.stdout.splitlines()[-1] == "ran manage.py check"


def test_no_space_says_how_much_is_needed(machine):
    done = machine("manage", "check", FREE_BLOCKS="1000")

    assert done.returncode == 1
    assert "make 1.5 GB free (now 0 MB)" in done.stderr


def test_an_interrupted_first_run_is_begun_again(machine):
    broken = machine.folder / ".venv" / "bin"
    broken.mkdir(parents=True)
    (broken / "python").symlink_to("nowhere")

    done = machine("manage", "check")

    assert done.stdout.splitlines()[-1] == "ran manage.py check"


def test_help_names_every_word(machine):
    done = machine("help")

    words = ["./run demo", "./run test", "./run check", "./run manage", "./run bench", "./run lock"]
    assert done.returncode == 0
    assert [word for word in words if word not in done.stdout] == []


def test_an_unknown_word_is_refused(machine):
    done = machine("fly")

    assert (done.returncode, done.stdout) == (2, "")
    assert "./run test" in done.stderr


def test_settings_are_made_for_this_user_alone(tmp_path):
    shutil.copy(ROOT / "run", tmp_path / "run")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(shutil.which("python3"))
    script = 'cd "$(dirname "$0")"\n' + function("settings_file") + "settings_file\n"
    write_program(tmp_path / "settings.sh", f"#!/bin/sh\nset -eu\n{script}")

    subprocess.run([str(tmp_path / "settings.sh")], check=True)  # noqa: S603 -- our own script

    made = tmp_path / ".env"
    text = made.read_text()
    assert oct(made.stat().st_mode & 0o777) == oct(0o600)
    assert [line.partition("=")[0] for line in text.splitlines()[1:]] == [
        "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS", "DEMONSTRATION", "DEMONSTRATION_PASSWORD",
    ]  # fmt: skip
    assert len(text.splitlines()[1]) > 60
    assert os.listdir(tmp_path).count(".env.part") == 0


def function(name):
    """Return the text of one function of the script."""
    text = (ROOT / "run").read_text()
    start = text.index(f"{name}() {{")
    return text[start : text.index("\n}\n", start) + 3]
