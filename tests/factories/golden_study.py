"""The golden local spend study in the application: an organisation with three anchors."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

from django.core.files.base import ContentFile

from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.jobs import actions as jobs
from socialvalue.spend import actions, queries
from socialvalue.spend.models import Repeat
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.places import AreaFactory, DeprivationIndexFactory, use_postcodes
from tests.factories.spend import AT
from tests.factories.suppliers import (
    SupplierFactory,
    SupplierNameFactory,
    SurveyAnswerFactory,
    SurveyFactory,
)

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "spend"
CONFIG = json.loads((GOLDEN / "config.json").read_text(encoding="utf-8"))
EXPECTED = json.loads((GOLDEN / "expected.json").read_text(encoding="utf-8"))
BY = "the golden study"
START, END = dt.date(2024, 4, 1), dt.date(2025, 3, 31)


def rows_of(name):
    """Return the rows of one of the study's tables."""
    return list(csv.DictReader(io.StringIO((GOLDEN / name).read_text(encoding="utf-8-sig"))))


def golden_organisation():
    """Make the organisation, its places, its suppliers and what they answered, and its decisions.

    `settings.DATA_DIR` must be a folder of the test.
    """
    places()
    organisation = OrganisationFactory(name="Lancashire anchors", kind="combined_authority")
    suppliers = register(organisation)
    survey(organisation, suppliers)
    decisions(organisation)
    return organisation


def places():
    """Load the study's areas and its look-ups."""
    for area in CONFIG["areas"]:
        AreaFactory(
            code=area["code"], name=area["name"], kind="county", authorities=area["lad_codes"],
            x_m=None, y_m=None,
        )  # fmt: skip
    look_ups()


def look_ups():
    """Load the study's postcodes and both indices of deprivation."""
    rows = rows_of("postcodes.csv")
    use_postcodes(
        {row["pcds"]: row["lad25cd"] for row in rows},
        lsoa11={row["pcds"]: row["lsoa11cd"] for row in rows},
        lsoa21={row["pcds"]: row["lsoa21cd"] for row in rows},
        doterm={row["pcds"]: row["doterm"] for row in rows},
    )
    for code, census, year in (("imd2019", "lsoa11cd", 2011), ("imd2025", "lsoa21cd", 2021)):
        column = f"{code}_decile"
        deciles = {row[census]: int(row[column]) for row in rows if row[column]}
        DeprivationIndexFactory(code=code, name=code, lsoa_vintage=year, of=deciles)


def register(organisation):
    """Make the study's suppliers and return them by code."""
    made = {}
    for row in rows_of("supplier_master.csv"):
        made[row["supplier_id"]] = supplier = SupplierFactory(
            organisation=organisation,
            code=row["supplier_id"],
            name=row["canonical_name"],
            registered_postcode=row["registered_postcode"],
            delivery_postcode=row["delivery_postcode"],
            size=row["size"] or "unknown",
            kind=row["kind"],
            sic=row["sic2007"],
            country=row["country"] or "GB",
            sources={"code": {"from": "list", "words": "supplier_master.csv"}},
        )
        forms = {normal_form(supplier.name)}
        for alias in filter(None, row["aliases"].split("|")):
            if normal_form(alias) not in forms:
                forms.add(normal_form(alias))
                SupplierNameFactory(supplier=supplier, name=alias)
    return made


def survey(organisation, suppliers):
    """Make the survey of the study, with its answers."""
    asked = SurveyFactory(
        organisation=organisation, area_code="lancashire_ceremonial", start=START, end=END
    )
    for row in rows_of("supplier_survey.csv"):
        SurveyAnswerFactory(
            survey=asked, supplier=suppliers[row["supplier_id"]],
            respend_share=row["respend_share"],
        )  # fmt: skip


def decisions(organisation):
    """Decide about categories as the study does."""
    for entry in CONFIG["exclude_categories"]:
        decide(organisation, entry["categories"], left_out_as=entry["reason"], because="Rule 5")
    for entry in CONFIG["not_influenceable"]:
        decide(organisation, [entry["category"]], because=entry["reason"], is_influenceable=False)


def decide(organisation, names, *, because, left_out_as="", is_influenceable=True):
    """Decide about categories."""
    actions.decide_categories(
        organisation=organisation,
        names={queries.category_key(name): name for name in names},
        left_out_as=left_out_as,
        is_influenceable=is_influenceable,
        because=because,
        owner="Head of procurement",
        by=BY,
        at=AT,
    )


def load_files(organisation):
    """Upload each anchor's file, confirm its columns, and have it read; return them by anchor."""
    return {anchor["code"]: load_file(organisation, anchor) for anchor in CONFIG["anchors"]}


def load_file(organisation, anchor):
    """Upload one anchor's file, confirm its columns as the study does, and have it read."""
    content = (GOLDEN / anchor["file"]).read_bytes()
    officer = UserFactory()
    file = actions.upload_file(
        organisation=organisation,
        name=anchor["file"],
        content=ContentFile(content, name=anchor["file"]),
        anchor=actions.add_anchor(
            organisation=organisation, code=anchor["code"], name=anchor["name"],
            kind=anchor["kind"], by=BY, at=AT,
        ),
        by=officer,
        at=AT,
    )  # fmt: skip
    proposed = queries.proposal(file).columns
    columns = {field: proposed.get(field, "") for field in FIELDS} | anchor["columns"]
    file = actions.confirm_columns(
        file=file, columns=columns, amounts=anchor["amounts"], by=officer, at=AT
    )
    jobs.run(job_id=file.job_id)
    file.refresh_from_db()
    return file


def confirm_repeats(organisation):
    """Say of every repeat that it is the same payment."""
    repeats = Repeat.objects.filter(file__organisation=organisation)
    return actions.decide_repeats(
        organisation=organisation, repeats=list(repeats), state=Repeat.State.CONFIRMED,
        because="The same line twice in the export", by=BY, at=AT,
    )  # fmt: skip


def ask(organisation, **changes):
    """Ask what the study asks."""
    asked = {
        "title": CONFIG["title"],
        "start": START,
        "end": END,
        "place_code": "preston",
        "wider_place_code": "lancashire_ceremonial",
        "other_area_codes": ["lancashire_county_council_area"],
        "top_n": CONFIG["top_n"],
        "minimum_located": CONFIG["minimum_located_pct"],
    }
    return actions.ask_analysis(organisation=organisation, by=BY, at=AT, **(asked | changes))


def answered(organisation, **changes):
    """Ask what the study asks, and have the worker answer."""
    analysis = ask(organisation, **changes)
    jobs.run(job_id=analysis.job_id)
    analysis.refresh_from_db()
    return analysis
