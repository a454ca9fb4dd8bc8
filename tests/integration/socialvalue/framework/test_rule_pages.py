import datetime as dt
from decimal import Decimal as D

import pytest
from django.urls import reverse

from socialvalue.framework import queries
from socialvalue.places.models import Area as Place
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.framework import WeightRuleFactory, WeightRulesEditionFactory, terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def on_the_first_of_june(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: dt.date(2026, 6, 1))


def rows(response):
    page = response.context["page"]
    return {row.title: row for row in (*page.own, *page.published)}


def test_without_reference_data_there_are_no_rules_to_show(client):
    assert client.get(reverse("framework:weight_rules")).status_code == 404


def test_the_rules_are_open_to_all(client, rules_loaded, on_the_first_of_june):
    response = client.get(reverse("framework:weight_rules"))

    said = {
        row.title: (row.figure, row.figure_words, row.status, row.warnings, row.who, row.when)
        for row in response.context["page"].published
    }
    assert len(said) == 10
    assert said["NHS England: net zero and social value"] == (
        "10%",
        "at least",
        "National policy",
        [],
        "an NHS trust or an integrated care board in England",
        "from 1 April 2022",
    )
    assert said["Procurement Policy Note 06/20"][3] == ["Ended 30 September 2025"]
    assert said["Procurement Policy Note 002"][5] == (
        "from 24 February 2025, mandatory from 1 October 2025"
    )
    assert said["Rotherham: 20% from 100,000"][3:] == (
        ["Dates unconfirmed", "VAT basis unconfirmed"],
        "E08000018",
        "no dates given",
    )
    assert said["Bradford: mandatory from 100,000, at most six measures"][:2] == (
        "–",
        "no percentage",
    )
    assert said["East Sussex: 60% of procurements with at least 10%"][:4] == (
        "10%",
        "recommended",
        "Target",
        ["Dates unconfirmed", "Confidence medium"],
    )
    assert said["Consultation CP 1349: 10% above 5 million for all authorities"][1:5] == (
        "would be the least",
        "Proposal",
        ["Not in force", "VAT basis unconfirmed", "Confidence medium"],
        "any buyer",
    )


def test_official_codes_are_given_their_names(client, rules_loaded):
    Place.objects.create(
        code="E08000018", name="Rotherham", kind="authority", authorities=[], source="a test"
    )

    response = client.get(reverse("framework:weight_rules"))

    assert rows(response)["Rotherham: 20% from 100,000"].who == "Rotherham"


def test_thresholds_are_listed_with_their_days(client, rules_loaded):
    response = client.get(reverse("framework:weight_rules"))

    listed = [
        (row.buyers, row.contracts, row.amount, row.when)
        for row in response.context["page"].thresholds
    ]
    assert listed[0] == (
        "Central government and NHS trusts",
        "Goods and services",
        "£139,688",
        "Until 31 December 2025",
    )
    assert listed[-1] == ("Other authorities", "Works", "£5,193,000", "From 1 January 2026")


def test_own_rules_are_shown_to_their_owner_only(client, signed_in, rules_loaded, trust):
    WeightRuleFactory(
        organisation=trust, terms=terms(title="Tomorrow", effective_from="2999-01-01")
    )
    WeightRuleFactory(organisation=OrganisationFactory(), terms=terms(title="Theirs"))

    ours = signed_in.get(reverse("framework:weight_rules"))
    signed_in.logout()
    everybodys = client.get(reverse("framework:weight_rules"))

    assert [row.title for row in ours.context["page"].own] == ["Tomorrow"]
    assert ours.context["page"].own[0].warnings == ["Starts 1 January 2999"]
    assert list(everybodys.context["page"].own) == []
    assert b"Theirs" not in ours.content


@pytest.mark.parametrize("rules", [1, 3])
def test_rules_cost_the_same_queries_however_many(client, rules, django_assert_num_queries):
    edition = WeightRulesEditionFactory()
    for _ in range(rules):
        WeightRuleFactory(published=True, edition=edition)

    with django_assert_num_queries(3):
        client.get(reverse("framework:weight_rules"))


def facts(response):
    return {row["key"]: row["value"] for row in response.context["page"].facts}


