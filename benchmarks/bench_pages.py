"""The pages of an analysis of a million payments, and the way from a figure to its payments.

`PAGES_ROWS=10000000 ./run bench pages` for another size. What is printed first are milliseconds of
the processor and queries of the database, medians of five requests through the whole application
(session, permission, template) to one process; then each page beside one that has no figures.

The database is made for it in memory and goes when the benchmark ends; the payments stay in a
folder of their own among the temporary files, so that a second run begins sooner.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

from benchmarks.payments import ledger

ROWS = int(os.environ.get("PAGES_ROWS", "1000000"))
_FOLDER = Path(tempfile.gettempdir()) / "made-up-ledger-of-12-columns"
TIMES = 5
PARTS = [
    "analysis", "analysis_map", "analysis_categories", "analysis_suppliers",
    "analysis_deprivation", "analysis_months", "analysis_published", "what_if",
    "analysis_method", "report",
]  # fmt: skip


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed: each page, and each way to payments, beside a page of no figures."""
    _prepare()
    client, analysis = _analysed()
    asked = _addresses(analysis)
    print(f"{f'{ROWS:,} payments':52} {'processor':>10} {'queries':>8}")
    for words, address in asked:
        milliseconds, queries = _cost(client, address)
        print(f"{words:52} {milliseconds:7.0f} ms {queries:8}")
    plain = "/jobs/"
    assert client.get(plain).status_code == 200
    return [(words, _get(client, address), _get(client, plain)) for words, address in asked]


def _get(client: Any, address: str) -> Callable[[], object]:
    return lambda: client.get(address).getvalue()


def _cost(client: Any, address: str) -> tuple[float, int]:
    """Return the milliseconds of the processor and the queries of one address."""
    from django.db import connection  # noqa: PLC0415 -- app ready
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- app ready

    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    queries = len(asked)  # now: the next request forgets them
    assert response.status_code == 200, (address, response.status_code)
    taken = []
    for _ in range(TIMES):
        began = time.process_time()
        client.get(address).getvalue()
        taken.append(time.process_time() - began)
    return 1000 * statistics.median(taken), queries


def _addresses(analysis: Any) -> list[tuple[str, str]]:
    """Return in words each page, and each kind of drill-down, with its address."""
    from urllib.parse import urlencode  # noqa: PLC0415 -- only here

    from django.urls import reverse  # noqa: PLC0415 -- app ready

    pages = [
        (name.removeprefix("analysis_"), reverse(f"spend:{name}", args=[analysis.pk]))
        for name in PARTS
    ]
    suppliers = reverse("spend:analysis_suppliers", args=[analysis.pk])
    pages.insert(4, ("suppliers, 300 rows", f"{suppliers}?top=300"))
    lines, found = reverse("spend:lines", args=[analysis.pk]), analysis.figures
    drills: list[tuple[str, dict[str, str]]] = [
        ("payments: all of them", {}),
        ("payments of the place", {"area": found["areas"][0]["code"]}),
        ("payments of the largest category", {"category": found["categories"][0]["key"]}),
        ("payments of the largest supplier", {"supplier": found["suppliers"][0]["key"]}),
        ("payments of the 1,000th supplier", {"supplier": found["suppliers"][-1]["key"]}),
        ("payments of a month, page 100", {"month": found["months"][0]["month"], "page": "100"}),
        ("payments whose place is not known", {"band": "unknown"}),
    ]
    return pages + [(words, f"{lines}?{urlencode(query)}") for words, query in drills]


def _prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATA_DIR"] = str(_FOLDER / "data")
    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- app ready
    from django.core.management import call_command  # noqa: PLC0415 -- app ready
    from django.db import connection  # noqa: PLC0415 -- app ready

    from socialvalue.places.actions import load_demonstration_places  # noqa: PLC0415 -- app ready
    from tests.shared_data import SHARED_DATA  # noqa: PLC0415 -- app ready

    connection.creation.create_test_db(verbosity=0, serialize=False)
    for command in settings.REFERENCE_COMMANDS:
        call_command(command, verbosity=0)
    # Maps and deprivation only where the official files lie beside the project.
    load_demonstration_places(SHARED_DATA / "geo")


def _analysed() -> tuple[Any, Any]:
    """Upload the ledger, have it read and analysed, and return who looks and the analysis."""
    import datetime as dt  # noqa: PLC0415 -- only here

    from django.core.files import File  # noqa: PLC0415 -- app ready
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.utils import timezone  # noqa: PLC0415 -- app ready

    from socialvalue.calculations.spend.headings import FIELDS  # noqa: PLC0415 -- app ready
    from socialvalue.jobs import actions as jobs  # noqa: PLC0415 -- app ready
    from socialvalue.spend import actions, queries  # noqa: PLC0415 -- app ready
    from tests.factories.accounts import OrganisationFactory, UserFactory  # noqa: PLC0415

    council = OrganisationFactory(
        name="Nobody", place_code="E07000123", wider_place_code="lieutenancy-lancashire"
    )
    person = UserFactory(roles=["data_officer"], roles__organisation=council)
    for path in ledger(_FOLDER / str(ROWS), rows=ROWS):
        with path.open("rb") as content:
            file = actions.upload_file(
                organisation=council, name=path.name, content=File(content, name=path.name),
                by=person, at=timezone.now(),
            )  # fmt: skip
        proposed = queries.proposal(file)
        columns = {field: proposed.columns.get(field, "") for field in FIELDS}
        file = actions.confirm_columns(
            file=file, columns=columns, amounts=proposed.amounts.value, by=person,
            at=timezone.now(),
        )  # fmt: skip
        jobs.run(job_id=file.job_id)
    analysis = actions.ask_analysis(
        organisation=council,
        title="A made-up ledger",
        start=dt.date(2019, 4, 1),
        end=dt.date(2024, 3, 31),
        place_code=council.place_code,
        wider_place_code=council.wider_place_code,
        by=person,
        at=timezone.now(),
    )
    began = time.process_time()
    jobs.run(job_id=analysis.job_id)
    print(f"{'the analysis itself':52} {time.process_time() - began:7.1f} s of the processor")
    analysis.refresh_from_db()
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client, analysis
