"""How long tenders are kept, legal holds, and what a purge takes out and leaves."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from procurement.bids.models import Answer, Envelope
from procurement.calculations.retention import NothingToCount, kept_until
from procurement.evaluation.models import IndividualScore, Score, SupplierContact
from procurement.tenders import retaining
from procurement.tenders.actions import life
from procurement.tenders.actions import retention as actions
from procurement.tenders.models import Purge, Tender
from procurement.tenders.queries import retention
from socialvalue.audit.queries import events_of, faults
from socialvalue.framework.yaml_files import DataFileWrong
from tests.factories.bids import AnswerFactory, ClarificationFactory, EnvelopeFactory
from tests.factories.decided import approved, few, fresh, loaded, made
from tests.factories.evaluation import (
    ConflictsReviewFactory,
    DeclarationFactory,
    IndividualDraftFactory,
    IndividualScoreFactory,
    MitigationFactory,
    PanelMemberFactory,
    RecusalFactory,
)
from tests.factories.tenders import TenderFactory

OFFICER = "Olive Officer"
AWARDED = dt.datetime(2026, 2, 24, 9, tzinfo=dt.UTC)
LATER = dt.datetime(2029, 3, 1, 9, tzinfo=dt.UTC)
TODAY = LATER.date()


def archived(**more):
    """Return a tender that was awarded on 24 February 2026 and archived."""
    tender = approved(bundle=few(), **more)
    for move in ("award", "archive"):
        tender = life.move(tender=tender, move=move, by=OFFICER, at=AWARDED)
    return tender


def purge(tender, *, reference=None, today=TODAY):
    """Purge a tender."""
    reference = tender.reference if reference is None else reference
    return actions.purge(tender=tender, reference=reference, by=OFFICER, at=LATER, today=today)


def test_kept_until_worked_example():
    assert kept_until(dt.date(2026, 2, 24), years=3) == dt.date(2029, 2, 24)


def test_a_leap_day_is_kept_to_the_first_of_march():
    assert kept_until(dt.date(2028, 2, 29), years=3) == dt.date(2031, 3, 1)


def test_a_period_is_at_least_a_year():
    with pytest.raises(NothingToCount, match="not 0"):
        kept_until(dt.date(2028, 2, 29), years=0)


@given(st.dates(max_value=dt.date(2900, 1, 1)), st.integers(1, 20))
def test_the_period_never_ends_early(day, years):
    end = kept_until(day, years=years)

    # The shortest run of so many years: a year has 365 days at least.
    assert end >= day + dt.timedelta(days=365 * years)
    assert end < day + dt.timedelta(days=366 * years + 1)


def test_every_regime_has_a_sourced_policy():
    assert {policy.code: policy.years for policy in retaining.policies()} == {
        "procurement_act_2023": 3,
        "public_contracts_regulations_2015": 3,
        "provider_selection_regime": 6,
        "below_threshold": 6,
    }


def test_a_policy_for_an_unknown_law_names_its_line(tmp_path):
    file = tmp_path / "retention.yaml"
    text = retaining.POLICY_FILE.read_text("utf-8")
    file.write_text(text.replace("below_threshold", "whatever"), "utf-8")

    with pytest.raises(DataFileWrong, match=r"retention.yaml, line \d+: .*'whatever'"):
        retaining.policies_from(file)


@pytest.mark.django_db
def test_a_tender_counts_from_its_award():
    tender = archived()

    kept = retention.kept(tender)

    assert (kept.counts_from, kept.until) == (dt.date(2026, 2, 24), dt.date(2029, 2, 24))
    assert kept.in_the_way(today=dt.date(2029, 2, 24)) == [
        "It is kept to the end of 24 February 2029."
    ]
    assert kept.is_due(today=dt.date(2029, 2, 25))


@pytest.mark.django_db
def test_a_tender_that_has_not_ended_is_kept():
    assert retention.kept(TenderFactory()).in_the_way(today=TODAY) == [
        "It is not archived.",
        "It was neither awarded nor terminated, so there is no day to count from.",
    ]


@pytest.mark.django_db
def test_a_tender_that_was_terminated_counts_from_then():
    tender = loaded(bundle=few())
    life.move(tender=tender, move="terminate", by=OFFICER, at=AWARDED, reason="No money.")

    assert retention.kept(fresh(tender)).until == dt.date(2029, 2, 24)


@pytest.mark.django_db
def test_a_later_day_can_be_set_and_an_earlier_one_not():
    tender = archived()
    said = {"tender": tender, "reason": "Entered then.", "by": OFFICER, "at": LATER}

    with pytest.raises(actions.TooEarly):
        actions.keep_from(counts_from=dt.date(2026, 2, 23), **said)
    with pytest.raises(actions.TooEarly):
        actions.keep_from(**(said | {"tender": TenderFactory()}), counts_from=dt.date(2030, 1, 1))
    actions.keep_from(counts_from=dt.date(2026, 4, 1), **said)

    assert retention.kept(fresh(tender)).until == dt.date(2029, 4, 1)


@pytest.mark.django_db
def test_a_legal_hold_stops_the_purge_until_it_is_lifted():
    tender = archived()
    actions.place_hold(tender=tender, reason="A claim.", by=OFFICER, at=LATER)

    with pytest.raises(actions.HeldAlready):
        actions.place_hold(tender=tender, reason="Another.", by=OFFICER, at=LATER)
    with pytest.raises(actions.CannotPurge, match="A legal hold stands"):
        purge(tender)
    actions.lift_hold(tender=tender, because="Settled.", by=OFFICER, at=LATER)
    with pytest.raises(actions.NotHeld):
        actions.lift_hold(tender=tender, because="Again.", by=OFFICER, at=LATER)

    assert purge(tender).tender == tender


@pytest.mark.django_db
def test_a_purge_is_confirmed_by_the_reference():
    with pytest.raises(actions.CannotPurge, match="Type the reference MWH-2026-014"):
        purge(archived(), reference="another")


@pytest.mark.django_db
def test_a_purge_takes_out_what_the_policy_says_and_leaves_the_record_whole(settings, tmp_path):
    from procurement.evaluation.actions import letters  # noqa: PLC0415 -- one test

    storage = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}
    tender = approved(bundle=few())
    pack = made(letters.ask_letters(tender=tender, by=OFFICER, at=AWARDED))
    bid = tender.bids.first()
    criterion = bid.scores.first().criterion
    AnswerFactory(bid=bid, criterion=criterion, text="We, Ann and Bob, will…")
    EnvelopeFactory(bid=bid)
    ClarificationFactory(bid=bid)
    member = PanelMemberFactory(tender=tender, code="E9", user__name="Eve Evaluator")
    declaration = DeclarationFactory(
        member=member, has_interest=True, statement="My sister works there."
    )
    MitigationFactory(declaration=declaration, reason="Her sister has retired.")
    ConflictsReviewFactory(tender=tender, note="Adviser: Bob.")
    recusal = RecusalFactory(
        member=member,
        bidder=bid.bidder,
        lifted_at=AWARDED,
        lifted_by="Olwen",
        lifted_because="Her sister has left.",
    )
    IndividualDraftFactory(member=member, bid=bid, criterion=criterion)
    IndividualScoreFactory(
        bid=bid, criterion=criterion, member=member, evaluator="E9", recorded_by="Eve Evaluator"
    )
    for move in ("award", "archive"):
        life.move(tender=tender, move=move, by=OFFICER, at=AWARDED)
    scores = list(Score.objects.filter(bid__tender=tender).values_list("points", "reason"))

    purged = purge(tender)

    member.refresh_from_db()
    assert Answer.sealed.get(bid=bid).text == retaining.PURGED
    assert bytes(Envelope.sealed.get(bid=bid).content) == retaining.PURGED.encode()
    assert not SupplierContact.objects.filter(bidder__tender=tender).exists()
    recusal.refresh_from_db()
    assert member.declarations.get().statement == retaining.PURGED
    assert declaration.mitigations.get().reason == retaining.PURGED
    assert tender.conflicts_reviews.get().note == retaining.PURGED
    assert (recusal.reason, recusal.lifted_because) == (retaining.PURGED, retaining.PURGED)
    assert (member.user.name, member.user.is_active) == ("E9, name removed", False)
    assert IndividualScore.objects.get(member=member).recorded_by == "E9"
    assert not list(tmp_path.rglob("*.zip"))
    pack.refresh_from_db()
    assert (pack.file.name, bool(pack.sha256)) == ("", True)
    assert purged.counts["names on the panel"] == 1
    assert list(Score.objects.filter(bid__tender=tender).values_list("points", "reason")) == scores
    assert events_of(tender).last().did == "tender.purged"
    assert list(faults()) == []
    assert retention.kept(fresh(tender)).in_the_way(today=TODAY) == ["It was purged already."]


@pytest.mark.django_db
def test_a_purge_counts_what_every_room_took_out(monkeypatch):
    monkeypatch.setattr(retaining, "_purgers", [])
    for _ in range(2):
        retaining.register(_one_thing)
    retaining.register(lambda tender, at: {"things": 2})

    assert retaining.take_out(Tender(), at=LATER) == {"things": 3}


def _one_thing(tender, at):
    return {"things": 1}


@pytest.mark.django_db
def test_the_command_lists_what_is_due_and_purges_one(monkeypatch):
    tender = archived()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    out = io.StringIO()

    call_command("retention", stdout=out)
    call_command("retention", purge=str(tender.pk), confirm=tender.reference, stdout=out)
    call_command("retention", stdout=out)

    assert (
        f"{tender.pk} {tender.organisation.name}: MWH-2026-014, kept to 2029-02-24"
        in out.getvalue()
    )
    assert out.getvalue().count("1 due.") == 1
    assert out.getvalue().endswith("0 due.\n")
    assert Purge.objects.get().purged_by == "manage.py retention"


@pytest.mark.django_db
@pytest.mark.parametrize("confirm", ["", "wrong"])
def test_the_command_refuses_what_is_not_due(confirm):
    err = io.StringIO()

    with pytest.raises(SystemExit) as left:
        call_command("retention", purge=str(TenderFactory().pk), confirm=confirm, stderr=err)

    assert left.value.code == 1
    assert "is due" in err.getvalue()
