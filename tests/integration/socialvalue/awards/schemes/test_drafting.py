"""A scheme of one's own, from the first word to publication, by people with different roles."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from socialvalue.accounts.models import User
from socialvalue.audit.models import AuditEvent
from socialvalue.awards import actions
from socialvalue.awards.models import SchemeVersion
from socialvalue.awards.queries import faults_of, scheme_of
from socialvalue.calculations.awards.scheme import AtLeast, Holds, Points, Quantifier, Together
from tests.factories.awards import AT, SchemeVersionFactory
from tests.integration.socialvalue.awards.schemes.people import client_for

pytestmark = pytest.mark.django_db


def words(response):
    """Return the words of a page, white space squeezed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def url(name, draft, *args):
    """Return the address of a page about a draft."""
    return reverse(f"awards:{name}", args=[draft.pk, *args])


@pytest.fixture
def manager():
    """Return a client of an award manager, and the organisation."""
    return client_for("award_manager")


@pytest.fixture
def draft(manager):
    """Return a draft from scratch of the manager's organisation."""
    client, organisation = manager
    said = {"title": "Our charter", "copy_of": "scratch", "kind": "charter"}
    client.post(reverse("awards:make_scheme"), said)
    return organisation.own_schemes.get()


def copied(organisation, user):
    """Return a draft that is a copy of the weavers' award."""
    return actions.make_scheme(
        organisation=organisation,
        title="Our award",
        kind="award",
        copy_of=SchemeVersionFactory(),
        by=user,
        at=AT,
    )


def save(client, name, draft, *args, **answers):
    """Send a part of the draft as it is now."""
    draft.refresh_from_db()
    return client.post(url(name, draft, *args), {"revision": draft.revision, **answers})