def test_a_published_rule_says_everything_that_is_known(client, rules_loaded):
    response = client.get(reverse("framework:weight_rule", args=["rotherham"]))

    assert facts(response) == {
        "For": "E08000018",
        "Contracts": "All contracts from £100,000 excluding VAT (the source does not say which)",
        "In force": "No dates given",
        "Lowest weight": "20%",
        "Also asks for": (
            "Social value marks split 50/50, quantitative and qualitative\n"
            "A milestone tracker, from £100,000, below £250,000\n"
            "A delivery plan, from £250,000"
        ),
        "Who may approve a departure": "Not named by the source",
        "Source": "Rotherham Metropolitan Borough Council, social value toolkit (rotherham.gov.uk)",
        "Confidence": "High",
        "Not confirmed, and notes": (
            "VAT basis, dates and who may approve a departure are not stated."
        ),
    }
    assert response.context["page"].end_url == ""


def test_a_rule_of_one_regime_above_the_threshold_says_so(client, rules_loaded):
    response = client.get(reverse("framework:weight_rule", args=["ppn-002"]))

    assert (facts(response)["Regime"], facts(response)["Contracts"]) == (
        "The Procurement Act 2023",
        "At or above the procurement threshold",
    )


def test_a_rule_by_category_says_so(client, rules_loaded):
    works = client.get(reverse("framework:weight_rule", args=["ni-ppn-01-21"]))
    council = client.get(reverse("framework:weight_rule", args=["south-ribble"]))

    assert facts(works)["Contracts"] == (
        "Services above £138,760 excluding VAT (the source does not say which)\n"
        "Works above £5,336,937 excluding VAT (the source does not say which)"
    )
    assert facts(council)["Decided case by case"] == "consultancy, information technology"


def test_a_rule_that_is_not_there_is_not_found(client, rules_loaded):
    assert client.get(reverse("framework:weight_rule", args=["absent"])).status_code == 404


def test_an_own_rule_can_be_ended_by_an_officer(signed_in, rules_loaded, trust):
    rule = WeightRuleFactory(
        organisation=trust,
        terms=terms(
            maximum_percent="30",
            minimum_percent=None,
            values=[
                {
                    "main_category": None,
                    "at_least": "100.50",
                    "basis": "including_vat",
                    "basis_confirmed": True,
                }
            ],
        ),
    )

    page = signed_in.get(reverse("framework:own_weight_rule", args=[rule.pk]))

    assert page.context["page"].row.figure_words == "at most"
    assert facts(page)["Contracts"] == "All contracts from £100.50 including VAT"
    assert page.context["page"].end_url == reverse("framework:end_weight_rule", args=[rule.pk])


def test_another_organisations_rule_is_not_found(signed_in, rules_loaded):
    rule = WeightRuleFactory(organisation=OrganisationFactory())

    pages = {
        signed_in.get(reverse(f"framework:{name}", args=[rule.pk])).status_code
        for name in ("own_weight_rule", "end_weight_rule")
    }

    assert pages == {404}


def test_who_is_no_officer_reads_own_rules_and_changes_none(client, evaluator, rules_loaded, trust):
    rule = WeightRuleFactory(organisation=trust)
    client.force_login(evaluator)

    own = client.get(reverse("framework:own_weight_rule", args=[rule.pk]))
    refused = {
        client.get(reverse("framework:end_weight_rule", args=[rule.pk])).status_code,
        client.get(reverse("framework:add_weight_rule")).status_code,
    }

    assert (own.status_code, own.context["page"].end_url, refused) == (200, "", {403})


RULE = {
    "title": "20% from £100,000",
    "kind": "local_policy",
    "percent": "20",
    "main_category": "",
    "at_least": "100,000",
    "effective_from-day": "1",
    "effective_from-month": "4",
    "effective_from-year": "2026",
    "departure_approver": "Head of Procurement",
    "source": "Social value policy 2026",
    "clause": "At least 20%.",
}


