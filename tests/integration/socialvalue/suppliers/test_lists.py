"""Lists of suppliers: looked at, loaded whole or not at all, taken back exactly."""

import pytest

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.study_files import suppliers_from
from socialvalue.calculations.spend.suppliers import Register
from socialvalue.jobs import actions as jobs
from socialvalue.suppliers import actions, queries
from socialvalue.suppliers.actions import lists
from socialvalue.suppliers.models import Supplier
from tests.factories.spend import events_of
from tests.factories.suppliers import (
    AT,
    BY,
    SurveyInvitationFactory,
    loaded_list,
    merged,
    paid,
    supplier_of,
    uploaded_list,
)
from tests.integration.socialvalue.suppliers.test_merging import picture
from tests.unit.test_code_base import ROOT

pytestmark = pytest.mark.django_db

GOLDEN = (ROOT / "tests/golden/spend/supplier_master.csv").read_bytes()
SHORT = "Code,Supplier,Aliases,Postcode,Size\nS01,Guild Builders Ltd,GB Ltd|Guild,PR1 2RL,small\n"


def take_back(found):
    """Take a list back."""
    return actions.take_list_back(supplier_list=found, because="The wrong one", by=BY, at=AT)


def test_the_golden_master_loads_exactly(council):
    loaded_list(council, GOLDEN)

    master = Register(suppliers_from(GOLDEN, file="master", errors=[]))
    register = queries.register_of(council)
    for code, wanted in master.suppliers.items():
        found = register.suppliers[code]
        assert (
            found.name, found.registered_postcode, found.delivery_postcode, found.size,
            found.kind, found.country,
        ) == (
            wanted.name, wanted.registered_postcode, wanted.delivery_postcode, wanted.size,
            wanted.kind, wanted.country,
        )  # fmt: skip
        for name in (wanted.name, *wanted.aliases):
            assert register.find(name).code == code
    assert register.suppliers["S01"].sic == "41201"


def test_uploading_changes_nothing_yet(council):
    paid(council, {"Guild Builders": (1, 100)})
    before = picture(council)

    found = uploaded_list(council, SHORT)

    assert picture(council) == before
    assert found.state == "to_confirm"
    assert found.effect == {
        "rows": 1, "new": 0, "known": 1, "said_before": 0, "merged": 0, "findings": 0,
    }  # fmt: skip


def test_a_list_says_more_of_who_was_paid(council):
    paid(council, {"Guild Builders": (1, 100), "GB": (1, 5)})

    found = loaded_list(council, SHORT)

    supplier = supplier_of(council, "Guild Builders")
    assert (supplier.code, supplier.size, supplier.paid_pence) == ("S01", "small", 105)
    assert supplier.sources["size"]["words"].startswith("suppliers.csv, uploaded on 5 January 2026")
    assert supplier_of(council, "GB").merged_into == supplier
    assert found.effect["merged"] == 1
    assert events_of(found) == ["suppliers.list_uploaded", "suppliers.list_loaded"]


def test_a_list_is_taken_back_exactly(council):
    paid(council, {"Guild Builders": (1, 100), "GB": (1, 5)})
    before = picture(council)

    take_back(loaded_list(council, SHORT + "S02,Fylde Ltd,,,\n,Wyre,,,\n"))

    assert picture(council) == before


def test_what_was_corrected_since_stays(council, officer):
    paid(council, {"Guild Builders": (1, 100)})
    found = loaded_list(council, SHORT)
    supplier = supplier_of(council, "Guild Builders")
    actions.edit_supplier(
        supplier=supplier, facts={"size": "large"}, reason="Its accounts", by=officer, at=AT
    )

    take_back(found)

    supplier.refresh_from_db()
    assert (supplier.code, supplier.size) == ("GUILDBUILDERS", "large")
    assert set(supplier.sources) == {"size"}


def test_a_name_that_was_paid_since_becomes_a_supplier_of_its_own(council):
    found = loaded_list(council, SHORT)
    paid(council, {"Guild": (1, 7), "GB": (1, 2)})

    take_back(found)

    assert {(each.code, each.paid_pence) for each in council.suppliers.all()} == {
        ("GUILD", 7), ("GB", 2),
    }  # fmt: skip


def test_a_supplier_that_was_asked_since_stays(council):
    found = loaded_list(council, SHORT)
    asked = SurveyInvitationFactory(
        survey__organisation=council, supplier=supplier_of(council, "Guild")
    )

    take_back(found)

    assert Supplier.objects.get(pk=asked.supplier_id).sources == {}


def test_the_same_list_twice_is_noticed(council):
    uploaded_list(council, SHORT)

    with pytest.raises(actions.LoadedAlready, match=r"same file as suppliers\.csv"):
        uploaded_list(council, SHORT)


