"""The look in a real browser: every control and component, and what the scripts add to them."""

import pytest

from socialvalue.accounts.models import Role
from tests.browser.conftest import NARROW, WIDE
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.jobs import JobFactory
from tests.unit.socialvalue.core.gallery import pages

WARNED = """
{% extends "base.html" %}
{% block title %}A draft{% endblock %}
{% block content %}
  <h1>A draft</h1>
  <form method="get" action="/about" data-warn-unsaved><label>Reason <input name="reason"></label>
  <button type="submit">Save</button></form>
  <a href="/privacy">Elsewhere</a>
{% endblock %}
"""


def show(page, name, html):
    """Show a page that has no address of its own as if the site had answered with it."""
    page.route(f"**/{name}", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"/{name}")


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_control_and_component_is_accessible(new_page, accessible, viewport):
    page, drawn = new_page(viewport=viewport), pages.every_page()

    for name in ("fields", "wrong", "components", "500"):
        show(page, f"gallery-{name}", drawn[name])

        accessible(page)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_pages_for_everyone_are_accessible(new_page, accessible, viewport):
    page = new_page(viewport=viewport)

    for address in ("/", "/accessibility", "/privacy", "/about", "/no-such-page"):
        page.goto(address)

        accessible(page)


def test_error_summary_takes_the_focus_and_each_link_lands_on_its_control(page):
    show(page, "gallery-wrong", pages.every_page()["wrong"])
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    links = page.eval_on_selector_all(
        ".govuk-error-summary a", "links => links.map(link => link.getAttribute('href'))"
    )

    landed = []
    for link in links:
        page.click(f".govuk-error-summary a[href='{link}']")
        landed.append("#" + page.evaluate("document.activeElement.id"))

    assert landed == links


def test_question_behind_an_option_is_shown_when_it_is_chosen(page):
    show(page, "gallery-fields", pages.fields())
    number = page.get_by_label("Phone number")
    assert not number.is_visible()

    page.get_by_label("Phone", exact=True).check()
    assert number.is_visible()

    page.get_by_label("Not at all").check()
    assert not number.is_visible()


def test_question_behind_an_option_is_there_without_javascript(plain_page):
    show(plain_page, "gallery-fields", pages.fields())

    assert plain_page.get_by_label("Phone number").is_visible()


def test_none_of_these_unticks_the_others(page):
    show(page, "gallery-fields", pages.fields())
    page.get_by_label("Skills").check()

    page.get_by_label("None of these").check()

    assert not page.get_by_label("Skills").is_checked()


def test_words_left_are_counted(page):
    show(page, "gallery-fields", pages.fields())

    page.get_by_label("Reason for this score").fill("one two three")

    assert page.get_by_text("You have 297 words remaining").first.is_visible()


def test_password_can_be_shown(page):
    show(page, "gallery-fields", pages.fields())

    page.get_by_role("button", name="Show password").click()

    assert page.locator("#id_password").get_attribute("type") == "text"


def test_menu_of_organisations_closes_on_escape_and_gives_the_focus_back(page):
    show(page, "gallery-fields", pages.fields())
    menu = page.locator(".app-menu")
    page.get_by_text("Change organisation").click()
    assert menu.get_by_role("button", name="Wirral Council").is_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert not menu.get_by_role("button", name="Wirral Council").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Change organisation"


def test_menu_of_organisations_closes_when_the_person_goes_elsewhere(page):
    show(page, "gallery-fields", pages.fields())
    choice = page.locator(".app-menu").get_by_role("button", name="Wirral Council")
    page.get_by_text("Change organisation").click()

    page.get_by_label("Title of the tender").click()
    assert not choice.is_visible()

    page.get_by_text("Change organisation").press("Enter")
    for _press in range(3):
        page.keyboard.press("Tab")
    assert not choice.is_visible()


def test_menu_of_organisations_opens_without_javascript(plain_page):
    show(plain_page, "gallery-fields", pages.fields())

    plain_page.get_by_text("Change organisation").click()

    assert plain_page.get_by_role("button", name="Wirral Council").is_visible()


def test_first_tab_skips_to_the_content(page):
    show(page, "gallery-fields", pages.fields())

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main-content"


def test_unsaved_words_are_not_lost_without_a_question(page):
    html = pages.engines["django"].from_string(WARNED).render(pages.signed_out())
    show(page, "gallery-draft", html)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.get_by_label("Reason").fill("Quoted the bid")
    page.get_by_role("link", name="Elsewhere").click()
    assert asked == ["beforeunload"]

    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/about?reason=*")
    assert asked == ["beforeunload"]


def test_forced_colours_keep_the_edges_of_what_was_only_tinted(page):
    show(page, "gallery-components", pages.components())
    page.emulate_media(forced_colors="active")

    edges = {
        name: page.locator(name).first.evaluate("part => getComputedStyle(part).borderTopStyle")
        for name in (".app-heat", ".app-stat", ".app-aside")
    }

    assert edges == {".app-heat": "solid", ".app-stat": "solid", ".app-aside": "solid"}


def test_paper_shows_the_work_and_not_the_buttons(page):
    show(page, "gallery-components", pages.components())
    page.emulate_media(media="print")

    shown = {
        name: page.locator(name).first.is_visible()
        for name in (".app-header", ".govuk-button", ".app-footer", ".app-bars", ".app-stat")
    }

    assert shown == {
        ".app-header": False,
        ".govuk-button": False,
        ".app-footer": False,
        ".app-bars": True,
        ".app-stat": True,
    }


def test_list_of_jobs_takes_a_long_name_of_a_file_on_a_phone(narrow_page, sign_in, accessible):
    council = OrganisationFactory()
    user = UserFactory(roles=[Role.DATA_OFFICER], roles__organisation=council)
    name = f"{'guild_city_council_' * 4}payments.csv"
    JobFactory(done=True, organisation=council, asked_by=user, title=f"Read {name}")
    sign_in(narrow_page, user)

    narrow_page.goto("/jobs/")

    assert name in narrow_page.inner_text("main")
    accessible(narrow_page)
