"""Every form of the site, sent as it stands, empty, with nonsense, and with another's keys.

The forms are found by reading the pages, so that a new one is tried by itself.
"""

from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import connection, transaction

from socialvalue.core.access import EVERYONE
from tests.integration.things import SHARED
from tests.integration.world import ADDRESSES, CHANGES

pytestmark = pytest.mark.django_db

OURS = [each for each in ADDRESSES if not each.is_a_librarys]
NONSENSE = [
    "",
    "x",
    "-1",
    "£",
    "\x00",
    "9" * 5000,
    "²",
    "=1+1",
    "<script>alert(1)</script>",
    "１２",
]


def is_key(value):
    """Whether a value is the key of something stored."""
    try:
        UUID(value)
    except ValueError:
        return False
    return True


class Page(HTMLParser):
    """What a page has: its forms with their answers, its ids, and where its error links lead."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.ids, self.error_links, self.summary = [], set(), [], 0
        self.choice = None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "div":
            self.summary = self.summary + 1 if self.summary else self.opens_summary(given)
        if tag == "a" and self.summary:
            self.error_links.append(given.get("href", ""))
        if tag == "form":
            self.forms.append((given.get("action"), given.get("method", "get").lower(), [], set()))
        if self.forms and given.get("name") and tag in {"input", "textarea", "button"}:
            self.answer(tag, given)
        if self.forms and tag == "select" and given.get("name"):
            self.choice = given["name"]
            self.offer(self.choice, "", True)
        if self.choice and tag == "option":
            self.offer(self.choice, given.get("value", ""), "selected" in given)

    def opens_summary(self, given):
        """Whether a part of the page is its summary of errors: 1 or 0."""
        return int("govuk-error-summary" in (given.get("class") or "").split())

    def answer(self, tag, given):
        """Note what a control would send."""
        is_choice = given.get("type") in {"radio", "checkbox", "file"}
        self.offer(given["name"], given.get("value") or "", not is_choice or "checked" in given)

    def offer(self, name, value, is_sent):
        """Note a value: sent as the form stands, or one that may be chosen."""
        self.forms[-1][2].append((name, value if is_sent else None))
        if is_key(value):
            self.forms[-1][3].add(name)

    def handle_endtag(self, tag):
        if tag == "div" and self.summary:
            self.summary -= 1
        if tag == "select":
            self.choice = None


def send(world, persona, method, path, answers=()):
    """Return the answer to a form, and what it did to the database, which is then taken back."""
    written = []

    def note(execute, sql, params, many, context):
        if CHANGES.match(sql):
            written.append((sql, params))
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(note):
        response = world.site.get_response(persona.request(method, path, answers))
        response.body = response.getvalue()
        transaction.set_rollback(True)
    return response, written


def pages_of(address, world):
    """Yield whoever may use the page, its path, and the page, for each stage of its things."""
    shared = {name: first for name, (first, _) in SHARED.items()}
    for keys in world.own.stages.values():
        if not set(address.parameters) <= keys.keys() | shared.keys():
            continue
        path = address.path(keys | shared)
        for persona in admitted(address, world):
            response, _ = send(world, persona, "GET", path)
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                yield persona, path, Page(response.body.decode())


def admitted(address, world):
    """Return one person of each role that the page is for; for everyone's pages a stranger."""
    audience = address.audience("GET")
    if audience == EVERYONE:
        return [each for each in world.personas if each.user is None]
    roles = audience.roles or {"procurement_officer"}
    return [each for each in world.personas if each.role in roles]


def forms_of(address, world):
    """Yield who may send which form of the page, where to, and its answers as they stand."""
    seen = set()
    for persona, path, page in pages_of(address, world):
        for action, method, answers, keyed in page.forms:
            to = urlsplit(action or path).path
            names = tuple(sorted({name for name, _ in answers}))
            # The buttons at the top of every page are the same on all.
            if method != "post" or (to.startswith("/account/") and address.name[:9] != "accounts:"):
                continue
            if (persona.name, to, names) not in seen:
                seen.add((persona.name, to, names))
                yield persona, to, answers, keyed


def loose_ends(response):
    """Return the links of an answer's error summary that lead to nothing on its page."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    page = Page(response.body.decode())
    return [link for link in page.error_links if link.removeprefix("#") not in page.ids]


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.label)
def test_forms_with_nonsense_are_answered_and_each_error_leads_to_its_field(address, world):
    wrong = []
    for persona, to, answers, _ in forms_of(address, world):
        names = [name for name, _ in answers if name != "csrfmiddlewaretoken"]
        as_they_stand = [(name, value) for name, value in answers if value is not None]
        tries = [[(name, nonsense) for name in names] for nonsense in NONSENSE]
        for sent in [[], as_they_stand, *tries]:
            response, _ = send(world, persona, "POST", to, sent)
            if response.status_code >= 500 or (ends := loose_ends(response)):
                wrong.append((persona.name, to, sent[:3], response.status_code, ends))

    assert wrong == []


def keys_in(things):
    """Return the keys of things in each form that the database may be told them."""
    keys = [UUID(str(key)) for stage in things.stages.values() for key in stage.values()]
    return {form for key in keys for form in (key, str(key), key.hex)}


def with_anothers(answers, keyed, world):
    """Yield a form's answers with each key that it carries, in turn, another organisation's."""
    theirs = {str(key) for stage in world.foreign.stages.values() for key in stage.values()}
    for name in keyed:
        kept = [(each, value) for each, value in answers if value is not None and each != name]
        for key in sorted(theirs):
            yield [*kept, (name, key)]


@pytest.mark.parametrize("address", OURS, ids=lambda address: address.label)
def test_no_form_writes_to_what_is_anothers(address, world):
    anothers = keys_in(world.foreign)

    wrong = [
        (persona.name, to, sql[:80])
        for persona, to, answers, keyed in forms_of(address, world)
        for sent in with_anothers(answers, keyed, world)
        for sql, params in send(world, persona, "POST", to, sent)[1]
        if anothers & {each for each in params or () if isinstance(each, str | UUID)}
    ]

    assert wrong == []


def test_forms_that_carry_keys_are_found(world):
    carrying = {
        (address.label, name)
        for address in OURS
        for _, _, _, keyed in forms_of(address, world)
        for name in keyed
    }

    assert carrying >= {
        ("framework:make_own_version", "based_on"),
        ("tenders:quality", "form-0-pk"),
    }


def test_reading_a_page_finds_what_its_errors_lead_to():
    page = Page(
        '<form method="post"><div class="govuk-error-summary"><div><a href="#a">Enter it</a></div>'
        '</div><a href="#b">Elsewhere</a><input name="a" id="a" value="1"><select name="c">'
        '<option value="2" selected></option></select></form>'
    )

    assert (page.error_links, page.ids) == (["#a"], {"a"})
    assert page.forms == [(None, "post", [("a", "1"), ("c", ""), ("c", "2")], set())]
