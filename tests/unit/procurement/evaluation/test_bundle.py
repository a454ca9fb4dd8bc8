"""A bundle that is stored comes back byte for byte, or is refused in plain words."""

import json
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.bids.models import BidPrice
from procurement.evaluation.actions import BundleFaulty, CannotBeKept, load_bundle
from procurement.evaluation.actions.demonstration import BUNDLE
from procurement.evaluation.actions.keeping import differences
from procurement.evaluation.models import Score
from procurement.evaluation.queries import bundle_of, result_of
from procurement.tenders.models import State, Tender
from procurement.tenders.queries import NoMethod
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.bids import BidFactory, bid_for
from tests.factories.evaluation import DisqualificationFactory, ScoreFactory, agreed
from tests.factories.tenders import (
    MethodologyFactory,
    SectionPassMarkFactory,
    TenderFactory,
    whole_method,
)
from tests.unit.procurement.calculations.golden import (
    patched,
    published,
    without_free_text,
)

pytestmark = pytest.mark.django_db
EDGE_CASES = published("edge_cases.json")["cases"]


def canonical(value):
    """Return a value as canonical JSON."""
    return rfc8785.dumps(value)


def loaded(bundle, **more):
    """Return the tender that a bundle becomes."""
    return load_bundle(bundle=bundle, organisation=OrganisationFactory(), by="the tests", **more)


def refused(patch):
    """Return the sentences with which the golden bundle, changed by a patch, is refused."""
    with pytest.raises(CannotBeKept) as refusal:
        loaded(patched(published("bundle.json"), patch))
    return refusal.value.sentences


def test_the_golden_bundle_comes_back_byte_for_byte():
    bundle = published("bundle.json")

    tender = loaded(bundle)

    assert canonical(bundle_of(tender)) == canonical(bundle)


def test_the_golden_result_follows_from_the_database():
    tender = loaded(published("bundle.json"))

    _, result = result_of(tender)

    assert without_free_text(result) == without_free_text(published("expected.json"))


@pytest.mark.parametrize("case", EDGE_CASES, ids=lambda case: case["name"])
def test_every_edge_case_comes_back_with_its_result(case):
    tender = loaded(case["bundle"])

    bundle, result = result_of(tender)
    result.pop("bundle_sha256")

    assert canonical(bundle) == canonical(case["bundle"])
    assert without_free_text(result) == without_free_text(case["expected"])


def test_a_loaded_tender_stands_where_its_scores_say():
    with_scores = loaded(published("bundle.json"))
    bundle = published("bundle.json") | {"bids": [], "disqualifications": []}
    without_scores = loaded(bundle)

    assert (with_scores.state, without_scores.state) == (State.PRICE_OPENED, State.PUBLISHED)


def test_loading_is_recorded_with_the_fingerprint():
    tender = loaded(published("bundle.json"))

    event = events_of(tender).get()

    assert event.did == "tender.loaded"
    assert event.after["bundle_sha256"] == published("expected.json")["bundle_sha256"]


@pytest.mark.parametrize(
    "name", ["/methodology/section_pass_marks", "/draws"], ids=["pass marks", "draws"]
)
def test_an_optional_list_that_is_left_out_stays_out(name):
    bundle = published("bundle.json")
    part = bundle["methodology"] if name.startswith("/methodology") else bundle
    del part[name.rpartition("/")[2]]

    tender = loaded(bundle)

    assert canonical(bundle_of(tender)) == canonical(bundle)


def test_optional_members_come_back():
    patch = [
        {"op": "add", "path": "/tender/buyer/code", "value": "RXX"},
        {"op": "add", "path": "/tender/categories", "value": ["cleaning"]},
        {
            "op": "add",
            "path": "/lots/0/section_weights",
            "value": {"quality": "45.5", "price": "39.5", "social_value": "15.0"},
        },
    ]
    bundle = patched(published("bundle.json"), patch)

    tender = loaded(bundle)

    assert canonical(bundle_of(tender)) == canonical(bundle)


