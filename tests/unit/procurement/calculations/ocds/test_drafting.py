"""From a notice to a draft: what is taken over, what is asked, what is told, what is refused."""

import datetime as dt
from decimal import Decimal

import pytest

from procurement.calculations.ocds import Draft, Refusal, Release, Worth, draft_of
from tests.unit.procurement.calculations.ocds.notices import (
    CONTRACTS_FINDER,
    FIND_A_TENDER,
    SCOTLAND,
    notice,
)


def drafted(value):
    draft = draft_of(Release(value=value, path=()))
    assert isinstance(draft, Draft)
    return draft


def refused(value):
    refusal = draft_of(Release(value=value, path=()))
    assert isinstance(refusal, Refusal)
    return refusal.because.at, refusal.because.sentence


def told(draft):
    return [(each.at, each.sentence) for each in draft.not_understood]


def test_tender_notice_of_the_act_is_understood():
    draft = drafted(FIND_A_TENDER)

    assert (draft.ocid, draft.release, draft.reference) == (
        "ocds-h6vhtk-0aaaaa",
        "000001-2026",
        "ocds-h6vhtk-0aaaaa",
    )
    assert (draft.publisher, draft.notice, draft.notice_type) == ("Find a Tender", "tender", "UK4")
    assert (draft.title, draft.description) == (
        "Community meals",
        "Hot meals at home, every day of the year.",
    )
    assert (draft.buyer.name, draft.buyer.kind) == ("Guild City Council", "council")
    assert draft.buyer.identifiers == ("GB-PPON-AAAA-1111-BBBB", "GB-LAE-GLD")
    assert (draft.regime, draft.nation) == ("procurement_act_2023", "england")
    assert (draft.main_category, draft.categories) == ("services", ("55521100", "55520000"))
    assert draft.worth == Worth(excluding_vat_pence=100_000_000, including_vat_pence=120_000_000)
    assert draft.commenced_on == dt.date(2026, 9, 1)
    assert draft.deadline == dt.datetime(2026, 10, 15, 11, tzinfo=dt.UTC)
    assert draft.most_lots_per_supplier == 1
    assert told(draft) == []
    assert list(draft.to_complete) == ["weights"]
    assert draft.left_aside == ("documents",)


def test_lots_have_values_and_criteria_with_exact_weights():
    north, south = drafted(FIND_A_TENDER).lots

    assert (north.code, north.title, north.description) == (
        "LOT-0001"[-1],
        "North",
        "North of the river",
    )
    assert north.worth == Worth(excluding_vat_pence=60_000_000, including_vat_pence=72_000_000)
    assert [(each.section, each.name, each.weight) for each in north.criteria] == [
        ("quality", "How meals are made", Decimal(35)),
        ("social_value", "Social value", Decimal(15)),
        ("price", "Price of a meal", Decimal(50)),
    ]
    assert north.section_weights == {
        "quality": Decimal(35),
        "price": Decimal(50),
        "social_value": Decimal(15),
    }
    assert (south.code, south.criteria, south.section_weights) == ("2", (), None)


def test_contracts_finder_value_keeps_its_unknown_vat_basis():
    draft = drafted(CONTRACTS_FINDER)

    assert (draft.publisher, draft.reference) == ("Contracts Finder", "RH-14")
    assert draft.worth == Worth(unstated_pence=10_000_000)
    assert (draft.regime, draft.nation) == ("below_threshold", "england")
    assert draft.commenced_on == dt.date(2025, 1, 20)
    assert draft.buyer.kind is None
    assert list(draft.to_complete) == [
        "buyer_kind",
        "value_excluding_vat",
        "value_including_vat",
        "weights",
    ]
    assert draft.to_complete["value_including_vat"].sentence == (
        "The notice gives £100,000.00 and does not say whether VAT is in it. "
        "Give the value with VAT."
    )


