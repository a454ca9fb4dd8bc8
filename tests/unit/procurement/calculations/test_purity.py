"""The sums know nothing of Django, and no float comes near a score, weight, price or rank."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PACKAGES = (ROOT / "socialvalue" / "calculations", ROOT / "procurement" / "calculations")
SUMS = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]

# Where floats are right, and why. Everything else must be exact.
POSITIONS = "places on the earth and on a picture are measured, not counted"
FLOATS_ALLOWED = {
    "socialvalue/calculations/areas.py": POSITIONS,
    "socialvalue/calculations/maps": POSITIONS,
    "socialvalue/calculations/spend/text_files.py": "how likely an encoding is, is a guess",
    "socialvalue/calculations/suppliers/likeness/scoring.py": "how alike two names are, is a guess",
}

# Functions of `math` that give whole numbers.
WHOLE = {"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm"}


def name_of(path):
    """Return a file's path inside the project."""
    return path.relative_to(ROOT).as_posix()


def module_of(path):
    """Return the name under which a file is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def must_be_exact(path):
    """Say whether no float may stand in a file."""
    return not any(name_of(path).startswith(allowed) for allowed in FLOATS_ALLOWED)


def floats_in(tree):
    """Return what makes floats in parsed code: literals, float(...), and roots and logarithms."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                yield f"line {node.lineno}: the literal {node.value}"
            case ast.Call(func=ast.Name(id="float" | "complex")):
                yield f"line {node.lineno}: a call of float"
            case ast.Attribute(value=ast.Name(id="math" | "cmath"), attr=function) if (
                function not in WHOLE
            ):
                yield f"line {node.lineno}: math.{function}"
            case ast.ImportFrom(module="math" | "cmath" | "statistics", names=names):
                yield from (
                    f"line {node.lineno}: {each.name}" for each in names if each.name not in WHOLE
                )


@pytest.mark.parametrize("path", [path for path in SUMS if must_be_exact(path)], ids=name_of)
def test_no_float_is_made_in_a_sum(path):
    assert list(floats_in(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("x = 0.1", ["line 1: the literal 0.1"]),
        ("x = 2j", ["line 1: the literal 2j"]),
        ("x = float('1')", ["line 1: a call of float"]),
        ("import math\nx = math.sqrt(2)", ["line 2: math.sqrt"]),
        ("from math import isqrt, sqrt", ["line 1: sqrt"]),
        ("import math\nx: float = math.isqrt(2) // 1", []),
    ],
)
def test_floats_are_found_where_they_are_made(code, found):
    assert list(floats_in(ast.parse(code))) == found


def test_every_exception_is_still_needed():
    made = {
        name
        for name in FLOATS_ALLOWED
        for path in SUMS
        if name_of(path).startswith(name)
        and any(floats_in(ast.parse(path.read_text(encoding="utf-8"))))
    }

    assert made == set(FLOATS_ALLOWED)


def test_sums_load_no_django():
    modules = [module_of(path) for path in SUMS]
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}\n"
        "             & {'django', 'celery', 'reportlab', 'crispy_forms', 'redis', 'allauth'}))\n"
    )

    run = subprocess.run(  # noqa: S603 -- our own interpreter on our own words
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (run.stdout, run.stderr, run.returncode) == ("[]\n", "", 0)
