"""Doors for the worker. The handlers compute; what they return is saved with the job's end."""

from socialvalue.calculations.spend.findings import FileRefused
from socialvalue.jobs import registry
from socialvalue.jobs.models import Job
from socialvalue.jobs.registry import CannotBeDone, Outcome, Report
from socialvalue.spend import queries, store
from socialvalue.spend.models import Analysis, PaymentFile


@registry.handler("spend.read")
def read_file(job: Job, report: Report) -> Outcome:
    """Read a payments file whole, with the columns that a person confirmed."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    file = PaymentFile.objects.get(pk=job.payload["file"])
    report(0, None, "Reading the rows")
    try:
        reading = queries.reading_of(file)
    except FileRefused as refusal:
        actions.refuse_file(file=file, why=str(refusal))
        raise CannotBeDone(str(refusal)) from None
    # In the store before the job is done: a partition is named by its content, so that doing this
    # twice leaves the same file.
    store.write(reading.lines, to=queries.lines_path(file))
    report(reading.rows_in, reading.rows_in, "Noting what was read and what was not")
    return Outcome(
        save=lambda: actions.save_reading(file=file, reading=reading),
        result={"rows_read": str(len(reading.lines))},
        page="spend:file",
        page_args=[str(file.pk)],
    )


@registry.handler("spend.analyse")
def analyse(job: Job, report: Report) -> Outcome:
    """Work out where the money of a period went."""
    from socialvalue.spend import actions  # noqa: PLC0415 -- leaf: actions start this task

    analysis = Analysis.objects.get(pk=job.payload["analysis"])
    figures = queries.figures_of(analysis, report)
    return Outcome(
        save=lambda: actions.save_figures(
            analysis=analysis, figures=figures, worked_from=queries.worked_from(analysis)
        ),
        result={"total_pence": figures["total"]["pence"]},
        page="spend:analysis",
        page_args=[str(analysis.pk)],
    )
