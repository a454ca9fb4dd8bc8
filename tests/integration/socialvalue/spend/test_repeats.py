"""Lines that were published twice: found when a file is read, decided about, and left out."""

import pytest
from django.utils import timezone

from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from socialvalue.spend import actions, queries
from socialvalue.spend.actions import Verdict
from socialvalue.spend.actions import repeats as noting
from socialvalue.spend.models import Repeat
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.spend import AT, analysed, confirmed, events_of, imported, taken_back, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

HEADINGS = "Supplier,Postcode,Date,Amount,Category,Transaction Number,Description\n"
LINE = "Bright,PR1 2RL,03/04/2024,100.00,Cleaning,7,windows\n"
OTHER = "Roofer,BB1 7AB,06/05/2024,50.00,Repairs,8,roof\n"


def file_of(council, *lines, name="payments.csv"):
    return imported(HEADINGS + "".join(lines), organisation=council, name=name)


def decided(council, state=Repeat.State.CONFIRMED, **details):
    said = {"repeats": list(Repeat.objects.all()), "because": "The export ran twice"} | details
    return actions.decide_repeats(organisation=council, state=state, by="a test", at=AT, **said)


def told(**wanted):
    """Return file, row, first file and first row of repeats."""
    return list(
        Repeat.objects.filter(**wanted).values_list(
            "file__name", "row", "first_file__name", "first_row"
        )
    )


def test_a_line_that_comes_again_in_its_file_is_noted(council):
    file = file_of(council, LINE, OTHER, LINE, LINE)

    assert told() == [
        ("payments.csv", 4, "payments.csv", 2), ("payments.csv", 5, "payments.csv", 2),
    ]  # fmt: skip
    assert file.how["repeats"] == 2
    repeat = Repeat.objects.first()
    assert (repeat.supplier, repeat.pence, str(repeat.day)) == ("Bright", 10000, "2024-04-03")
    assert str(repeat) == "payments.csv, row 4"


@pytest.mark.parametrize(
    "split",
    [
        LINE.replace("100.00", "100.01"),
        LINE.replace("windows", "doors"),
        LINE.replace(",7,", ",9,"),
        LINE.replace("03/04", "04/04"),
        LINE.replace("Cleaning", "Care"),
        LINE.replace("Bright", "BRIGHT"),
    ],
)
def test_lines_that_differ_in_anything_that_is_compared_are_no_repeats(council, split):
    file_of(council, LINE, split)

    assert told() == []


def test_parts_of_a_penny_are_compared(council):
    file_of(council, LINE.replace("100.00", "100.001"), LINE.replace("100.00", "100.002"))

    assert told() == []


def test_a_line_of_an_earlier_file_of_the_same_anchor_is_noted(council):
    file_of(council, LINE, name="april.csv")
    file_of(council, OTHER, LINE, name="may.csv")

    assert told() == [("may.csv", 3, "april.csv", 2)]


def test_another_anchor_may_pay_the_same(council):
    file_of(council, LINE)

    file_of(OrganisationFactory(), OTHER, LINE)

    assert told() == []


def test_a_file_that_was_read_meanwhile_is_not_overlooked(council, monkeypatch):
    later = confirmed(uploaded(HEADINGS + OTHER + LINE, organisation=council, name="may.csv"))
    compared = queries.repeats_of

    def while_another_is_read(file, *, earlier):
        monkeypatch.setattr(queries, "repeats_of", compared)
        found = compared(file, earlier=earlier)
        file_of(council, LINE, name="april.csv")
        return found

    monkeypatch.setattr(queries, "repeats_of", while_another_is_read)

    jobs.run(job_id=later.job_id)

    assert told() == [("may.csv", 3, "april.csv", 2)]


def test_repeats_count_until_somebody_confirms_them(council):
    file = file_of(council, LINE, LINE, LINE, OTHER)
    flagged = analysed(council)

    decided(council, repeats=[Repeat.objects.get(row=3)])
    decided(council, Repeat.State.KEPT, repeats=[Repeat.objects.get(row=4)])

    asked_after = analysed(council)
    assert flagged.figures["total"] == {"lines": 4, "pence": "35000"}
    assert asked_after.figures["total"] == {"lines": 3, "pence": "25000"}
    excluded = queries.counted_lines(asked_after, reason="duplicate")
    assert [(one.line.row, one.reason) for one in excluded] == [(3, "duplicate")]
    assert [one.line.row for one in queries.counted_lines(asked_after)] == [2, 4, 5]
    assert events_of(file)[-2:] == ["repeats.confirmed", "repeats.kept"]


