"""The walk through both main jobs: what is asked of the worker, timed, and put into words."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from procurement.demonstration import actions, worked_study
from procurement.tenders.models import Tender
from socialvalue.accounts.models import Organisation, User
from socialvalue.jobs import actions as jobs
from socialvalue.jobs.models import Job, State
from socialvalue.spend import presenters
from socialvalue.spend.models import Analysis, PaymentFile

Say = Callable[[str], None]
BID_COLUMNS = ["Bid", "Price", "Quality", "Social value", "Total", "Rank"]
PATIENCE = 300.0  # seconds for one step


class StepFailed(RuntimeError):
    """A job did not come to its end. The message says which and why."""


def finished(wanted: Iterable[Job]) -> list[Job]:
    """Wait until the worker has done these jobs, and return them. Raises StepFailed."""
    waiting, done = {job.pk: job for job in wanted}, []
    until = time.monotonic() + PATIENCE
    while waiting:
        for job in Job.objects.filter(pk__in=waiting).exclude(
            state__in=[State.WAITING, State.RUNNING]
        ):
            if job.state != State.DONE:
                raise StepFailed(f"{job.title}: {job.failure or job.get_state_display()}")
            done.append(job)
            del waiting[job.pk]
        if time.monotonic() > until:
            raise StepFailed(f"{next(iter(waiting.values())).title}: still not done")
        time.sleep(0.05)
    return done


def ask(kind: str, title: str, payload: dict[str, str], organisation: Organisation) -> Job:
    """Ask the worker for one of the demonstration's own jobs."""
    return jobs.ask(
        kind=kind, title=title, payload=payload, organisation=organisation, by=actions.BY
    )


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in plain text: the first column on the left, numbers right."""
    cells = [list(columns), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    for number, row in enumerate(cells):
        first, *others = row
        rest = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  " + "  ".join([first.ljust(widths[0]), *rest])
        if number == 0:
            yield "  " + "  ".join("-" * width for width in widths)


def walk_tender(say: Say) -> Tender:
    """Assess the worked tender, print its ranking, and return it."""
    trust = Organisation.objects.get(name=actions.TRUST)
    tender = trust.tenders.get(reference=actions.TENDER)
    began = time.monotonic()
    (job,) = finished(
        [ask("demonstration.tender", f"Assess {tender}", {"tender": str(tender.pk)}, trust)]
    )
    say(f"\n{tender.title} ({tender.reference}), {trust}")
    bidders = dict(tender.bidders.values_list("code", "name"))
    for lot in job.result["lots"]:
        say(f"\n  Lot {lot['lot']}: {lot['status']}, preferred bid {lot['preferred_bid']}\n")
        for line in table(
            ["Bid", "Price", "Quality", "Social value", "Total", "Rank"], bid_rows(lot, bidders)
        ):
            say(line)
    say(f"\n  Worked out by the worker in {time.monotonic() - began:.2f} s.")
    return tender


def bid_rows(lot: dict[str, Any], bidders: dict[str, str]) -> Iterator[list[str]]:
    """Yield a row for each bid of a lot."""
    for bid in lot["bids"]:
        sections = {part["section"]: part["weighted_score"] for part in bid["sections"]}
        yield [
            f"{bid['bid']} {bidders[bid['bidder']]}",
            f"£{Decimal(bid['price']):,.2f}" if bid["price"] else "-",
            sections.get("quality", "-"),
            sections.get("social_value", "-"),
            bid["total"] or "disqualified",
            str(bid["rank"] or "-"),
        ]


def walk_study(say: Say) -> Analysis:
    """Read and analyse the study that was worked by hand; print where the money went, and both."""
    anchors = Organisation.objects.get(name=actions.WORKED)
    officer = User.objects.get(email=actions.DATA_OFFICER)
    began = time.monotonic()
    finished(file.job for file in worked_study.upload_files(anchors, by=officer))
    analysis = worked_study.ask_study(anchors, by=officer)
    finished([analysis.job])
    analysis.refresh_from_db()
    total = int(analysis.figures["total"]["pence"])
    say(f"\n{analysis.title}: {presenters.pounds(total)} in scope\n")
    rows = [
        [band.words, presenters.pounds(band.pence), pct]
        for band, pct in zip(
            presenters.bands_of(analysis.figures), shares_of(analysis), strict=True
        )
    ]
    for line in table(["Where (registered address)", "Paid", "Share"], rows):
        say(line)
    say(f"\n  Local multiplier (LM3) {analysis.result['multiplier']['imputed']}.")
    say(f"  {worked_study.by_hand(analysis)}.")
    say(f"  Read and worked out by the worker in {time.monotonic() - began:.2f} s.")
    return analysis


def shares_of(analysis: Analysis) -> list[str]:
    """Return the share of each band by registered address, to three places as the result has it."""
    return [f"{band['pct']}%" for band in analysis.result["pooled"][0]["bands"]]


def walk_published(say: Say) -> Analysis:
    """Import and analyse the published payments of the Defra family; print where they went."""
    family = Organisation.objects.get(name=actions.DEFRA_FAMILY)
    began = time.monotonic()
    files, again = actions.upload_defra(family)
    finished(file.job for file in files)
    read = PaymentFile.objects.filter(pk__in=[file.pk for file in files])
    lines = sum(file.rows_read for file in read)
    refused = sum(file.rows_refused for file in read)
    say(f"\n{family}: {lines:,} payments read from {len(files)} files, {refused} rows not read")
    for name in again:
        say(f"  {name} is the same as another of these files, byte for byte: not read twice")
    say(f"  Imported by the worker in {time.monotonic() - began:.1f} s.")
    began = time.monotonic()
    analysis = actions.ask_year(family, first=actions.DEFRA_YEAR[0], last=actions.DEFRA_YEAR[1])
    finished([analysis.job])
    analysis.refresh_from_db()
    say(f"\n{analysis.title}: {analysis.figures['total']['lines']:,} payments\n")
    rows = [
        [band.words, f"{band.lines:,}", presenters.pounds(band.pence), band.share]
        for band in presenters.bands_of(analysis.figures)
    ]
    total = int(analysis.figures["total"]["pence"])
    rows.append(["All", f"{analysis.figures['total']['lines']:,}", presenters.pounds(total), ""])
    for line in table(["Where", "Payments", "Paid", "Share"], rows):
        say(line)
    say(f"\n  Worked out by the worker in {time.monotonic() - began:.2f} s.")
    return analysis


def write_reports(
    tender: Tender, analyses: Sequence[tuple[str, Analysis]], *, folder: Path
) -> list[Path]:
    """Write the reports that people download, as HTML and PDF, and return their paths.

    `analyses` has each analysis after the address of somebody who may read it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = report_of(
        actions.OFFICER,
        tender,
        reverse("evaluation:report", args=[tender.pk]),
        reverse("evaluation:report_file", args=[tender.pk]),
        folder=folder,
    )
    for reader, analysis in analyses:
        written += report_of(
            reader,
            analysis,
            reverse("spend:report", args=[analysis.pk]),
            reverse("spend:report_file", args=[analysis.pk, "pdf"]),
            folder=folder,
        )
    return written


def report_of(
    reader: str, thing: Tender | Analysis, html: str, pdf: str, *, folder: Path
) -> list[Path]:
    """Write one report as its reader downloads it: as a page, and as a PDF."""
    client = Client(headers={"host": "localhost"})
    client.force_login(
        User.objects.get(email=reader), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.post(
        reverse("accounts:switch_organisation"), {"organisation": str(thing.organisation_id)}
    )
    stem = f"{thing._meta.model_name}-{thing}".lower().replace(" ", "-").replace("/", "-")[:60]
    written = []
    for address, ending in ((html, "html"), (pdf, "pdf")):
        content = client.get(address).getvalue()
        path = folder / f"{stem}.{ending}"
        path.write_bytes(standalone(content) if ending == "html" else content)
        written.append(path)
    return written


def standalone(page: bytes) -> bytes:
    """Return a page that looks as it should when it is opened from a folder."""
    style = Path(finders.find("app.css")).read_text(encoding="utf-8")
    before, _, rest = page.decode().partition('<link rel="stylesheet"')
    return f"{before}<style>{style}</style>{rest.partition('>')[2]}".encode()