def rows(*given, prefix="rows"):
    """Return rows as a formset sends them."""
    sent = {f"{prefix}-TOTAL_FORMS": len(given), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(given):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_a_scheme_grows_from_nothing_to_published(manager, draft):
    client, organisation = manager
    page = words(client.get(url("scheme", draft)))
    assert "Enter what it is for" in page
    assert "Add a theme" in page
    save(client, "change_scheme", draft, "about", title="Our charter", kind="charter",
         words="For all who live here.", applicants=["vcse"], statements="We work here.\n\n",
         unconfirmed="")  # fmt: skip
    save(client, "change_scheme", draft, "terms", validity_months="24", remind_months_before="3",
         decision_working_days="10", fee_pence="12.50")  # fmt: skip
    save(client, "change_scheme", draft, "letters", awarded="Well done.")
    save(client, "change_sources", draft, **rows(
        {"title": "Our board", "url": "https://example.org/board", "as_of-day": "1",
         "as_of-month": "2", "as_of-year": "2026", "confirmed": "on"}))  # fmt: skip
    save(client, "add_theme", draft, title="Fair work", words="")
    save(client, "add_criterion", draft, "fair-work", title="Pay", question="What do you pay?",
         prompts="The lowest.\nThe rate.", needs_evidence="on", held=["living_wage"],
         equivalent="Your own figures.", weight="2.5")  # fmt: skip
    save(client, "add_criterion", draft, "fair-work", title="Pay", question="And whom?", weight="")
    save(client, "add_level", draft, title="Signatory", words="", **rows(
        {"kind": "at_least", "mark": "met", "about": "all", "group": ""}))  # fmt: skip
    draft.refresh_from_db()
    assert faults_of(draft) == ()
    assert "The draft is whole" in words(client.get(url("scheme", draft)))
    approver, _ = client_for("approver", organisation=organisation)
    assert "What do you pay?" in words(approver.get(url("publish_scheme", draft)))

    save(approver, "publish_scheme", draft)

    draft.refresh_from_db()
    scheme = scheme_of(draft)
    assert draft.is_published
    assert (scheme.validity_months, scheme.decision_working_days, scheme.fee_pence) == (
        24,
        10,
        1250,
    )
    assert [(c.code, c.weight, c.prompts) for c in scheme.criteria] == [
        ("pay", Decimal("2.5"), ("The lowest.", "The rate.")),
        ("pay-2", 1, ()),
    ]
    assert [c.needs_evidence for c in scheme.criteria] == [True, False]
    assert scheme.level("signatory").rule == AtLeast(("pay", "pay-2"), "met")
    assert (scheme.statements, scheme.letters) == (("We work here.",), {"awarded": "Well done."})
    events = AuditEvent.objects.filter(did__startswith="scheme.").order_by("sequence")
    assert [events.first().did, events.last().did] == ["scheme.made", "scheme.published"]


def test_a_copy_says_where_it_comes_from_and_keeps_everything(manager):
    client, organisation = manager
    origin = SchemeVersionFactory()
    make = reverse("awards:make_scheme")
    assert f'value="{origin.pk}"' in client.get(f"{make}?copy={origin.pk}").content.decode()

    client.post(make, {"title": "Ours", "copy_of": str(origin.pk), "kind": "award"})

    copy = organisation.own_schemes.get()
    assert copy.document["unconfirmed"] == [
        "Copied from “Weavers' award” of The weavers, version 1, and changed by this organisation."
    ]
    assert scheme_of(copy).levels == scheme_of(origin).levels
    assert (copy.code, copy.document["owner"]) == ("own-1", organisation.name)


def test_rules_of_every_kind_are_built_by_rows(manager):
    client, organisation = manager
    SchemeVersionFactory(code="green-mark", title="The green mark")
    SchemeVersionFactory(code="look", kind="self_assessment")  # nobody holds it
    draft = copied(organisation, client_user(client))

    answer = save(client, "change_level", draft, "accredited", title="Accredited", words="", **rows(
        {"kind": "points", "percent": "60", "about": "theme:social"},
        {"kind": "at_least", "mark": "met", "count": "1", "about": "list", "criteria": ["S1", "E1"],
         "group": "A"},
        {"kind": "holds", "award": "green-mark/accredited", "group": "A"},
        {"kind": ""}))  # fmt: skip

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert scheme_of(draft).level("accredited").rule == Together(
        Quantifier.ALL,
        (
            Points(("S1", "S2"), Decimal("60")),
            Together(
                Quantifier.ANY, (AtLeast(("S1", "E1"), "met", 1), Holds("green-mark", "accredited"))
            ),
        ),
    )
    page = client.get(url("change_level", draft, "accredited")).content.decode()
    assert 'value="green-mark/accredited" selected' in page
    assert 'value="look"' not in page


def client_user(client):
    """Return the person that a client is signed in as."""
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"kind": "holds", "award": ""}, "Select the award that is held"),
        ({"kind": "at_least", "mark": "", "about": "all"}, "Select the mark that is needed"),
        ({"kind": "points", "percent": "5", "about": ""}, "Select which criteria it is about"),
        ({"kind": "points", "percent": "", "about": "all"}, "Enter a share above 0, like 60"),
        ({"kind": "points", "percent": "0", "about": "all"}, "Enter a share above 0, like 60"),
        ({"kind": "points", "percent": "101", "about": "all"}, "must be 100 or less"),
        ({"kind": "at_least", "mark": "met", "about": "list"}, "Tick the criteria"),
        ({"kind": "at_least", "mark": "met", "about": "all", "count": "5"}, "There are only 4"),
        ({"kind": "at_least", "mark": "met", "about": "theme:social", "count": "3"},
         "There are only 2"),
        ({"kind": "at_least", "mark": "met", "about": "list", "criteria": ["S1"], "count": "2"},
         "There are only 1"),
        ({"kind": "at_least", "mark": "met", "count": "0", "about": "all"}, "must be 1 or more"),
    ],
)  # fmt: skip
def test_a_part_of_a_rule_that_cannot_be_is_told_at_its_field(manager, row, sentence):
    client, organisation = manager
    draft = copied(organisation, client_user(client))

    answer = save(client, "change_level", draft, "aspiring", title="Aspiring", **rows(row))

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert draft.document == SchemeVersion.objects.get(pk=draft.pk).document


