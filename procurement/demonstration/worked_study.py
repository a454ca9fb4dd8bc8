"""The local spend study that was worked by hand, walked through the application as people would.

Three made-up bodies publish their payments in three ways; suppliers, decisions and a survey's
answers stand beside them. What must come out stands there too, and is never read to work it out.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone

from socialvalue.accounts.models import Organisation, User
from socialvalue.calculations.spend.headings import FIELDS
from socialvalue.jobs import actions as jobs
from socialvalue.places.queries import authority_names
from socialvalue.spend import actions as spend
from socialvalue.spend import queries as spend_queries
from socialvalue.spend.models import Analysis, PaymentFile, Repeat
from socialvalue.suppliers import actions as suppliers

STUDY = settings.BASE_DIR / "tests" / "golden" / "spend"
SUPPLIERS, ANSWERS = STUDY / "supplier_master.csv", STUDY / "supplier_survey.csv"
PRESTON, LANCASHIRE, COUNTY = "E07000123", "lieutenancy-lancashire", "E10000017"
# What the study calls the areas that the application knows by their official codes.
AREAS = {
    PRESTON: "preston",
    LANCASHIRE: "lancashire_ceremonial",
    COUNTY: "lancashire_county_council_area",
}
YEAR = (dt.date(2024, 4, 1), dt.date(2025, 3, 31))
OWNER = "Head of procurement"


def load_worked_study(organisation: Organisation, *, by: User) -> None:
    """Give an organisation the study, worked out here and now, unless it was begun already."""
    if organisation.supplier_lists.exists():
        return
    for file in upload_files(organisation, by=by):
        jobs.run(job_id=file.job_id)
    jobs.run(job_id=ask_study(organisation, by=by).job_id)


def asked() -> dict[str, Any]:
    """Return what the study asks, as its own file has it."""
    return json.loads((STUDY / "config.json").read_text(encoding="utf-8"))


def upload_files(organisation: Organisation, *, by: User) -> list[PaymentFile]:
    """Load the list of suppliers, and upload each body's file with its columns confirmed."""
    load_suppliers(organisation, by=by)
    return [upload_file(organisation, anchor, by=by) for anchor in asked()["anchors"]]


def load_suppliers(organisation: Organisation, *, by: User) -> None:
    """Load the study's list of suppliers."""
    uploaded = suppliers.upload_list(
        organisation=organisation,
        name=SUPPLIERS.name,
        content=ContentFile(SUPPLIERS.read_bytes()),
        by=by,
        at=timezone.now(),
    )
    suppliers.confirm_list(supplier_list=uploaded, by=by, at=timezone.now())


def upload_file(organisation: Organisation, anchor: dict[str, Any], *, by: User) -> PaymentFile:
    """Upload what a body has published, and confirm its columns where they are not plain."""
    content = (STUDY / anchor["file"]).read_bytes()
    file = spend.upload_file(
        organisation=organisation,
        name=anchor["file"],
        content=ContentFile(content),
        anchor=spend.add_anchor(
            organisation=organisation, code=anchor["code"], name=anchor["name"],
            kind=anchor["kind"], by=by, at=timezone.now(),
        ),
        by=by,
        at=timezone.now(),
    )  # fmt: skip
    proposed = spend_queries.proposal(file).columns
    return spend.confirm_columns(
        file=file,
        columns={field: proposed.get(field, "") for field in FIELDS} | anchor["columns"],
        amounts=anchor["amounts"],
        by=by,
        at=timezone.now(),
    )


def ask_study(organisation: Organisation, *, by: User) -> Analysis:
    """Decide what people decide, take the survey's answers, and ask what the study asks."""
    decide(organisation, by=by)
    load_answers(organisation, by=by)
    study = asked()
    return spend.ask_analysis(
        organisation=organisation,
        title=study["title"],
        start=YEAR[0],
        end=YEAR[1],
        place_code=PRESTON,
        wider_place_code=LANCASHIRE,
        other_area_codes=[COUNTY],
        top_n=study["top_n"],
        minimum_located=study["minimum_located_pct"],
        by=by,
        at=timezone.now(),
    )


def decide(organisation: Organisation, *, by: User) -> None:
    """Say of categories what is left out and what is out of reach, and of repeats what they are."""
    study = asked()
    for entry in study["exclude_categories"]:
        decide_categories(
            organisation, entry["categories"], left_out_as=entry["reason"],
            because="Not bought: the study leaves it out", by=by,
        )  # fmt: skip
    for entry in study["not_influenceable"]:
        decide_categories(
            organisation, [entry["category"]], is_influenceable=False,
            because=entry["reason"].capitalize(), by=by,
        )  # fmt: skip
    spend.decide_repeats(
        organisation=organisation,
        repeats=list(Repeat.objects.filter(file__organisation=organisation)),
        state=Repeat.State.CONFIRMED,
        because="The same line twice in the export",
        by=by,
        at=timezone.now(),
    )


def decide_categories(
    organisation: Organisation,
    names: Iterable[str],
    *,
    because: str,
    by: User,
    left_out_as: str = "",
    is_influenceable: bool = True,
) -> None:
    """Decide about categories by their names."""
    spend.decide_categories(
        organisation=organisation,
        names={spend_queries.category_key(name): name for name in names},
        left_out_as=left_out_as,
        is_influenceable=is_influenceable,
        because=because,
        owner=OWNER,
        by=by,
        at=timezone.now(),
    )


def load_answers(organisation: Organisation, *, by: User) -> None:
    """Open the survey, and take the answers that came on paper."""
    survey = suppliers.open_survey(
        organisation=organisation,
        title="Where suppliers spend again, 2024/25",
        area_code=LANCASHIRE,
        area_name=authority_names([LANCASHIRE])[LANCASHIRE],
        start=YEAR[0],
        end=YEAR[1],
        asks_jobs=False,
        by=by,
        at=timezone.now(),
    )
    rows = list(csv.reader(io.StringIO(ANSWERS.read_text(encoding="utf-8-sig"))))
    answers = io.StringIO()
    csv.writer(answers).writerows(
        [LANCASHIRE if cell == AREAS[LANCASHIRE] else cell for cell in row] for row in rows
    )
    suppliers.load_answers(
        survey=survey, content=answers.getvalue().encode(), name=ANSWERS.name, by=by,
        at=timezone.now(),
    )  # fmt: skip


def by_hand(analysis: Analysis) -> str:
    """Return in words whether an analysis has come out as it was worked by hand."""
    unknown = [] if analysis.figures["deprivation"] else ["deprivation"]
    if differ := [name for name in differing(analysis) if name not in unknown]:
        return f"Not as worked by hand: {', '.join(differ)}"
    if unknown:
        return "As worked by hand, all but deprivation: no index of it is loaded"
    return "As worked by hand, every figure"


def differing(analysis: Analysis) -> list[str]:
    """Return the parts of an analysis' result that are not as they were worked by hand."""
    expected = json.loads((STUDY / "expected.json").read_text(encoding="utf-8"))
    found = in_its_words(analysis.result)
    return sorted(name for name in expected if found.get(name) != expected[name])


def in_its_words(result: Any) -> Any:
    """Return a result with the areas called as the study calls them."""
    if isinstance(result, dict):
        return {name: in_its_words(value) for name, value in result.items()}
    if isinstance(result, list):
        return [in_its_words(value) for value in result]
    return AREAS.get(result, result) if isinstance(result, str) else result
