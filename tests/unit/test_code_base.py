"""What is true of the code as a whole, so that nobody need remember it."""

import ast
import importlib
import re
from itertools import chain
from pathlib import Path

import factory
import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import models

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
}


def name_of(path):
    """Return a file's path inside the project, as pytest shows it."""
    return str(path.relative_to(ROOT))


def tree_of(path):
    """Return the parsed code of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


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
    }

    assert rounding == set()


@pytest.mark.parametrize(
    "path",
    [path for path in CODE if path.name == "views.py" or path.parent.name == "views"],
    ids=name_of,
)
def test_views_start_from_the_organisation_and_write_nothing(path):
    touched = {
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "save", "delete", "bulk_create", "bulk_update"}
    }

    assert touched == set()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_code_uses_none_of_the_ways_round_a_guard(path):
    forbidden = {"mark_safe", "csrf_exempt", "extra", "RawSQL"}
    used = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute | ast.Name)
    }

    assert used & forbidden == set()


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_functions_are_short_enough_to_read(path):
    long = {
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef)
        # The docstring says what a caller must know and is not counted.
        and node.end_lineno - node.lineno - len((ast.get_docstring(node) or "").splitlines()) > 44
        and "migrations" not in path.parts
    }

    assert long == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_keep_to_the_content_security_policy(path):
    text = path.read_text(encoding="utf-8")

    found = re.findall(
        r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:|\|safe\b", text
    )

    assert found == []


def test_every_package_says_what_it_is_for():
    silent = [
        name_of(path)
        for path in CODE
        if path.name != "__init__.py"
        and "migrations" not in path.parts
        and not ast.get_docstring(tree_of(path))
    ]

    assert silent == []