def test_a_faulty_bundle_is_refused_with_the_documented_errors():
    patch = [{"op": "replace", "path": "/methodology/section_weights/quality", "value": "46"}]

    with pytest.raises(BundleFaulty) as refusal:
        loaded(patched(published("bundle.json"), patch))

    assert [error["code"] for error in refusal.value.errors] == ["section_weights_not_100"]
    assert not Tender.objects.exists()


def test_a_reference_in_use_is_refused():
    organisation = OrganisationFactory()
    load_bundle(bundle=published("bundle.json"), organisation=organisation, by="the tests")

    with pytest.raises(CannotBeKept) as refusal:
        load_bundle(bundle=published("bundle.json"), organisation=organisation, by="the tests")

    assert refusal.value.sentences == [
        "There is already a tender with the reference MWH-2026-014. Give this one another."
    ]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (
            "/bids/0/price",
            "1040000.5",
            (
                "/bids/0/price is '1040000.5': money is kept in whole pence. "
                "Write pounds and pence, such as 1040000.00."
            ),
        ),
        (
            "/bids/0/price",
            "99999999999999999999.00",
            "/bids/0/price is '99999999999999999999.00': that is more money than can be kept.",
        ),
        (
            "/tender/tender_deadline",
            "2026-07-24T12:00:00",
            (
                "/tender/tender_deadline is '2026-07-24T12:00:00': write a moment with its offset, "
                "such as 2026-07-24T12:00:00+01:00."
            ),
        ),
        (
            "/tender/tender_deadline",
            "2026-07-24T11:00:00Z",
            (
                "/tender/tender_deadline is '2026-07-24T11:00:00Z', and would come back as "
                "'2026-07-24T12:00:00+01:00'. Write it so."
            ),
        ),
        (
            "/tender/tender_deadline",
            "noon",
            (
                "/tender/tender_deadline is 'noon': write a moment with its offset, "
                "such as 2026-07-24T12:00:00+01:00."
            ),
        ),
        (
            "/tender/commenced_on",
            "June 2026",
            "/tender/commenced_on is 'June 2026': write a day such as 2026-06-01.",
        ),
        (
            "/tender/title",
            "x" * 201,
            (
                "/tender: title cannot be kept. "
                "Ensure this value has at most 200 characters (it has 201)."
            ),
        ),
        (
            "/tender/nickname",
            "Cleaning",
            "/tender/nickname is not a member that can be kept. Take it out.",
        ),
        (
            "/tender/title",
            "Cleaning\x00",
            "/tender/title holds a character (NUL) that cannot be kept.",
        ),
    ],
)
def test_what_cannot_be_kept_exactly_is_refused_in_plain_words(path, value, sentence):
    assert refused([{"op": "add", "path": path, "value": value}]) == [sentence]


def test_a_number_longer_than_can_be_kept_is_refused_before_anything_is_kept():
    change = {"op": "add", "path": "/methodology/abnormally_low/percent_below", "value": "1" * 81}

    with pytest.raises(BundleFaulty, match="in 80 characters at most: it has 81"):
        loaded(patched(published("bundle.json"), [change]))


def test_a_missing_member_is_named():
    assert refused([{"op": "remove", "path": "/tender/regime"}]) == ["/tender/regime is missing."]


def test_a_bidder_without_a_name_is_refused():
    patch = [{"op": "replace", "path": "/bidders/0/name", "value": ""}]

    assert refused(patch) == ["/bidders/0: name cannot be kept. This field cannot be blank."]


def test_a_constraint_that_is_broken_refuses_the_bundle(monkeypatch):
    bundle = published("bundle.json")
    monkeypatch.setattr(
        "procurement.evaluation.actions.loading.store", lambda *args, **kwargs: {}["absent"]
    )

    with pytest.raises(CannotBeKept) as refusal:
        loaded(bundle)

    assert refusal.value.sentences == ["The bundle breaks a promise of the database: 'absent'."]


