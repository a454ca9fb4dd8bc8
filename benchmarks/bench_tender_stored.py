"""The result of a stored tender of 200 bids, 35 criteria and 5 evaluators, against the sums alone.

A database of its own is made for it in memory and goes when the benchmark ends.
"""

import gc
import os
from collections.abc import Callable

import django

from benchmarks.bench_tender import AREAS, bundle
from procurement.calculations.evaluation import evaluate


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    # Models may only be imported once Django is set up.
    from django.db import connection  # noqa: PLC0415 -- app ready

    from procurement.evaluation.actions import load_bundle  # noqa: PLC0415 -- app ready
    from procurement.evaluation.queries import result_of  # noqa: PLC0415 -- app ready
    from socialvalue.accounts.models import Organisation  # noqa: PLC0415 -- app ready

    connection.creation.create_test_db(verbosity=0, serialize=False)
    made = bundle()
    buyer = Organisation.objects.create(name="Nobody", kind="council")
    tender = load_bundle(bundle=made, organisation=buyer, by="the benchmark")
    gc.collect()
    gc.freeze()  # as every process of the web server does
    return [
        (
            "result of 200 x 35 x 5 from the database / sums alone",
            lambda: result_of(tender),
            lambda: evaluate(made, areas_for_action=AREAS),
        )
    ]