def test_scottish_notice_has_a_law_that_is_no_regime_here():
    draft = drafted(SCOTLAND)

    assert (draft.regime, draft.nation) == (None, "scotland")
    assert draft.to_complete["regime"].at == "/tender/legalBasis"
    assert draft.buyer.kind == "housing_association"
    assert draft.worth == Worth(excluding_vat_pence=125_000_000)
    assert list(draft.to_complete) == ["regime", "value_including_vat"]
    assert [each.name for each in draft.lots[0].criteria] == ["Method", "Price"]


@pytest.mark.parametrize(
    ("basis", "above", "details", "regime"),
    [
        ({"scheme": "UKPGA", "id": "2023/54"}, None, None, "procurement_act_2023"),
        ({"scheme": "UKPGA", "id": "2023/54"}, False, None, "below_threshold"),
        (
            {"scheme": "UKPGA", "id": "2023/54"},
            None,
            "Below threshold - open competition",
            "below_threshold",
        ),
        ({"scheme": "UKSI", "id": "2023/1348"}, None, None, "provider_selection_regime"),
        ({"scheme": "UKSI", "id": "2015/102"}, None, None, "public_contracts_regulations_2015"),
        (
            {"scheme": "CELEX", "id": "32014L0024"},
            None,
            None,
            "public_contracts_regulations_2015",
        ),
        ({"scheme": "CELEX", "id": "32014L0025"}, None, None, None),
        ({"scheme": "CELEX", "id": "x"}, None, None, None),
        (None, None, None, "procurement_act_2023"),
        (None, False, None, "below_threshold"),
        ({"scheme": "ASP", "id": "1"}, None, None, None),
        ({"scheme": "ASP", "id": "1"}, False, None, "below_threshold"),
    ],
)
def test_regime_is_what_the_notice_names(basis, above, details, regime):
    value = notice(legalBasis=basis, aboveThreshold=above, procurementMethodDetails=details)

    assert drafted(value).regime == regime


def test_law_that_is_not_known_is_told():
    draft = drafted(notice(legalBasis={"scheme": "ASP", "id": "2014/12"}))

    assert told(draft) == [("/tender/legalBasis", "The law ASP 2014/12 is not known here.")]


@pytest.mark.parametrize(
    ("date", "hints"),
    [("2025-02-23T09:00:00Z", True), ("2025-02-24T09:00:00Z", False), (None, False)],
)
def test_unknown_regime_before_the_act_gets_a_hint(date, hints):
    value = notice(CONTRACTS_FINDER, procurementMethodDetails="Open procedure") | {"date": date}

    draft = drafted(value)

    assert draft.regime is None
    assert ("probably" in draft.to_complete["regime"].sentence) == hints


def test_directive_without_a_nation_asks_for_it():
    value = notice(SCOTLAND)
    value["parties"][0]["address"] = {}

    draft = drafted(value)

    assert (draft.nation, draft.regime) == (None, None)
    assert draft.to_complete["regime"].sentence == (
        "The notice is under the public contracts directive 2014/24/EU. "
        "Say which nation's law gives effect to it."
    )
    assert draft.to_complete["nation"].sentence == "Say in which nation the buyer is."