def test_an_own_rule_is_added_and_holds(signed_in, rules_loaded, trust):
    response = signed_in.post(reverse("framework:add_weight_rule"), RULE)

    assert response.url == reverse("framework:weight_rules")
    rule = queries.rules_for(trust).rules[-1]
    assert (rule.title, rule.minimum_percent, rule.departure_approver) == (
        "20% from £100,000",
        D(20),
        "Head of Procurement",
    )
    assert [(band.main_category, band.at_least) for band in rule.values] == [(None, D("100000.00"))]
    assert (rule.effective_from, rule.effective_to) == (dt.date(2026, 4, 1), None)


def test_a_recommendation_for_all_contracts_has_no_band(signed_in, rules_loaded, trust):
    last_day = {
        f"effective_to-{part}": value
        for part, value in [("day", "31"), ("month", "3"), ("year", "2027")]
    }

    signed_in.post(
        reverse("framework:add_weight_rule"),
        RULE | last_day | {"kind": "recommendation", "at_least": ""},
    )

    rule = queries.rules_for(trust).rules[-1]
    assert (rule.minimum_percent, rule.recommended_percent, rule.values) == (None, D(20), ())
    assert rule.effective_to == dt.date(2027, 3, 31)


def test_a_rule_for_one_category_of_any_value_starts_at_nought(signed_in, rules_loaded, trust):
    signed_in.post(
        reverse("framework:add_weight_rule"), RULE | {"main_category": "works", "at_least": ""}
    )

    [band] = queries.rules_for(trust).rules[-1].values
    assert (band.main_category, band.at_least) == ("works", D("0.00"))


def test_a_rule_that_ends_before_it_starts_is_refused(signed_in, rules_loaded):
    last_day = {"effective_to-day": "31", "effective_to-month": "3", "effective_to-year": "2026"}

    response = signed_in.post(reverse("framework:add_weight_rule"), RULE | last_day)

    assert response.context["form"].errors == {
        "effective_to": ["The last day must be the first day or later"]
    }


def ending(day="31", month="3", year="2027", reason="New policy"):
    return {"last_day-day": day, "last_day-month": month, "last_day-year": year, "reason": reason}


def test_an_own_rule_is_ended(signed_in, rules_loaded, trust):
    rule = WeightRuleFactory(organisation=trust)

    asked = signed_in.get(reverse("framework:end_weight_rule", args=[rule.pk]))
    signed_in.post(reverse("framework:end_weight_rule", args=[rule.pk]), ending())
    again = signed_in.get(reverse("framework:end_weight_rule", args=[rule.pk]))

    rule.refresh_from_db()
    assert (asked.status_code, again.status_code) == (200, 403)
    assert rule.terms["effective_to"] == "2027-03-31"


def test_a_last_day_before_the_first_is_refused(signed_in, rules_loaded, trust):
    rule = WeightRuleFactory(organisation=trust)

    response = signed_in.post(
        reverse("framework:end_weight_rule", args=[rule.pk]), ending(year="2020")
    )

    assert response.context["form"].errors == {
        "last_day": ["The last day must be 2026-01-01 or later, the day the rule starts."]
    }


CHECK = {
    "buyer_kind": "nhs_trust",
    "nation": "england",
    "authority": "",
    "area": "E54000008",
    "regime": "procurement_act_2023",
    "main_category": "services",
    "excluding_vat": "2,020,000",
    "including_vat": "2,424,000",
    "commenced_on-day": "1",
    "commenced_on-month": "6",
    "commenced_on-year": "2026",
    "weight": "10",
    "theme": ["specification"],
}


def check(client, **changes):
    return client.get(reverse("framework:check_weight"), CHECK | changes)


def test_the_check_starts_from_what_is_known_of_the_organisation(signed_in, rules_loaded, trust):
    response = signed_in.get(reverse("framework:check_weight"))

    form = response.context["form"]
    assert (form["buyer_kind"].value(), form["nation"].value()) == ("nhs_trust", "england")
    assert response.context["result"] is None


def test_the_check_is_for_whoever_is_signed_in(client, rules_loaded):
    signed_out = client.get(reverse("framework:check_weight"))
    client.force_login(UserFactory())
    without_organisation = client.get(reverse("framework:check_weight"))

    assert signed_out.status_code == 302
    assert without_organisation.context["form"].initial == {}


