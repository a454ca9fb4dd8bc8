"""The made-up council's suppliers: a list of its own, suggestions that wait, a survey with answers.

The answers are those of the worked study, given to suppliers of the same trades.
"""

import datetime as dt
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.jobs import actions as jobs
from socialvalue.places.queries import authority_names
from socialvalue.suppliers import actions as suppliers
from socialvalue.suppliers import queries

DATA = Path(__file__).resolve().parent / "data"
LIST = DATA / "guild_city_council_suppliers.csv"
ANSWERS = DATA / "guild_city_council_survey.csv"
YEAR = (dt.date(2024, 4, 1), dt.date(2025, 3, 31))
INVITED = 8


def load_suppliers(council: Organisation, *, by: User) -> None:
    """Give the council what is missing of its list, suggestions and survey. Safe to run twice."""
    if not council.supplier_lists.exists():
        load_list(council, by=by)
        job = suppliers.ask_suggestions(organisation=council, by=by, at=timezone.now())
        # Done here and now: when the pages open for the first time, there is something to see.
        jobs.run(job_id=job.pk)
    if not council.supplier_surveys.exists():
        load_survey(council, by=by)


def load_list(council: Organisation, *, by: User) -> None:
    """Load the council's own list, in which two names are misspelt."""
    uploaded = suppliers.upload_list(
        organisation=council,
        name=LIST.name,
        content=ContentFile(LIST.read_bytes()),
        by=by,
        at=timezone.now(),
    )
    suppliers.confirm_list(supplier_list=uploaded, by=by, at=timezone.now())


def load_survey(council: Organisation, *, by: User) -> None:
    """Ask the largest suppliers about the wider area, and take the answers of five."""
    area = council.wider_place_code
    survey = suppliers.open_survey(
        organisation=council,
        title="Where our suppliers spend again, 2024/25",
        area_code=area,
        area_name=authority_names([area])[area],
        start=YEAR[0],
        end=YEAR[1],
        asks_jobs=True,
        wording="We ask all our larger suppliers, and publish one figure for all of them.",
        by=by,
        at=timezone.now(),
    )
    largest = queries.paid_to_businesses(council)[:INVITED]
    addresses = {
        each: f"accounts{number}@demonstration.example" for number, each in enumerate(largest, 1)
    }
    suppliers.invite(survey=survey, addresses=addresses, by=by, at=timezone.now())
    suppliers.load_answers(
        survey=survey, content=ANSWERS.read_bytes(), name=ANSWERS.name, by=by, at=timezone.now()
    )
