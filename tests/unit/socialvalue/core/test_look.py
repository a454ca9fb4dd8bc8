"""Filters of pages, and what holds of every page that this room draws."""

import gzip
import re
from decimal import Decimal as D

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.urls import reverse

from socialvalue.core.layout import Button
from socialvalue.core.templatetags import govuk, look
from tests.unit.socialvalue.core.gallery import pages
from tests.unit.socialvalue.core.gallery.forms import EveryField
from tests.unit.socialvalue.core.same_html import elements

PAGES = [
    *("fields", "wrong", "components", "front", "accessibility", "privacy", "about"),
    *("400", "403", "404", "500", "503"),
]

TABLE = """{% load look %}{% table_rows rows columns %}
{% table_total total columns %}"""
LIMITS = {"css": 25_000, "js": 15_000, "fonts": 120_000}
POINTERS = [
    *("for", "aria-describedby", "aria-labelledby", "aria-controls", "data-aria-controls"),
]


@pytest.fixture(scope="module")
def every_page():
    return pages.every_page()


def test_rows_of_a_table_are_of_text_and_links_and_escaped():
    columns = [
        {"text": "Supplier"}, {"text": "Paid", "numeric": True}, {"text": "Where"},
        {"text": "File", "breaks": True}, {"text": "State", "short": True},
    ]  # fmt: skip
    linked = {"text": "Bell & Sons", "url": "/lines/?supplier=a&band=b"}
    rows = [[linked, "<b>£12</b>", {"text": ""}, "a", "On"], [Button("Gone"), 1234, None, "b", ""]]

    made = Template(TABLE).render(
        Context({"columns": columns, "rows": rows, "total": ["All", "£24", "", "c", ""]})
    )

    link = '<a class="govuk-link" href="/lines/?supplier=a&amp;band=b">Bell &amp; Sons</a>'
    assert made.splitlines() == [
        row_of(link, "&lt;b&gt;£12&lt;/b&gt;", "", "a", "On"),
        row_of("Gone", "1234", "None", "b", ""),
        row_of("All", "£24", "", "c", "", modifier=" app-table__row--total"),
    ]


def test_cells_of_a_table_that_stands_as_blocks_say_what_they_are():
    columns = [{"text": "Award"}, {"text": "Held {by} A & B"}]
    said = {"rows": [["Charter", "Bell"]], "columns": columns, "total": ["All", "1"]}

    made = Template(
        "{% load look %}{% table_rows rows columns True %}\n{% table_total total columns True %}"
    ).render(Context(said))

    assert made.splitlines() == [
        f'<tr role="row" class="govuk-table__row{more}">'
        f'<th role="rowheader" scope="row" class="govuk-table__header">{heading}</th>'
        '<td role="cell" data-label="Held {by} A &amp; B" class="govuk-table__cell">'
        f"{cell}</td></tr>"
        for more, heading, cell in [
            ("", "Charter", "Bell"), (" app-table__row--total", "All", "1")
        ]
    ]  # fmt: skip


def row_of(heading, number, words, file, state, *, modifier=""):
    """Return a row of a heading, a number, words, a file's name and a state, as pages have it."""
    return (
        f'<tr class="govuk-table__row{modifier}">'
        f'<th scope="row" class="govuk-table__header">{heading}</th>'
        f'<td class="govuk-table__cell govuk-table__cell--numeric">{number}</td>'
        f'<td class="govuk-table__cell">{words}</td>'
        f'<td class="govuk-table__cell app-break">{file}</td>'
        f'<td class="govuk-table__cell app-nowrap">{state}</td></tr>'
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [(51, "51.00"), (D("33.335"), "33.34"), (D("1E+2"), "100.00"), (D("0.001"), "0.00")],
)
def test_number_is_written_as_svg_wants_it(number, written):
    assert look.as_svg(number) == written


def test_row_with_too_few_cells_is_a_mistake():
    with pytest.raises(ValueError, match="shorter"):
        look.table_rows(Context(), [["a"]], [{"text": "One"}, {"text": "Two"}])


def test_numbers_of_pages_are_those_near_and_the_ends():
    assert list(look.numbers_of(Paginator(range(100), 10).page(5))) == [1, "…", 4, 5, 6, "…", 10]


