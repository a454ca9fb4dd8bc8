"""Bringing notices in, and starting tenders from them."""

import copy
import datetime as dt
from decimal import Decimal

import pytest

from procurement.calculations.ocds import Release, draft_of, report_of
from procurement.tenders.actions import notices
from procurement.tenders.models import Notice
from procurement.tenders.presenters.notices import tender_answers_of, understood_rows
from procurement.tenders.queries import methodology_of
from socialvalue.audit.queries import events_of
from tests.factories.accounts import OrganisationFactory
from tests.factories.tenders import NoticeFactory
from tests.unit.procurement.calculations.ocds.notices import CONTRACTS_FINDER, FIND_A_TENDER

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 5, 4, 10, tzinfo=dt.UTC)
SAID = {"by": "Ola", "at": AT}
DETAILS = {
    "reference": "T-1",
    "title": "Community meals",
    "regime": "procurement_act_2023",
    "nation": "england",
    "main_category": "services",
    "commenced_on": dt.date(2026, 9, 1),
    "value_excluding_vat_pence": 100,
    "value_including_vat_pence": 120,
    "deadline": None,
}


def read(release):
    return report_of(draft_of(Release(value=release, path=())))


def brought_in(release):
    (notice,), _known = notices.bring_in_notices(
        organisation=OrganisationFactory(), reports=[read(release)], file_name="f.json", **SAID
    )
    return notice


def with_two_lots():
    """The notice of the Act with both lots valued and weighed alike."""
    release = copy.deepcopy(FIND_A_TENDER)
    north, south = release["tender"]["lots"]
    south["value"], south["awardCriteria"] = north["value"], north["awardCriteria"]
    return release


def test_loaded_notices_are_kept_and_refused_ones_are_not():
    organisation = OrganisationFactory()
    reports = [read(FIND_A_TENDER), read({}), read(CONTRACTS_FINDER)]

    kept, known = notices.bring_in_notices(
        organisation=organisation, reports=reports, file_name="n" * 300, **SAID
    )

    assert ([notice.title for notice in kept], known) == (
        ["Community meals", "Window replacement"],
        0,
    )
    assert kept[0].file_name == "n" * 200
    assert str(kept[0]) == "ocds-h6vhtk-0aaaaa Community meals"
    assert [event.did for event in events_of(kept[0])] == ["notice.brought_in"]


def test_release_that_is_there_is_not_kept_twice():
    first = brought_in(FIND_A_TENDER)

    kept, known = notices.bring_in_notices(
        organisation=first.organisation, reports=[read(FIND_A_TENDER)], file_name="", **SAID
    )

    assert (kept, known, Notice.objects.count()) == ([first], 1, 1)


def test_tender_takes_the_lots_weights_and_codes_of_the_notice():
    notice = brought_in(with_two_lots())

    tender = notices.start_tender(notice=notice, **SAID, **DETAILS)

    method = methodology_of(tender)
    notice.refresh_from_db()
    assert notice.tender == tender
    assert tender.categories == ["55521100", "55520000"]
    assert [(lot.code, lot.title, lot.value_including_vat_pence) for lot in tender.lots.all()] == [
        ("1", "North", 72_000_000),
        ("2", "South", 72_000_000),
    ]
    assert method.lot_methods.count() == 2
    assert (method.quality_weight, method.price_weight, method.social_value_weight) == (
        Decimal(35),
        Decimal(50),
        Decimal(15),
    )
    assert events_of(notice).last().after["tender"] == "T-1"


def test_lots_without_values_and_weights_of_one_lot_only_stay_out():
    tender = notices.start_tender(notice=brought_in(FIND_A_TENDER), **SAID, **DETAILS)

    assert [lot.title for lot in tender.lots.all()] == ["Community meals"]
    assert methodology_of(tender).quality_weight is None


def test_notice_without_lots_starts_a_tender_of_one_lot():
    tender = notices.start_tender(notice=NoticeFactory(), **SAID, **DETAILS)

    assert (tender.lots.count(), tender.categories) == (1, None)


def test_weights_that_do_not_add_up_stay_out():
    release = with_two_lots()
    for lot in release["tender"]["lots"]:
        lot["awardCriteria"] = {"criteria": [{"type": "price", "description": "90%"}]}

    tender = notices.start_tender(notice=brought_in(release), **SAID, **DETAILS)

    assert methodology_of(tender).price_weight is None


def test_notice_starts_one_tender_and_is_then_not_put_away():
    notice = brought_in(FIND_A_TENDER)
    notices.start_tender(notice=notice, **SAID, **DETAILS)

    with pytest.raises(notices.StartedAlready):
        notices.start_tender(notice=notice, **SAID, **DETAILS | {"reference": "T-2"})
    with pytest.raises(notices.StartedAlready):
        notices.put_notice_away(notice=notice, **SAID)


def test_notice_that_started_nothing_is_put_away():
    notices.put_notice_away(notice=brought_in(FIND_A_TENDER), **SAID)

    assert not Notice.objects.exists()


def test_answers_are_those_of_the_notice_and_no_others():
    assert tender_answers_of(brought_in(FIND_A_TENDER)) == {
        "title": "Community meals",
        "reference": "ocds-h6vhtk-0aaaaa",
        "main_category": "services",
        "regime": "procurement_act_2023",
        "nation": "england",
        "value_excluding_vat_pence": 100_000_000,
        "value_including_vat_pence": 120_000_000,
        "commenced_on": dt.date(2026, 9, 1),
        "deadline": dt.datetime(2026, 10, 15, 11, tzinfo=dt.UTC),
    }
    assert tender_answers_of(NoticeFactory(ocid="ocds-b5fd17-1", release="1")) == {
        "title": "Community meals",
        "reference": "ocds-b5fd17-1",
    }


def test_procurement_that_is_over_gives_neither_law_nor_dates():
    answers = tender_answers_of(brought_in(FIND_A_TENDER | {"tag": ["award"]}))

    assert sorted(answers) == [
        "main_category",
        "nation",
        "reference",
        "title",
        "value_excluding_vat_pence",
        "value_including_vat_pence",
    ]


def test_rows_say_each_fact_and_how_it_is_known():
    rows = {row["key"]: (row["value"], row["how"]) for row in understood_rows(read(FIND_A_TENDER))}

    assert rows["Law"] == ("Procurement Act 2023", "The notice names the law: UKPGA 2023/54.")
    assert rows["Notice"] == ("Tender notice UK4, Find a Tender", "")
    assert rows["Deadline for bids"] == ("15 October 2026 at 12:00 (UTC+01:00)", "As given.")
    assert "Value, VAT not said" not in rows