@pytest.mark.parametrize(
    ("address", "classes", "delivered", "nation"),
    [
        ({"countryName": "Wales"}, [], [], "wales"),
        ({"country": "GB", "region": "TLN06"}, [], [], "northern_ireland"),
        ({"region": "UKM"}, [], [], "scotland"),
        ({"region": "UKZ", "postalCode": "CF10 1AA"}, [], [], "wales"),
        ({"postalCode": "SY10 1AA"}, [], [], None),
        ({}, [("UK_CA_DEVOLVED_REGULATIONS", "welshRegulationsApply")], [], "wales"),
        ({}, [("UK_CA_DEVOLVED_REGULATIONS", "scottish")], [], "scotland"),
        ({}, [("UK_CA_DEVOLVED_REGULATIONS", "northernIreland")], [], "northern_ireland"),
        ({}, [("UK_CA_DEVOLVED_REGULATIONS", "other")], ["North West", "UKD4"], "england"),
        ({}, [("UK_CA_TYPE", "welsh")], [], None),
        ({}, [], ["England", "Wales"], None),
        ({}, [], ["England", "UK"], None),
        ({}, [], ["Atlantis"], None),
    ],
)
def test_nation_is_the_buyers_or_where_all_is_delivered(address, classes, delivered, nation):
    value = notice(items=[{"deliveryAddresses": [{"region": each} for each in delivered]}])
    value["parties"][0]["address"] = address
    value["parties"][0]["details"]["classifications"] = [
        {"scheme": scheme, "id": key} for scheme, key in classes
    ]

    assert drafted(value).nation == nation


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("North Ribble Hospitals NHS Trust", "nhs_trust"),
        ("Ribble University Hospitals NHS Foundation Trust", "nhs_trust"),
        ("Ribble University", "university"),
        ("Royal College of Ribble", None),
        ("Ribble College", "college"),
        ("Ribble Integrated Care Board", "integrated_care_board"),
        ("Ribble Valley Combined Authority", "combined_authority"),
        ("Ribble Constabulary", "police"),
        ("Ribble Fire and Rescue Service", "fire"),
        ("Ribble Police and Fire Authority", None),
        ("Vale Learning Trust", "school_trust"),
        ("Ribble Housing Association", "housing_association"),
        ("London Borough of Ribble", "council"),
        ("Medical Research Council", None),
        ("Department for Ribbles", "central_government"),
        ("Ribble Ltd", None),
    ],
)
def test_kind_of_buyer_is_told_from_a_name_that_says_one_thing(name, kind):
    value = notice(CONTRACTS_FINDER)
    value["buyer"]["name"] = name

    draft = drafted(value)

    assert draft.buyer.kind == kind
    assert ("buyer_kind" in draft.to_complete) == (kind is None)


@pytest.mark.parametrize(
    ("given", "cpv", "category"),
    [
        ("goods", "45000000", "goods"),
        (None, "45000000", "works"),
        (None, "48000000", "goods"),
        (None, "03000000", "goods"),
        (None, "98000000", "services"),
        (None, "99000000", None),
        (None, "x", None),
        ("other", None, None),
    ],
)
def test_category_is_given_or_follows_from_the_code(given, cpv, category):
    code = {"scheme": "CPV", "id": cpv}

    draft = drafted(notice(mainProcurementCategory=given, classification=code))

    assert draft.main_category == category
    assert ("main_category" in draft.to_complete) == (category is None)


@pytest.mark.parametrize(
    ("value", "worth", "sentence"),
    [
        ({"amount": 5, "currency": "EUR"}, Worth(), "The value is in EUR."),
        ({"amount": 5}, Worth(), "The value is in no currency that is said."),
        ({"amount": -1, "currency": "GBP"}, Worth(), "A value cannot be below nought"),
        ({"amount": Decimal("0.01"), "currency": "GBP"}, Worth(), "A value is needed here"),
        ({"amount": Decimal("1e30"), "currency": "GBP"}, Worth(), "The value is too large"),
        ({"amount": "5", "currency": "GBP"}, Worth(), "A number is needed here"),
        ({"amount": True, "currency": "GBP"}, Worth(), "A number is needed here"),
        (
            {"amount": Decimal("10.005"), "currency": "GBP"},
            Worth(excluding_vat_pence=1001),
            "The value has parts of a penny",
        ),
        (
            {"amount": 12, "amountGross": 10, "currency": "GBP"},
            Worth(),
            "The value with VAT is below",
        ),
        ([], Worth(), "An object is needed here, not a list."),
    ],
)
def test_value_that_is_none_is_told_and_asked(value, worth, sentence):
    draft = drafted(notice(value=value))

    assert draft.worth == worth
    assert [each.sentence[: len(sentence)] for each in draft.not_understood] == [sentence]
    assert "value_including_vat" in draft.to_complete