def test_every_page_is_in_the_list(every_page):
    assert sorted(every_page) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page_keeps_to_the_content_security_policy(every_page, name):
    for tag, attributes, words in elements(every_page[name]):
        assert "style" not in attributes
        assert not [key for key in attributes if key.startswith("on")]
        assert not (tag == "script" and words), "an inline script"
        assert tag != "style"


@pytest.mark.parametrize("name", PAGES)
def test_ids_of_a_page_are_unique(every_page, name):
    ids = [
        attributes["id"]
        for _tag, attributes, _words in elements(every_page[name])
        if "id" in attributes
    ]

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("name", PAGES)
def test_labels_and_descriptions_point_at_something(every_page, name):
    found = elements(every_page[name])
    ids = {attributes.get("id") for _tag, attributes, _words in found}
    pointers = [
        word
        for _tag, attributes, _words in found
        for key in (
            "for",
            "aria-describedby",
            "aria-labelledby",
            "aria-controls",
            "data-aria-controls",
        )
        for word in attributes.get(key, "").split()
    ]

    assert [pointer for pointer in pointers if pointer not in ids] == []


@pytest.mark.parametrize("name", PAGES)
def test_page_has_one_main_heading_and_a_title_with_the_services_name(every_page, name):
    found = elements(every_page[name])

    assert len([tag for tag, _attributes, _words in found if tag == "h1"]) == 1
    assert re.search(r"<title>[^<]+ - Social Value Assessor</title>", every_page[name])


def test_title_says_that_something_is_wrong(every_page):
    assert "<title>Error: Every control - " in every_page["wrong"]
    assert "<title>Every control - " in every_page["fields"]


@pytest.mark.parametrize("name", PAGES)
def test_files_of_a_page_are_there(every_page, name):
    paths = re.findall(r'(?:href|src)="/static/([^"]+)"', every_page[name])

    assert [path for path in paths if finders.find(path) is None] == []


def test_stranger_sees_a_way_in_and_no_way_out(every_page):
    assert "Sign in" in every_page["front"]
    assert "Sign out" not in every_page["front"]


def test_one_organisation_is_not_offered_for_a_change():
    here = pages.Body(1, "Wirral Council")
    html = pages.page("fields", pages.signed_in(form=EveryField(), organisations=[here]))

    assert "Change organisation" not in html


def test_demonstration_says_so_on_every_page(every_page):
    assert "Demonstration</strong>" in every_page["fields"]
    assert "Demonstration</strong>" not in every_page["components"]


def test_front_page_of_a_demonstration_says_how_to_look_around():
    assert "This is a demonstration" in pages.front(is_demonstration=True)
    assert "This is a demonstration" not in pages.front()


def test_source_code_is_linked_where_its_address_is_known():
    address = "https://code.example.org"

    assert pages.front().count("Source code") == 0
    assert pages.front(source_code_url=address).count(address) == 2


def test_front_page_leads_to_awards_without_signing_in():
    front = pages.front()

    assert "Planned" not in front
    for name in ("apply", "register", "verify"):
        assert f'href="{reverse(f"awards:{name}")}"' in front


def test_every_page_leads_to_awards_at_its_foot():
    [footer] = re.findall(r"<footer.*?</footer>", pages.front(), re.DOTALL)

    assert f'href="{reverse("awards:apply")}">Apply for an award</a>' in footer
    assert f'href="{reverse("awards:register")}">Register of awards</a>' in footer


def test_part_of_a_layout_may_stand_outside_a_form():
    assert "Save draft" in govuk.govuk_part({}, Button("Save draft"))


def test_field_may_stand_outside_a_layout():
    html = govuk.govuk_field(EveryField()["title"], label_hidden=True)

    [label] = [attributes for tag, attributes, _words in elements(html) if tag == "label"]
    assert "govuk-visually-hidden" in label["class"]


def test_committed_files_are_small():
    static = settings.BASE_DIR / "static"
    packed = {
        "css": len(gzip.compress((static / "app.css").read_bytes())),
        "js": len(gzip.compress((static / "app.js").read_bytes())),
        "fonts": sum(font.stat().st_size for font in static.glob("fonts/*.woff2")),
    }

    # Limits in bytes as they travel, so that a page opens quickly on a slow line.
    assert {name: size for name, size in packed.items() if size > LIMITS[name]} == {}
