"""What a data officer does, in the order in which it is done; the worker is beside."""

from playwright.sync_api import expect

from procurement.demonstration import worked_study
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job
from tests.factories.golden_study import CONFIG, GOLDEN

FIELDS = {
    "category": "Category",
    "description": "Description",
    "transaction_number": "Transaction number",
}
AMOUNTS = {
    "net": "Net of VAT (or as close as the file has)",
    "gross_and_vat": "Gross, with the VAT in a column of its own",
}
LEFT_OUT_AS = {
    "grant": "Grants",
    "tax_payroll_pension": "Tax, pay or pensions",
    "financing": "Loans and other financing",
}


def work():
    """Do what waits, as the worker would."""
    for job in Job.objects.unattended(at=Job.objects.latest("asked_at").asked_at):
        jobs.run(job_id=job.pk)


def is_shown(officer):
    """Watch a job until the worker has done it, and see what came of it."""
    officer.page.wait_for_url("**/jobs/**")
    work()
    officer.page.reload()
    officer.presses("See the result")


def add_anchors(officer):
    """Name the three bodies whose payments are looked at."""
    officer.goes("/spend/")
    officer.sees("", "No payments yet")
    officer.goes("/spend/anchors/")
    for anchor in CONFIG["anchors"]:
        officer.presses("Add an anchor")
        officer.fills("Name", anchor["name"])
        officer.page.get_by_label("Kind of organisation").select_option(anchor["kind"])
        officer.fills("Code", anchor["code"].lower())
        officer.sees("")
        officer.presses("Add this anchor")
        officer.page.wait_for_url("**/anchors/")
    officer.sees("", "Anchors and their files")


def load_suppliers(officer):
    """Load the list of suppliers, after a look at what it would change."""
    officer.goes("/suppliers/lists/")
    officer.sees("")
    officer.presses("Upload a list")
    officer.page.locator("input[type=file]").set_input_files(GOLDEN / "supplier_master.csv")
    officer.presses("Upload and check")
    officer.page.wait_for_url("**/lists/*-*/")
    officer.sees("")
    officer.presses("Load the list")
    officer.is_told_it_is_done()
    officer.goes("/suppliers/")
    officer.sees("")


def load_files(officer):
    """Upload each body's file, confirm what its headings mean, and see what was read."""
    for anchor in CONFIG["anchors"]:
        officer.goes("/spend/files/upload/")
        officer.page.get_by_label("Whose payments are these?").select_option(label=anchor["name"])
        officer.page.locator("input[type=file]").set_input_files(GOLDEN / anchor["file"])
        officer.presses("Upload")
        officer.page.wait_for_url("**/columns/")
        for field, heading in anchor["columns"].items():
            officer.page.get_by_label(FIELDS[field]).select_option(label=heading)
        officer.ticks(AMOUNTS[anchor["amounts"]])
        officer.sees("spend-13-columns" if anchor["code"] == "C" else "")
        officer.presses("Confirm and read")
        is_shown(officer)
        officer.page.wait_for_url("**/files/**")
    officer.sees("spend-14-read")
    officer.goes("/spend/")
    officer.sees("")
    officer.sees_on_a_phone()


def ask(officer, *, picture=""):
    """Ask where the money of the year went, and see it. The period and places are proposed."""
    officer.goes("/spend/analyses/new/")
    officer.page.get_by_label("Another area to report on").select_option(worked_study.COUNTY)
    officer.sees(picture)
    officer.presses("Work it out")
    is_shown(officer)
    officer.page.wait_for_url("**/analyses/*-*/")


def decide_repeats(officer):
    """Say that the line which came twice is one payment."""
    officer.goes("/spend/repeats/")
    officer.page.get_by_role("checkbox").first.check()
    officer.ticks("The same payment, published twice: leave them out")
    officer.fills("Why?", "The same line twice in the export")
    officer.sees("")
    officer.presses("Decide")
    officer.is_told_it_is_done()


def decide_categories(officer):
    """Say what is no spend, and what nobody here can influence."""
    for entry in CONFIG["exclude_categories"]:
        officer.goes("/spend/categories/")
        # Those of payees that the list of suppliers leaves out are not spend any more.
        there = [name for name in entry["categories"] if is_offered(officer, name)]
        if not there:
            continue
        officer.ticks(*there)
        officer.page.get_by_label("Left out as").select_option(label=LEFT_OUT_AS[entry["reason"]])
        officer.ticks("Yes")
        decide(officer, because="Nothing is bought")
    for entry in CONFIG["not_influenceable"]:
        officer.goes("/spend/categories/")
        officer.ticks(entry["category"], "No, it is out of reach")
        decide(officer, because=entry["reason"].capitalize())
    officer.sees("spend-17-categories")


def is_offered(officer, name):
    """Say whether a category can be ticked."""
    return officer.page.get_by_label(name, exact=True).count() > 0


def decide(officer, *, because):
    """Give the reason, and decide."""
    officer.fills("Why?", because)
    officer.presses("Decide for the selected categories")
    officer.is_told_it_is_done()


def survey(officer, folder):
    """Take the answers to the survey of suppliers that came on paper."""
    answers = folder / "answers.csv"
    study = (GOLDEN / "supplier_survey.csv").read_text(encoding="utf-8")
    answers.write_text(study.replace("lancashire_ceremonial", "Lancashire"), encoding="utf-8")
    officer.goes("/suppliers/surveys/new/")
    officer.fills("Title", "Where our suppliers spend again, 2024/25")
    officer.page.get_by_label("Area", exact=True).select_option(worked_study.LANCASHIRE)
    for part, label in (("start", "First day"), ("end", "Last day")):
        expect(officer.page.get_by_role("group", name=label)).to_be_visible()
        for piece, number in zip(("day", "month", "year"), DAYS[part], strict=True):
            officer.page.locator(f"#id_{part}-{piece}").fill(number)
    officer.sees("")
    officer.presses("Start the survey")
    officer.page.wait_for_url("**/surveys/*-*/invite/")
    officer.sees("")
    officer.goes(officer.page.url.removesuffix("invite/"))
    officer.follows("Load answers from a file")
    officer.page.locator("input[type=file]").set_input_files(answers)
    officer.presses("Load the answers")
    officer.is_told_it_is_done()
    officer.sees("")


DAYS = {"start": ("1", "4", "2024"), "end": ("31", "3", "2025")}