def test_a_rule_that_rows_cannot_show_is_begun_anew(manager):
    client, organisation = manager
    draft = copied(organisation, client_user(client))
    draft.document["levels"][0]["rule"] = {"any": [{"all": [{"mark": "met"}]}, {"mark": "met"}]}
    draft.save()

    page = client.get(url("change_level", draft, "aspiring"))

    assert page.context["formset"].initial == []


def test_marks_keep_their_codes_and_new_ones_get_one(manager):
    client, organisation = manager
    draft = copied(organisation, client_user(client))

    save(client, "change_marks", draft, **rows(
        {"code": "not", "title": "Not shown", "definition": "Nothing.", "points": "0"},
        {"code": "", "title": "Hardly", "definition": "A little.", "points": ""},
        {"code": "not", "title": "Met", "definition": "All.", "points": "2"},
        {"code": "", "title": "", "definition": "", "points": ""}))  # fmt: skip

    draft.refresh_from_db()
    assert [(m["code"], m["title"], m["points"]) for m in draft.document["marks"]] == [
        ("not", "Not shown", "0"), ("hardly", "Hardly", "0"), ("met", "Met", "2"),
    ]  # fmt: skip
    page = words(client.get(url("scheme", draft)))
    assert "Aspiring: It asks for a mark that is not there any more: select another" in page


@pytest.mark.parametrize(
    ("name", "row", "sentences"),
    [
        ("change_marks", {"title": "Met"}, ["Enter when this mark is given"]),
        ("change_marks", {"points": "2"}, ["Enter what the mark is called, or empty the row"]),
        ("change_marks", {"title": "x" * 61, "definition": "y" * 601}, ["be 60", "be 600"]),
        ("change_sources", {"title": "A book"}, ["Enter the day on which it was read"]),
        ("change_sources", {"confirmed": "on"}, ["Enter what the source is, or empty the row"]),
        ("change_sources", {"title": "x" * 301, "as_of-day": "40"}, ["be 300", "must include"]),
    ],
)  # fmt: skip
def test_rows_half_given_are_told_and_nothing_is_lost(manager, draft, name, row, sentences):
    client, _ = manager

    answer = save(client, name, draft, **rows(row))

    page = words(answer)
    assert answer.status_code == 200
    assert all(sentence in page for sentence in sentences), page


def test_entries_are_moved_up_and_taken_out(manager):
    client, organisation = manager
    draft = copied(organisation, client_user(client))

    client.post(url("change_theme", draft, "environment"), {"up": "yes"})
    client.post(url("change_criterion", draft, "social", "S1"), {"remove": "yes"})
    client.post(url("change_level", draft, "accredited"), {"up": "yes"})

    draft.refresh_from_db()
    assert [theme["code"] for theme in draft.document["themes"]] == ["environment", "social"]
    assert [each["code"] for each in draft.document["themes"][1]["criteria"]] == ["S2"]
    assert [level["code"] for level in draft.document["levels"]] == ["accredited", "aspiring"]


def test_two_people_who_change_a_draft_at_once_both_hear_of_it(manager, draft):
    client, organisation = manager
    other, _ = client_for("award_manager", organisation=organisation)
    seen = draft.revision
    save(other, "add_theme", draft, title="Theirs", words="")

    late = client.post(url("add_theme", draft), {"revision": seen, "title": "Mine", "words": ""})
    again = save(client, "add_theme", draft, title="Mine", words="")

    assert late.status_code == 409
    assert "Nothing of yours is lost" in words(late)
    assert 'value="Mine"' in late.content.decode()
    assert again.status_code == 302
    draft.refresh_from_db()
    assert [theme["title"] for theme in draft.document["themes"]] == ["Theirs", "Mine"]


def test_rows_saved_by_another_meanwhile_are_told(manager, draft):
    client, _ = manager
    seen = draft.revision
    save(client, "add_theme", draft, title="First", words="")

    late = client.post(
        url("change_marks", draft),
        {"revision": seen} | rows({"title": "Met", "definition": "All."}),
    )

    assert (late.status_code, late.context["formset"].is_bound) == (409, True)