def test_what_was_decided_can_be_decided_anew(council):
    file_of(council, LINE, LINE)
    decided(council)

    decided(council, Repeat.State.KEPT, because="Two visits")

    repeat = Repeat.objects.get()
    assert (repeat.state, repeat.because, repeat.decided_by) == ("kept", "Two visits", "a test")
    assert list(Repeat.objects.to_look_at()) == []


def test_a_decision_needs_a_reason(council):
    file_of(council, LINE, LINE)

    with pytest.raises(actions.NoReason):
        decided(council, because=" ")


def test_another_organisations_repeat_cannot_be_decided(council):
    file_of(council, LINE, LINE)

    with pytest.raises(actions.NotARepeat):
        decided(OrganisationFactory())


def test_a_file_has_only_so_many_repeats_listed(council, monkeypatch):
    monkeypatch.setattr(noting, "REPEATS_KEPT", 2)

    file = file_of(council, *[LINE] * 5)

    assert (len(told()), file.how["repeats"]) == (2, 4)


def test_without_the_first_file_the_second_one_counts_and_the_third_repeats_it(council):
    first = file_of(council, LINE, name="a.csv")
    file_of(council, LINE, OTHER, name="b.csv")
    file_of(council, LINE, OTHER.replace("50", "51"), name="c.csv")
    decided(council)

    taken_back(first)
    jobs.run(job_id=Job.objects.get(kind="spend.find_repeats").pk)

    assert told() == [("c.csv", 2, "b.csv", 2)]
    assert Repeat.objects.get().state == "flagged"


def test_a_file_that_nothing_repeats_is_taken_back_without_more_ado(council):
    taken_back(file_of(council, LINE, LINE))

    assert not Job.objects.filter(kind="spend.find_repeats").exists()
    assert list(Repeat.objects.standing()) == []


BROKEN = LINE.replace("100.00", "about 100")
CORRECT = {
    "supplier": "Bright", "date": "03/04/2024", "amount": "100.00", "category": "Cleaning",
    "transaction_number": "7", "description": "windows", "postcode": "PR1 2RL",
}  # fmt: skip


def correct(file, row, **cells):
    """Say what one row of a file should have been, at the moment it happens."""
    verdict = Verdict(("", row), CORRECT | cells)
    actions.decide_rows(file=file, verdicts=[verdict], by=UserFactory(), at=timezone.now())
    return queries.standing_corrections(file)


def test_a_corrected_row_that_repeats_a_payment_is_noted_like_any_other(council):
    file = file_of(council, LINE, BROKEN)

    corrections = correct(file, 3)

    assert told() == [("Corrections of payments.csv", 3, "payments.csv", 2)]
    assert corrections.how["repeats"] == 1
    assert Repeat.objects.get().position == 0


def test_a_confirmed_repeat_among_corrections_is_left_out(council):
    correct(file_of(council, LINE, BROKEN), 3)

    decided(council)

    assert analysed(council).figures["total"] == {"lines": 1, "pence": "10000"}


def test_what_was_decided_of_a_corrected_row_stands_when_another_is_corrected(council):
    file = file_of(council, LINE, BROKEN, BROKEN, OTHER.replace("50.00", "x"))
    correct(file, 3)
    decided(council)

    correct(file, 4)
    correct(file, 5, amount="1.00")

    standing = Repeat.objects.standing().order_by("row").values_list("row", "state", "because")
    assert list(standing) == [(3, "confirmed", "The export ran twice"), (4, "flagged", "")]


def test_a_line_that_repeats_a_corrected_row_is_noted_and_not_the_other_way_round(council):
    corrections = correct(file_of(council, OTHER, BROKEN, name="april.csv"), 3)

    file_of(council, LINE, name="may.csv")

    assert told() == [("may.csv", 2, "Corrections of april.csv", 3)]
    assert queries.repeats_of(corrections, earlier=queries.read_before(corrections)) == []


def test_who_was_paid_in_a_corrected_row_is_a_supplier(council):
    file = file_of(council, OTHER, BROKEN)
    correct(file, 3, supplier="Larkhill Farm")
    corrected = council.suppliers.get(name="Larkhill Farm")
    noted = (corrected.lines, corrected.paid_pence)

    correct(file, 3, supplier="Larkhill Farm", amount="1.00")
    corrected.refresh_from_db()
    noted_anew = (corrected.lines, corrected.paid_pence)
    taken_back(file)
    corrected.refresh_from_db()

    assert (noted, noted_anew) == ((1, 10_000), (1, 100))
    assert (corrected.lines, corrected.paid_pence) == (0, 0)