def test_gross_amount_alone_is_the_value_with_vat():
    draft = drafted(notice(CONTRACTS_FINDER, value={"amountGross": 120, "currency": "GBP"}))

    assert draft.worth == Worth(including_vat_pence=12_000)
    assert list(draft.to_complete) == ["buyer_kind", "value_excluding_vat", "weights"]
    assert draft.because["worth"].sentence == "As given, with VAT."


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("2026-10-15", '"2026-10-15" says the day but not the time.'),
        ("2026-10-15T12:00:00", '"2026-10-15T12:00:00" does not say in which time zone it is.'),
        ("soon", '"soon" is not a date and time that can be read.'),
        ("9999-12-31T23:59:59Z", '"9999-12-31T23:59:59Z" is not a date and time that can be read.'),
        (7, "Text is needed here, not the number 7."),
    ],
)
def test_deadline_that_is_no_moment_is_told_and_asked(end, sentence):
    draft = drafted(notice(tenderPeriod={"endDate": end}))

    assert draft.deadline is None
    assert told(draft) == [("/tender/tenderPeriod/endDate", sentence)]
    assert draft.to_complete["deadline"].sentence == "Give the deadline for bids."


@pytest.mark.parametrize(
    ("tags", "published", "commenced_on"),
    [
        (["tender"], None, dt.date(2026, 9, 1)),
        (["compiled"], None, dt.date(2026, 9, 1)),
        (["tenderUpdate"], None, None),
        (["tender", "tenderUpdate"], None, None),
        (["tenderUpdate"], "2026-08-01T23:30:00Z", dt.date(2026, 8, 2)),
        (["planning"], "2026-08-01", None),
        (["award"], "2026-08-01", dt.date(2026, 8, 1)),
        (["award"], "some day", None),
        ([], None, None),
    ],
)
def test_commencement_is_the_day_of_the_first_tender_notice(tags, published, commenced_on):
    value = notice(datePublished=published) | {"tag": tags}
    if not tags:
        value["date"] = None

    assert drafted(value).commenced_on == commenced_on


def test_award_notice_asks_for_a_deadline_of_its_own():
    draft = drafted(FIND_A_TENDER | {"tag": ["award", "contract"], "awards": [{"id": "1"}]})

    assert draft.notice == "contract"
    assert draft.deadline == dt.datetime(2026, 10, 15, 11, tzinfo=dt.UTC)
    assert draft.to_complete["deadline"].sentence == (
        "The competition of this notice is over: give a deadline of your own."
    )
    assert draft.left_aside == ("awards", "documents")


@pytest.mark.parametrize(
    ("tags", "part", "kind"),
    [
        (["compiled"], {"awards": [{}]}, "award"),
        (["nonsense"], {}, "tender"),
        (["planning"], {}, "planning"),
    ],
)
def test_notice_without_a_known_tag_is_what_its_parts_say(tags, part, kind):
    assert drafted(FIND_A_TENDER | {"tag": tags} | part).notice == kind


@pytest.mark.parametrize(
    ("value", "because"),
    [
        ([], ("", "A release is an object, not a list.")),
        ({}, ("", "The release has no ocid, by which a procurement is known.")),
        (
            {"ocid": "x"},
            ("", "The release says nothing of a tender: it has no tender section."),
        ),
        ({"ocid": "x", "tender": {}}, ("/tender", "The tender has no title.")),
        (
            {"ocid": "x", "tender": {"amendments": []}},
            ("/tender", "The tender has no title; it seems to hold only what changed."),
        ),
        (
            {"ocid": "x", "tender": {"title": "Meals"}},
            ("", "The release does not name the buyer."),
        ),
        (
            FIND_A_TENDER | {"tag": ["tenderCancellation"]},
            ("/tag", "The notice cancels a procurement: no tender starts from it."),
        ),
        (
            FIND_A_TENDER | {"tag": ["implementation"]},
            (
                "/tag",
                "The notice is about a contract that runs or has ended: no tender starts from it.",
            ),
        ),
        (
            notice(status="withdrawn"),
            ("/tender/status", "The procurement is withdrawn: no tender starts from it."),
        ),
        (
            notice(documents=[{"noticeType": "UK4"}, {"noticeType": "UK12"}]),
            ("", "UK12 is a procurement termination notice: no tender starts from it."),
        ),
    ],
)
def test_notice_that_starts_no_tender_is_refused_with_the_reason(value, because):
    assert refused(value) == because