def test_two_who_upload_the_same_at_once_keep_one(council, monkeypatch):
    uploaded_list(council, SHORT)
    monkeypatch.setattr(
        "socialvalue.suppliers.models.lists.SupplierListQuerySet.standing",
        lambda rows: rows.none(),
    )

    with pytest.raises(actions.LoadedAlready, match="a moment ago"):
        uploaded_list(council, SHORT)


def test_a_list_with_errors_is_kept_and_cannot_be_loaded(council):
    found = uploaded_list(council, SHORT.replace("small", "tiny"))

    assert found.state == "refused"
    assert [each["row"] for each in found.findings] == [2]
    with pytest.raises(actions.NotToLoad):
        actions.confirm_list(supplier_list=found, by=BY, at=AT)
    with pytest.raises(actions.NotToTakeBack):
        take_back(found)


def test_a_list_that_was_not_loaded_is_taken_back_too(council):
    assert take_back(uploaded_list(council, SHORT)).state == "undone"


def test_a_name_of_another_lists_supplier_is_an_error(council):
    loaded_list(council, SHORT)

    found = uploaded_list(council, "Code,Supplier\nS09,Guild\n")

    assert found.findings[0]["problem"].startswith("A name in this row belongs to supplier S01")


def test_rows_of_suppliers_that_a_person_merged_are_an_error(council):
    paid(council, {"Ash": (1, 1), "Birch": (1, 1)})
    merged(supplier_of(council, "Ash"), into=supplier_of(council, "Birch"))

    found = uploaded_list(council, "Supplier\nAsh\nBirch\n")

    assert found.findings[0]["problem"].startswith("This is the same supplier as in row 2")


def test_a_list_loaded_again_with_other_facts_changes_them_by_number(council):
    loaded_list(council, SHORT)

    found = loaded_list(council, SHORT.replace("small", "large"), name="newer.csv")

    assert supplier_of(council, "Guild").size == "large"
    assert found.effect["said_before"] == 1


def test_a_code_that_is_somebodys_name_changes_hands(council):
    paid(council, {"S01": (1, 100)})
    before = picture(council)

    found = loaded_list(council, SHORT)

    assert supplier_of(council, "S01").code == "S01 (by name)"
    assert supplier_of(council, "Guild").code == "S01"
    take_back(found)
    assert [each[2:] for each in picture(council)] == [each[2:] for each in before]


def test_a_person_in_a_list_is_not_named_elsewhere(council):
    loaded_list(council, "Supplier,Type\nJ Smith,Sole trader\n")

    assert queries.register_of(council).find("J Smith").is_individual


def test_a_list_that_names_only_private_firms_says_what_they_are(council):
    loaded_list(council, "Supplier,Type,Size\nA Ltd,Private,small\nB,,small\n")

    register = queries.register_of(council)
    said = [register.find(name).kind_is_said for name in ("A Ltd", "B")]
    assert said == [True, False]


def test_a_long_list_is_loaded_by_the_worker(council, monkeypatch):
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 0)
    found = loaded_list(council, SHORT)
    assert found.state == "loading"

    jobs.run(job_id=found.job_id)

    found.refresh_from_db()
    assert found.state == "loaded"
    assert found.job.__class__.objects.get(pk=found.job_id).state == "done"
    with pytest.raises(actions.NotToLoad):
        actions.confirm_list(supplier_list=found, by=BY, at=AT)


def test_the_worker_loads_nothing_that_fits_no_longer(council, monkeypatch):
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 0)
    found = loaded_list(council, SHORT)
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 9)
    loaded_list(council, "Code,Supplier\nS09,Guild\n", name="other.csv")

    jobs.run(job_id=found.job_id)

    found.refresh_from_db()
    assert "no longer fits" in found.job.failure
    # The worker has failed: it can be confirmed again, and says the same at once.
    with pytest.raises(actions.NotToLoad):
        actions.confirm_list(supplier_list=found, by=BY, at=AT)


def test_the_worker_leaves_a_list_alone_that_waits_for_nothing(council, monkeypatch):
    monkeypatch.setattr(lists, "MOST_AT_ONCE", 0)
    found = loaded_list(council, SHORT)
    type(found).objects.filter(pk=found.pk).update(state="loaded")

    jobs.run(job_id=found.job_id)

    found.job.refresh_from_db()
    assert "no longer waiting" in found.job.failure
    assert Organisation.objects.get(pk=council.pk).suppliers.count() == 0


def test_a_supplier_that_was_corrected_since_stays_when_its_list_goes(council, officer):
    found = loaded_list(council, SHORT)
    supplier = supplier_of(council, "Guild")
    actions.edit_supplier(
        supplier=supplier, facts={"size": "large"}, reason="Its accounts", by=officer, at=AT
    )

    take_back(found)

    supplier.refresh_from_db()
    assert (supplier.size, supplier.registered_postcode) == ("large", "")