def test_differences_names_what_is_missing_and_what_differs():
    given = {"a": 1, "b": [1, 2], "c": "x"}
    kept = {"a": True, "b": [1], "c": "x", "d": None}

    assert list(differences(given, kept)) == [
        "/a is 1, and would come back as True. Write it so.",
        "/b is [1, 2], and would come back as [1]. Write it so.",
        "/d is missing. Put it in.",
    ]


@settings(max_examples=15)  # each stores a whole tender
@given(places=st.integers(0, 60), first=st.integers(0, 100), pence=st.integers(0, 10**15))
def test_weights_and_prices_come_back_as_they_were_written(places, first, pence):
    bundle = published("bundle.json")
    weight = f"{first}.{'0' * places}" if places else str(first)
    social = [each for each in bundle["methodology"]["criteria"] if each["code"][:2] == "SV"]
    for criterion, share in zip(social, [weight, f"{100 - first}", "0"], strict=True):
        criterion["weight"] = share
    bundle["bids"][1]["price"] = f"{pence // 100}.{pence % 100:02d}"

    tender = loaded(bundle)

    assert canonical(bundle_of(tender)) == canonical(bundle)


def test_money_is_stored_in_pence_and_points_exactly():
    tender = loaded(published("bundle.json"))

    assert BidPrice.objects.get(bid__code="L1-D").price_pence == 129_995_000
    assert Score.objects.get(bid__code="L1-A", criterion__code="SV2").points == Decimal(100)
    assert tender.value_excluding_vat_pence == 202_000_000


def test_only_the_last_version_of_a_score_counts():
    methodology = whole_method(fixed=True, state=State.PRICE_OPENED)
    bid = bid_for(methodology)
    first = agreed(bid, 2)[0]
    ScoreFactory(
        bid=bid,
        criterion=first.criterion,
        points=Decimal(4),
        version=2,
        supersedes=first,
        change_reason="Page 9 was overlooked.",
    )

    bundle = bundle_of(methodology.tender)

    points = [score["consensus"]["points"] for score in bundle["bids"][0]["scores"]]
    assert points == ["4", "2"]


def test_withdrawn_bids_and_decisions_on_them_are_left_out():
    methodology = whole_method(fixed=True, state=State.PRICE_OPENED)
    bid = bid_for(methodology, withdrawn=True)
    DisqualificationFactory(bid=bid)

    bundle = bundle_of(methodology.tender)

    assert (bundle["bids"], bundle["disqualifications"]) == ([], [])


def test_a_price_that_was_never_opened_is_null():
    methodology = whole_method(fixed=True, state=State.PRICE_OPENED)
    BidFactory(tender=methodology.tender, lot=methodology.tender.lots.get())

    assert bundle_of(methodology.tender)["bids"][0]["price"] is None


def test_what_is_not_decided_yet_is_null():
    methodology = MethodologyFactory(quality_weight=None, tender=TenderFactory(deadline=None))

    bundle = bundle_of(methodology.tender)

    assert bundle["tender"]["tender_deadline"] is None
    assert bundle["methodology"]["published_at"] is None
    assert bundle["methodology"]["section_weights"]["quality"] is None


def test_a_tender_without_a_method_has_no_bundle():
    with pytest.raises(NoMethod):
        bundle_of(TenderFactory())


@pytest.mark.parametrize("bids", [1, 3])
def test_the_number_of_queries_does_not_grow_with_bids(bids, django_assert_num_queries):
    methodology = whole_method(fixed=True, state=State.PRICE_OPENED)
    SectionPassMarkFactory(methodology=methodology)
    for _ in range(bids):
        agreed(bid_for(methodology), 3)
    tender = Tender.objects.get(pk=methodology.tender.pk)

    with django_assert_num_queries(16):
        result_of(tender)


def test_the_demonstration_bundle_is_the_worked_example():
    assert json.loads(BUNDLE.read_text(encoding="utf-8")) == published("bundle.json")
