"""The pages of the gallery, as HTML."""

from pathlib import Path

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from socialvalue.core.pages import Home

from .forms import EveryField, Filters, Scoring

HERE = Path(__file__).parent
WRONG_ANSWERS = {
    "value": "1e5",
    "weight": "12.34567",
    "starts_on-day": "31",
    "starts_on-year": "2027",
    "deadline-day": "29",
    "deadline-month": "3",
    "deadline-year": "2026",
    "deadline-time": "1:30am",
    "told": "phone",
}
TABLE = {
    "columns": [
        {"text": "Objective"},
        {"text": "Weight", "numeric": True},
        {"text": "Mersey Care Catering CIC", "numeric": True},
        {"text": "Northern Facilities Ltd", "numeric": True},
        {"text": "Brightline Services plc", "numeric": True},
    ],
    "rows": [
        [{"text": "Employment and good work", "url": "/work"}, "40%", "5", "3", "2"],
        ["Standard of living (income)", "60%", "4", "2", "3"],
    ],
    "total": ["Social value score", "100%", "88.0", "48.0", "52.0"],
}


class Person:
    """Someone who is signed in."""

    is_authenticated = True


class Body:
    """An organisation."""

    def __init__(self, pk: int, name: str):
        self.pk, self.name = pk, name

    def __str__(self) -> str:
        return self.name


class Message:
    """A message of Django's."""

    def __init__(self, level_tag: str, text: str):
        self.level_tag, self.text = level_tag, text

    def __str__(self) -> str:
        return self.text


def signed_in(**more):
    """Return the context of a page for someone of two organisations."""
    here = Body(1, "Cheshire and Merseyside")
    return {
        "request": RequestFactory().get("/"),
        "csrf_token": "token",
        "user": Person(),
        "organisation": here,
        "organisations": [here, Body(2, "Wirral Council")],
        "service_name": "Social Value Assessor",
        "is_demonstration": False,
        "source_code_url": "",
        "navigation": [
            {"text": "Tenders", "url": "/tenders", "active": True},
            {"text": "Local spend", "url": "/spend", "active": False},
            {"text": "Matrix", "url": "/matrix", "active": False},
        ],
        **more,
    }


def signed_out(**more):
    """Return the context of a page for a stranger."""
    stranger = {
        "user": AnonymousUser(),
        "organisation": None,
        "organisations": (),
        "navigation": [],
    }
    return signed_in(**stranger) | more


def page(name: str, context: dict) -> str:
    """Return one of the gallery's own templates, filled in."""
    source = (HERE / f"{name}.html").read_text()
    return engines["django"].from_string(source).render(context)


def fields(form: EveryField | None = None) -> str:
    """Return the page of every control."""
    return page("fields", signed_in(form=form or EveryField(), is_demonstration=True))


def components() -> str:
    """Return the page of every component."""
    marks = {"91.0": "Mersey Care Catering CIC", "59.0": "Northern Facilities Ltd"}
    return page(
        "components",
        signed_in(
            messages=[Message("success", "Marks saved for Employment and good work")],
            trail=[{"text": "Tenders", "url": "/tenders"}, {"text": "Catering"}],
            cards=[
                {"figure": "51%", "words": "of £207.6 million stayed in Cheshire and Merseyside"},
                {"figure": "+4.2", "words": "percentage points", "note": "46.8% the year before"},
                {"figure": "£15,432,425.07", "words": "in all", "colour": "app-place-wider"},
            ],
            steps=[
                {"text": "Draft", "state": "done"},
                {"text": "Scoring", "state": "current"},
                {"text": "Moderation", "state": "to_come"},
                {"text": "Award", "state": "to_come"},
            ],
            bars=[
                {"label": name, "share": mark.partition(".")[0], "text": mark}
                for mark, name in marks.items()
            ],
            levels=range(6),
            table=TABLE,
            summary=[
                {"key": "Title", "value": "Patient catering", "url": "/change"},
                {"key": "Contract value", "value": "£1,250,000"},
            ],
            pages=Paginator(range(1000), 10).page(6),
            filters=Filters(),
            scoring=Scoring({"score": "4"}),
        ),
    )


def front(**more) -> str:
    """Return the signed-out front page."""
    return render_to_string("core/home.html", signed_out(**Home.extra_context, **more))


def every_page() -> dict[str, str]:
    """Return every page that this room draws, by name."""
    said = {
        name: render_to_string(f"core/{name}.html", signed_out())
        for name in ("accessibility", "privacy", "about")
    }
    wrong = {name: render_to_string(f"{name}.html", signed_out()) for name in ("400", "403", "404")}
    broken = {name: render_to_string(f"{name}.html") for name in ("500", "503")}
    return {
        "fields": fields(),
        "wrong": fields(EveryField(WRONG_ANSWERS)),
        "components": components(),
        "front": front(),
        **said,
        **wrong,
        **broken,
    }