def test_release_that_cannot_be_used_is_refused_as_its_package_says():
    outcome = draft_of(Release(value=None, path=("releases",), problem="No release."))

    assert (outcome.because.at, outcome.because.sentence) == ("/releases", "No release.")


def test_buyer_is_found_by_its_role_where_it_is_not_named_apart():
    value = notice(FIND_A_TENDER)
    del value["buyer"]
    value["parties"].append({"id": "2", "name": "Second Council", "roles": ["buyer"]})

    draft = drafted(value)

    assert draft.buyer.name == "Guild City Council"
    assert told(draft) == [
        ("/parties", "2 buyers are named. The draft takes the first; a tender has one buyer.")
    ]


def test_release_without_parties_still_names_its_buyer():
    value = {**notice(FIND_A_TENDER), "parties": []}

    draft = drafted(value)

    assert (draft.buyer.name, draft.buyer.kind, draft.nation) == (
        "Guild City Council",
        "council",
        "england",
    )


def test_member_names_broken_by_a_line_end_are_read_and_told():
    value = notice(FIND_A_TENDER)
    value["tender"]["tender    Period"] = value["tender"].pop("tenderPeriod")
    value["tender"]["ti tle"] = "not this one"

    draft = drafted(value)

    assert draft.deadline == dt.datetime(2026, 10, 15, 11, tzinfo=dt.UTC)
    assert draft.title == "Community meals"
    assert told(draft) == [
        (
            "/tender/tender    Period",
            "The name of this member has spaces in it; it was read as 'tenderPeriod'.",
        )
    ]


def test_texts_are_cut_to_what_a_tender_holds_and_told():
    draft = drafted(notice(title="x" * 201, id="y" * 61, description="z" * 20_001))

    assert (draft.title, draft.reference) == ("x" * 199 + "…", "y" * 59 + "…")
    assert len(draft.description) == 20_000
    assert [at for at, _sentence in told(draft)] == [
        "/tender/id",
        "/tender/title",
        "/tender/description",
    ]


def test_whole_number_is_a_reference():
    assert drafted(notice(id=1234)).reference == "1234"


def test_codes_of_other_schemes_are_told():
    draft = drafted(notice(classification={"scheme": "UNSPSC", "id": "1"}))

    assert told(draft) == [
        ("/tender/classification", "Codes of UNSPSC are not read, only those of CPV.")
    ]
    assert draft.categories == ("55520000",)


def test_lot_ids_that_are_no_codes_are_numbered_and_told():
    lots = [{"id": "a b"}, {"id": 7}, {"id": "7"}, {}, {"id": "4"}]

    draft = drafted(notice(lots=lots))

    assert [(lot.code, lot.title) for lot in draft.lots] == [
        ("1", "Lot 1"),
        ("7", "Lot 7"),
        ("3", "Lot 3"),
        ("4", "Lot 4"),
        ("5", "Lot 5"),
    ]
    assert [at for at, _sentence in told(draft)] == [
        "/tender/lots/0/id",
        "/tender/lots/2/id",
        "/tender/lots/3/id",
        "/tender/lots/4/id",
    ]


def test_number_that_stands_in_for_a_code_is_a_free_one():
    draft = drafted(notice(lots=[{"id": "2"}, {"id": "2"}]))

    assert [lot.code for lot in draft.lots] == ["2", "3"]


def test_cancelled_lots_and_lots_beyond_the_most_are_left_out():
    lots = [{"id": f"{number}"} for number in range(1, 502)]
    lots[0]["status"] = "cancelled"

    draft = drafted(notice(lots=lots))

    assert len(draft.lots) == 499
    assert told(draft) == [
        ("/tender/lots", "Only the first 500 of 501 lots were read."),
        ("/tender/lots/0/status", "The lot is cancelled and was left out."),
    ]


def criterion(kind="quality", **members):
    return {"type": kind, "name": "Method"} | members


