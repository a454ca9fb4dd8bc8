"""Publishing by two people, amending before the deadline, terminating: what is refused and kept."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from procurement.tenders import guards
from procurement.tenders.actions import life, publishing
from procurement.tenders.actions.changing import ChangedMeanwhile, MethodIsFixed
from procurement.tenders.actions.copying import copied
from procurement.tenders.actions.pricing import Pricing, ShouldCostStands, set_price
from procurement.tenders.models import (
    Criterion,
    CriterionArea,
    CriterionLot,
    LintAnswer,
    LotMethod,
    Methodology,
    ParentCriterion,
    Scale,
    ScaleLevel,
    SectionPassMark,
    State,
    WeightDeparture,
)
from procurement.tenders.queries import methodology_of
from procurement.tenders.queries.published import (
    draft_of,
    fingerprint_of,
    method_document,
    open_proposal,
    proposed_fingerprint,
    standing_of,
    versions_of,
)
from socialvalue.audit.queries import events_of
from tests.factories.accounts import UserFactory
from tests.factories.tenders import (
    CriterionFactory,
    CriterionLotFactory,
    LintAnswerFactory,
    MethodologyFactory,
    ParentCriterionFactory,
    SectionPassMarkFactory,
    TenderFactory,
    WeightDepartureFactory,
    whole_method,
)

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
FUTURE = dt.datetime(2200, 1, 6, 12, tzinfo=dt.UTC)


def ready(**tender):
    """Return a draft method that lacks nothing, of a tender whose deadline is far off."""
    return whole_method(deadline=FUTURE, **tender)


def proposed(methodology, *, by=None, **more):
    """Return a proposal to publish the method."""
    methodology.refresh_from_db()
    return publishing.propose_publication(
        methodology=methodology, edits=methodology.edits, by=by or UserFactory(), at=AT, **more
    )


def published(**tender):
    """Return a method that two people published."""
    return publishing.confirm_publication(
        proposal=proposed(ready(**tender)), by=UserFactory(), at=AT
    )


def amendment(methodology, because="The floor was mistyped."):
    """Return the next version of a published method, in the making."""
    return publishing.start_amendment(tender=methodology.tender, because=because, by="Ola", at=AT)


def did(tender):
    return [event.did for event in events_of(tender)]


# --- Proposing and confirming -------------------------------------------------------------------


def test_two_people_publish_a_method():
    methodology = ready()
    fingerprint = fingerprint_of(methodology)

    publishing.confirm_publication(
        proposal=proposed(methodology, note="As agreed."), by=UserFactory(), at=AT
    )

    methodology.refresh_from_db()
    assert methodology.tender.state == State.PUBLISHED
    assert (methodology.published_at, methodology.fingerprint) == (AT, fingerprint)
    assert did(methodology.tender) == [
        "tender.publish.proposed",
        "tender.publish",
        "tender.method_published",
    ]
    assert events_of(methodology.tender).last().after["fingerprint"] == fingerprint


def test_scales_that_no_question_uses_go_when_a_method_is_proposed():
    methodology = ready()
    Scale.objects.create(methodology=methodology, position=99, code="unused", title="Unused")

    proposed(methodology)

    assert not methodology.scales.filter(code="unused").exists()


def test_who_proposed_cannot_confirm():
    officer = UserFactory()
    proposal = proposed(ready(), by=officer)

    with pytest.raises(life.SamePerson):
        publishing.confirm_publication(proposal=proposal, by=officer, at=AT)


@pytest.mark.parametrize("change", ["weight", "title"])
def test_what_changed_since_it_was_proposed_is_not_confirmed(change):
    methodology = ready()
    proposal = proposed(methodology)
    if change == "weight":
        methodology.criteria.filter(code="Q1").update(title="Running it")
    else:
        type(methodology.tender).objects.update(title="Another contract")

    with pytest.raises(life.ProposalChanged):
        publishing.confirm_publication(proposal=proposal, by=UserFactory(), at=AT)


def test_method_that_is_not_ready_is_not_proposed():
    methodology = ready()
    methodology.lot_methods.update(formula="")

    with pytest.raises(publishing.NotReady, match="Choose how prices are scored") as refusal:
        proposed(methodology)

    assert [entry.page for entry in refusal.value.missing] == ["tenders:price"]


def test_page_that_was_opened_before_a_change_proposes_nothing():
    with pytest.raises(ChangedMeanwhile):
        publishing.propose_publication(methodology=ready(), edits=7, by=UserFactory(), at=AT)


def test_published_method_is_not_proposed_again():
    with pytest.raises(MethodIsFixed):
        proposed(published())


def test_method_is_proposed_once_at_a_time():
    methodology = ready()
    proposed(methodology)

    with pytest.raises(life.ProposedAlready):
        proposed(methodology)


def test_open_rule_is_not_published_over_unless_it_is_accepted():
    call_command("load_frameworks", verbosity=0)
    methodology = ready()

    with pytest.raises(publishing.RulesOpen, match="net zero and social value: not checked"):
        proposed(methodology)
    proposal = proposed(methodology, rules_accepted=True, note="Agreed with the trust.")

    assert proposal.note.startswith("Agreed with the trust.\nMay stand as it is: ")


def test_relative_formula_needs_its_stress_test_acknowledged():
    methodology = ready()
    methodology.lot_methods.update(formula="REL_LOWEST", parameters={})

    with pytest.raises(publishing.NotReady, match="Read the stress test"):
        proposed(methodology)


def test_deadline_by_the_clock_of_the_database_closes_publishing():
    methodology = ready()
    proposal = proposed(methodology)
    type(methodology.tender).objects.update(deadline=dt.datetime(2026, 7, 24, tzinfo=dt.UTC))

    with pytest.raises(publishing.DeadlinePassed):
        proposed(methodology)
    with pytest.raises(publishing.DeadlinePassed):
        publishing.confirm_publication(proposal=proposal, by=UserFactory(), at=AT)


def test_proposal_whose_draft_is_gone_publishes_nothing():
    methodology = published()
    draft = amendment(methodology)
    proposal = proposed(draft)
    draft.criteria.all().delete()
    draft.delete()

    with pytest.raises(publishing.NoAmendment):
        publishing.confirm_publication(proposal=proposal, by=UserFactory(), at=AT)


# --- Amending -----------------------------------------------------------------------------------


def test_amendment_is_published_by_two_people_and_then_counts():
    first = published()
    draft = amendment(first)
    draft.lot_methods.update(parameters={"floor": "600000.00", "ceiling": "1500000.00"})

    assert methodology_of(first.tender) == first
    publishing.confirm_publication(proposal=proposed(draft), by=UserFactory(), at=AT)

    draft.refresh_from_db()
    assert methodology_of(first.tender) == draft
    assert (draft.number, draft.version, draft.because) == (2, "2", "The floor was mistyped.")
    assert draft.fingerprint not in ("", first.fingerprint)
    assert did(first.tender)[3:] == [
        "tender.amendment_started",
        "tender.amend.proposed",
        "tender.amend",
        "tender.method_published",
    ]


def test_amendment_says_why():
    with pytest.raises(life.ReasonMissing):
        amendment(published(), because=" ")


def test_one_amendment_is_made_at_a_time():
    methodology = published()
    amendment(methodology)

    with pytest.raises(publishing.AmendedAlready):
        amendment(methodology)


def test_draft_is_changed_not_amended():
    with pytest.raises(life.MoveNotAllowed):
        amendment(ready())


def test_after_the_deadline_nothing_is_amended():
    methodology = published()
    type(methodology.tender).objects.update(deadline=dt.datetime(2026, 7, 24, tzinfo=dt.UTC))

    with pytest.raises(publishing.DeadlinePassed):
        amendment(methodology)


def test_amendment_that_is_dropped_leaves_the_published_version():
    methodology = published()
    amendment(methodology)

    publishing.drop_amendment(tender=methodology.tender, by="Ola", at=AT)

    assert versions_of(methodology.tender) == [methodology]
    assert did(methodology.tender)[-1] == "tender.amendment_dropped"


def test_amendment_that_waits_for_a_decision_is_not_dropped():
    methodology = published()
    proposed(amendment(methodology))

    with pytest.raises(ChangedMeanwhile, match="waits for a decision"):
        publishing.drop_amendment(tender=methodology.tender, by="Ola", at=AT)


@pytest.mark.parametrize("make", [ready, published])
def test_only_an_amendment_is_dropped(make):
    with pytest.raises(publishing.NoAmendment):
        publishing.drop_amendment(tender=make().tender, by="Ola", at=AT)


def test_copy_has_everything_but_the_publication():
    methodology = ready()
    parent = ParentCriterionFactory(methodology=methodology, code="QA", weight=Decimal(100))
    CriterionFactory(
        methodology=methodology, parent=parent, weight_in_parent=Decimal(100), code="Q2"
    )
    lot = methodology.tender.lots.get()
    CriterionLotFactory(criterion=methodology.criteria.get(code="Q1"), lot=lot)
    SectionPassMarkFactory(methodology=methodology)
    WeightDepartureFactory(methodology=methodology, confirmed=True)
    LintAnswerFactory(methodology=methodology)
    MethodologyFactory._meta.model.objects.filter(pk=methodology.pk).update(
        published_at=AT, published_by="the tests", fingerprint="f" * 64, edits=7
    )
    methodology.refresh_from_db()

    new = copied(methodology, because="Because.")

    assert method_document(new) == method_document(methodology) | {"version": "2"}
    assert (new.published_at, new.published_by, new.fingerprint, new.edits) == (None, "", "", 0)
    for part in (Scale, ParentCriterion, Criterion, LotMethod, SectionPassMark, WeightDeparture):
        mine = set(part.objects.filter(methodology=new).values_list("pk", flat=True))
        theirs = set(part.objects.filter(methodology=methodology).values_list("pk", flat=True))
        assert len(mine) == len(theirs) > 0
        assert mine.isdisjoint(theirs)
    assert LintAnswer.objects.filter(methodology=new).count() == 1
    assert new.departures.get().is_confirmed


# --- Terminating --------------------------------------------------------------------------------


def test_tender_is_terminated_with_the_reason():
    tender = published().tender

    publishing.terminate_tender(tender=tender, because="The money is gone.", by="Ola", at=AT)

    tender.refresh_from_db()
    assert (tender.state, tender.terminated_in) == (State.TERMINATED, State.PUBLISHED)
    assert events_of(tender).last().reason == "The money is gone."


# --- What is frozen -----------------------------------------------------------------------------

FROZEN = {
    Methodology: {
        "tender",
        "version",
        "framework",
        "quality_weight",
        "price_weight",
        "social_value_weight",
        "tie_break",
        "abnormally_low_percent",
        "abnormally_low_references",
        "places",
        "maximum_lots_per_supplier",
        "award_order",
        "quantities",
        "policy_outcomes",
        "climate_theme_in",
    },
    SectionPassMark: {"section", "percent", "disqualifies"},
    Scale: {"code", "title"},
    ScaleLevel: {"points", "label", "definition"},
    ParentCriterion: {"section", "code", "title", "weight", "key"},
    Criterion: {
        "parent",
        "section",
        "code",
        "title",
        "question",
        "asks_method_statement",
        "measures",
        "weight",
        "weight_in_parent",
        "scale",
        "pass_mark_points",
        "pass_mark_disqualifies",
    },
    CriterionArea: {"area"},
    CriterionLot: {"lot"},
    LotMethod: {
        "lot",
        "formula",
        "parameters",
        "quality_weight",
        "price_weight",
        "social_value_weight",
    },
}
"""Fields that the published document says."""

NOT_FROZEN = {
    Methodology: {
        "number",  # counts versions; the version is in the document
        "framework_version",  # the codes of its areas are in the document
        "edits",  # how often the draft was saved
        "because",  # why this version was made: said beside the method
        "published_at",
        "published_by",
        "fingerprint",  # of the document itself
    },
    SectionPassMark: {"methodology", "position"},
    Scale: {"methodology", "position", "source", "is_confirmed", "is_own"},  # notes for officers
    ScaleLevel: {"scale", "position"},
    ParentCriterion: {"methodology", "position"},
    Criterion: {"methodology", "position", "relevance"},  # why it is asked: for the file
    CriterionArea: {"criterion", "position"},
    CriterionLot: {"criterion", "position"},
    LotMethod: {"methodology"},
}
"""Fields that it leaves out: places in lists that the document has in their order, and notes."""


@pytest.mark.parametrize("model", FROZEN, ids=lambda model: model.__name__)
def test_every_field_of_a_method_is_in_the_published_document_or_left_out_for_a_reason(model):
    fields = {field.name for field in model._meta.concrete_fields} - {"id"}

    assert fields == FROZEN[model] | NOT_FROZEN[model]


def test_document_of_two_equal_methods_is_the_same_but_for_their_names():
    one, other = ready(reference="A"), ready(reference="B")
    for scale in Scale.objects.order_by("position"):
        scale.code = f"scale-{scale.criteria.get().code}"
        scale.save()

    assert method_document(one) == method_document(other) | {"tender": "A"}


def test_fingerprint_of_a_proposal_covers_the_deadline():
    methodology = ready()
    before = (fingerprint_of(methodology), proposed_fingerprint(methodology))
    methodology.tender.deadline += dt.timedelta(days=1)

    after = (fingerprint_of(methodology), proposed_fingerprint(methodology))

    assert after[0] == before[0]
    assert after[1] != before[1]


def test_tender_without_a_deadline_has_a_fingerprint_too():
    methodology = MethodologyFactory(tender=TenderFactory(deadline=None))

    assert len(proposed_fingerprint(methodology)) == 64


def test_lot_limits_and_own_weights_are_in_the_document():
    methodology = ready()
    methodology.maximum_lots_per_supplier, methodology.award_order = 1, ["1"]
    methodology.lot_methods.update(quality_weight="50", price_weight="30", social_value_weight="20")

    document = method_document(methodology)

    assert document["lot_limits"]["award_order"] == ["1"]
    assert document["lots"][0]["section_weights"] == {
        "quality": "50",
        "price": "30",
        "social_value": "20",
    }


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Methodology, {"price_weight": "1"}),
        (Scale, {"title": "Other"}),
        (ScaleLevel, {"definition": "Other"}),
        (Criterion, {"weight": "1"}),
        (CriterionArea, {"area": "1.1"}),
        (LotMethod, {"formula": "PQP"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_database_refuses_to_change_a_published_method(model, change):
    ready(reference="A draft beside it changes freely")
    drafts = list(model.objects.values_list("pk", flat=True))
    methodology = published()
    theirs = model.objects.exclude(pk__in=drafts)

    model.objects.filter(pk__in=drafts).update(**change)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        theirs.update(**change)

    assert standing_of(methodology).is_whole


def test_row_that_was_taken_out_shows_by_the_fingerprint():
    methodology = published()

    CriterionArea.objects.all().delete()

    assert not standing_of(methodology).is_whole
    assert standing_of(MethodologyFactory(fixed=True)).is_whole


def test_every_guard_is_in_place():
    names = {f"{table}_is_published" for table in guards.conditions()}
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }

    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}

    assert names <= found


def test_guards_are_taken_away_and_put_back():
    methodology = published()

    guards.drop(connection)
    Scale.objects.update(title="Changed")
    guards.create(connection)

    assert not standing_of(methodology).is_whole
    with pytest.raises(DatabaseError), transaction.atomic():
        Scale.objects.update(title="Changed again")


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_every_table_is_guarded_on_both_databases(vendor):
    made = " ".join(guards.create_statements(vendor))
    gone = " ".join(guards.drop_statements(vendor))

    assert [table for table in guards.conditions() if f"UPDATE ON {table} " not in made] == []
    assert [table for table in guards.conditions() if f"{table}_is_published" not in gone] == []


def test_only_a_proposal_to_publish_or_amend_is_asked_about():
    methodology = ready()
    assert (open_proposal(methodology.tender), draft_of(methodology.tender)) == (None, methodology)

    proposal = proposed(methodology)

    assert open_proposal(methodology.tender) == proposal


@pytest.mark.parametrize("pence", [None, 100])
def test_the_should_cost_estimate_stands_once_the_tender_is_published(pence):
    methodology = published()
    lot = methodology.tender.lots.get()
    draft = amendment(methodology)
    pricing = Pricing(
        formula="BENCHMARK",
        parameters={"floor": "500000.00", "ceiling": "1500000.00"},
        should_cost_pence=pence,
    )
    change = {"methodology": draft, "edits": draft.edits, "by": "Ola", "at": AT}

    if pence is None:
        assert set_price(pricing=pricing, **change) == draft
    else:
        with pytest.raises(ShouldCostStands, match="stands as it was when the tender was"):
            set_price(pricing=pricing, **change)
    lot.refresh_from_db()
    assert lot.should_cost_pence is None