def test_the_check_names_the_rule_that_binds(signed_in, rules_loaded):
    result = check(signed_in).context["result"]

    assert (result.headline, result.detail, result.is_kept) == (
        "Social value must weigh at least 10%",
        (
            "Set by NHS England: net zero and social value. "
            "What you propose meets every rule that binds."
        ),
        True,
    )
    assert [(title, [rule.title for rule in rules]) for title, rules in result.groups] == [
        ("Binds this tender", ["NHS England: net zero and social value"]),
        (
            "Worth knowing, and does not bind",
            ["Institute of Health Equity: 15% in all NHS procurement"],
        ),
    ]
    assert (len(result.others), result.groups[0][1][0].tag) == (8, "Met")


def test_the_check_says_what_is_not_met(signed_in, rules_loaded):
    result = check(signed_in, weight="8", theme=["none"]).context["result"]

    assert (result.is_kept, result.detail) == (
        False,
        (
            "Set by NHS England: net zero and social value. "
            "What you propose does not meet every rule: a departure would need approval."
        ),
    )
    [rule] = result.groups[0][1]
    assert rule.tag == "Not met"
    assert rule.sentences[2:] == [
        "Not met: the lowest social value weight. Required: 10%. Proposed: 8%.",
        (
            "Not met: where the climate theme is. "
            "Required: specification or social value criterion. Proposed: none."
        ),
        "A departure must be approved. The source names nobody, so your authority must.",
    ]


def test_the_check_says_what_could_not_be_checked(signed_in, rules_loaded):
    result = check(signed_in, weight="", theme=[]).context["result"]

    assert (result.is_kept, result.detail) == (
        True,
        (
            "Set by NHS England: net zero and social value. "
            "Not everything could be checked: see below."
        ),
    )


def test_the_check_may_find_that_nothing_binds(signed_in, rules_loaded):
    result = check(
        signed_in, buyer_kind="university", area="", regime="below_threshold",
        excluding_vat="1000", including_vat="1200",
    ).context["result"]  # fmt: skip

    assert (result.headline, result.detail, result.groups) == (
        "No rule sets a lowest weight for this tender",
        "",
        [],
    )


def test_the_check_speaks_of_authorities_and_areas_by_name(signed_in, rules_loaded):
    Place.objects.create(
        code="E08000018", name="Rotherham", kind="authority", authorities=[], source="a test"
    )

    response = check(signed_in, buyer_kind="council", area="", authority="E08000032")

    names = [name for _, name in response.context["form"].fields["authority"].choices]
    assert names == ["None of these", "E07000126", "E08000032", "E10000011", "Rotherham"]
    said = {rule.title: rule.sentences for rule in response.context["result"].others}
    assert said["Rotherham: 20% from 100,000"] == [
        "It is the rule of another authority (Rotherham)."
    ]


def test_the_check_refuses_a_value_that_is_less_with_vat(signed_in, rules_loaded):
    response = check(signed_in, including_vat="2,000,000")

    assert response.context["form"].errors == {
        "including_vat": ["The value including VAT must be at least the value excluding VAT"]
    }
    assert response.context["result"] is None


def test_the_check_asks_for_what_is_missing(signed_in, rules_loaded):
    response = signed_in.get(reverse("framework:check_weight"), {"check": "yes"})

    assert response.context["form"].errors == {
        "buyer_kind": ["Select the kind of buyer"],
        "nation": ["Select the nation"],
        "regime": ["Select what it is bought under"],
        "main_category": ["Select whether it is mainly goods, services or works"],
        "excluding_vat": ["Enter the estimated value excluding VAT"],
        "including_vat": ["Enter the estimated value including VAT"],
        "commenced_on": ["Enter the day the procurement commences"],
    }


def test_the_check_does_not_guess_a_threshold(signed_in, trust):
    WeightRuleFactory(published=True, terms=terms(only_above_threshold=True, effective_from=None))

    response = check(signed_in, area="")

    assert response.context["form"].errors == {
        "commenced_on": [
            (
                "This cannot be answered: no central threshold for goods_services is recorded for "
                "1 June 2026"
            )
        ]
    }