@pytest.mark.parametrize(
    ("criteria", "weights", "sentence"),
    [
        ([criterion(description="60%"), criterion("price", description="40 %")], [60, 40], ""),
        (
            [criterion(description="600"), criterion("price", description="400")],
            [None, None],
            "The weights of the award criteria add up to 1000, not 100. Enter them yourself.",
        ),
        (
            [criterion(description="60%"), criterion("price", description="30%")],
            [60, 30],
            "The weights of the award criteria add up to 90, not 100. Enter them yourself.",
        ),
        (
            [criterion(description="60%"), criterion("price")],
            [None, None],
            "Some award criteria have no weight that can be read. Enter the weights yourself.",
        ),
        (
            [criterion(), criterion("cost")],
            [None, None],
            "The award criteria have no weights that can be read. Enter them yourself.",
        ),
        (
            [
                criterion(numbers=[{"number": 70, "weight": "pointsExact"}]),
                criterion("price", numbers=[{"number": 30, "weight": "pointsExact"}]),
            ],
            [70, 30],
            "",
        ),
        (
            [criterion(numbers=[{"number": 1, "weight": "order"}])],
            [None],
            "The weight is given as order, not as a percentage.",
        ),
        (
            [criterion(numbers=[{"number": -1, "weight": "percentageExact"}])],
            [None],
            "A weight is needed here, not the number -1.",
        ),
        (
            [criterion(numbers=[{"number": 100}, {"number": 100, "weight": "percentageExact"}])],
            [100],
            "",
        ),
    ],
)
def test_weights_are_kept_as_percentages_or_not_at_all(criteria, weights, sentence):
    draft = drafted(notice(lots=[{"id": "1", "awardCriteria": {"criteria": criteria}}]))

    assert [each.weight for each in draft.lots[0].criteria] == weights
    assert [each.sentence for each in draft.not_understood][:1] == ([sentence] if sentence else [])


def test_criteria_of_the_whole_tender_make_one_lot():
    criteria = [criterion("price", description="100%")]

    draft = drafted(notice(lots=None, awardCriteria={"criteria": criteria}))

    (lot,) = draft.lots
    assert (lot.code, lot.title, lot.at) == ("1", "Community meals", "/tender")
    assert lot.section_weights == {"quality": 0, "price": 100, "social_value": 0}
    assert "weights" not in draft.to_complete


@pytest.mark.parametrize(
    ("given", "sentences"),
    [
        ("priceOnly", []),
        ({}, []),
        (
            {"weightingDescription": "As in the documents"},
            ["The award criteria are described in words only. Enter them yourself."],
        ),
    ],
)
def test_criteria_in_words_only_are_told(given, sentences):
    draft = drafted(notice(lots=None, awardCriteria=given))

    assert draft.lots == ()
    assert [each.sentence for each in draft.not_understood] == sentences


def test_type_of_criterion_that_is_not_known_counts_as_quality():
    criteria = [{"type": "beauty", "description": "How it looks"}]

    draft = drafted(notice(lots=[{"id": "1", "awardCriteria": {"criteria": criteria}}]))

    assert [(each.section, each.name) for each in draft.lots[0].criteria] == [
        ("quality", "How it looks")
    ]
    assert told(draft)[0] == (
        "/tender/lots/0/awardCriteria/criteria/0/type",
        'Price, cost or quality is needed here, not "beauty": taken as quality.',
    )


@pytest.mark.parametrize("most", [0, Decimal("1.5"), 10_001])
def test_limit_of_lots_that_is_no_count_is_told(most):
    draft = drafted(notice(lotDetails={"maximumLotsAwardedPerSupplier": most}))

    assert draft.most_lots_per_supplier is None
    assert [at for at, _sentence in told(draft)] == [
        "/tender/lotDetails/maximumLotsAwardedPerSupplier"
    ]


def test_wrong_shapes_are_told_once_and_no_more_than_the_most():
    value = notice(lots="none", aboveThreshold="yes", items=[3] * 300) | {"tag": "tender"}

    draft = drafted(value)

    assert len(draft.not_understood) == 200
    assert told(draft)[0] == ("/tag", 'A list is needed here, not "tender".')