def test_taking_out_meanwhile_is_told(manager, draft, monkeypatch):
    client, _ = manager
    save(client, "add_theme", draft, title="First", words="")

    def late(**_):
        raise actions.ChangedMeanwhile("Somebody changed this scheme while you had it open.")

    monkeypatch.setattr(actions, "change_scheme", late)
    answer = client.post(url("change_theme", draft, "first"), {"remove": "yes"}, follow=True)

    assert "Somebody changed this scheme" in words(answer)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("change_scheme", ["weather"]),
        ("change_theme", ["none"]),
        ("change_criterion", ["none", "S1"]),
        ("add_criterion", ["none"]),
        ("change_level", ["none"]),
    ],
)
def test_what_is_not_in_the_draft_is_not_found(manager, draft, name, args):
    client, _ = manager

    assert client.get(url(name, draft, *args)).status_code == 404


def test_every_page_of_a_draft_opens(manager):
    client, organisation = manager
    draft = copied(organisation, client_user(client))
    pages = [
        *[("change_scheme", [section]) for section in ("about", "terms", "letters")],
        ("change_marks", []), ("change_sources", []), ("add_theme", []), ("add_level", []),
        ("change_theme", ["social"]), ("add_criterion", ["social"]),
        ("change_criterion", ["social", "S1"]), ("change_level", ["accredited"]),
        ("scheme", []), ("preview_scheme", []), ("scheme_document", []),
    ]  # fmt: skip

    found = [client.get(url(name, draft, *args)).status_code for name, args in pages]

    assert found == [200] * len(pages)


def test_a_published_scheme_cannot_be_changed(manager):
    client, organisation = manager
    own = SchemeVersionFactory(organisation=organisation, code="own-1")

    assert client.get(url("change_scheme", own, "about")).status_code == 403
    with pytest.raises(actions.SchemeIsPublished):
        actions.change_scheme(version=own, document=own.document, revision=1,
                              by=client_user(client), at=AT)  # fmt: skip


def test_whoever_changed_a_draft_does_not_publish_it():
    client, organisation = client_for("award_manager", "approver")
    draft = copied(organisation, client_user(client))

    assert client.get(url("publish_scheme", draft)).status_code == 403
    with pytest.raises(actions.OwnDraft):
        actions.publish_scheme(version=draft, by=client_user(client), at=AT)


def test_a_draft_that_is_not_whole_is_not_published_nor_previewed(manager, draft):
    client, organisation = manager
    approver, _ = client_for("approver", organisation=organisation)

    page = words(approver.get(url("publish_scheme", draft)))
    sent = {"revision": draft.revision}
    answer = approver.post(url("publish_scheme", draft), sent, follow=True)

    assert "The draft is not whole yet" in page
    assert "The draft is not whole yet" in words(answer)
    assert client.get(url("preview_scheme", draft)).status_code == 404


def test_the_next_version_follows_a_published_one(manager):
    client, organisation = manager
    own = SchemeVersionFactory(organisation=organisation, code="own-1")

    client.post(url("next_scheme_version", own))
    twice = client.post(url("next_scheme_version", own), follow=True)

    draft = organisation.own_schemes.get(number=2)
    assert (draft.document["version"], draft.is_published) == ("2", False)
    assert "There is a draft of the next version already." in words(twice)
    follow = client.post(url("next_scheme_version", draft), follow=True)
    assert "This version is a draft" in words(follow)


def test_drafts_are_there_only_for_those_who_make_approve_or_audit(draft, manager):
    _, organisation = manager
    auditor, _ = client_for("auditor", organisation=organisation)
    evaluator, _ = client_for("evaluator", organisation=organisation)
    stranger, _ = client_for("award_manager")

    answers = [
        each.get(url("scheme", draft)).status_code for each in (auditor, evaluator, stranger)
    ]

    assert answers == [200, 404, 404]
    assert "Our charter" in words(auditor.get(reverse("awards:schemes")))
    assert "Our charter" not in words(evaluator.get(reverse("awards:schemes")))
