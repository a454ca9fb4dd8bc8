"""The comparison page of 200 bids by 35 criteria, against a template that loops over the cells.

A database of its own is made for it in memory and goes when the benchmark ends.
"""

import os
from collections.abc import Callable
from typing import Any

import django

from benchmarks.bench_tender import bundle

LOOP = """{% for row in rows %}<tr class="govuk-table__row">
<th scope="row" class="govuk-table__header">{{ row.name }}</th>
{% for cell in row.cells %}<td class="govuk-table__cell govuk-table__cell--numeric">
{% include "components/heat.html" with level=cell.level text=cell.text only %}</td>{% endfor %}
</tr>{% endfor %}"""


def pairs() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Return what is timed: the whole page from the database, and only the loop."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    # Models may only be imported once Django is set up.
    from django.db import connection  # noqa: PLC0415 -- app ready
    from django.template import engines  # noqa: PLC0415 -- app ready
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 -- app ready

    from procurement.evaluation.presenters.comparison import (  # noqa: PLC0415 -- app ready
        comparisons,
    )

    connection.creation.create_test_db(verbosity=0, serialize=False)
    client, address, made, result = _ranked()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    print(f"{'queries of the comparison page':52} {len(asked):8}")
    rows = [
        {
            "name": bid["bid"],
            "cells": [{"level": 3, "text": score["points"]} for score in bid["criteria"]],
        }
        for bid in result["lots"][0]["bids"]
    ]
    loop = engines["django"].from_string(LOOP)
    return [
        (
            "comparison page of 200 x 35 / a template loop",
            lambda: client.get(address),
            lambda: loop.render({"rows": rows}),
        ),
        (
            "cells of 200 x 35, made and joined / a template loop",
            lambda: comparisons(made, result),
            lambda: loop.render({"rows": rows}),
        ),
    ]


def _ranked() -> tuple[Any, str, dict[str, Any], dict[str, Any]]:
    """Return a client of an approver, the address of the page, and what is stored."""
    from django.test import Client  # noqa: PLC0415 -- app ready
    from django.urls import reverse  # noqa: PLC0415 -- app ready
    from django.utils import timezone  # noqa: PLC0415 -- app ready

    from procurement.calculations import canonical  # noqa: PLC0415 -- app ready
    from procurement.evaluation.actions import load_bundle  # noqa: PLC0415 -- app ready
    from procurement.evaluation.models import RankedResult  # noqa: PLC0415 -- app ready
    from procurement.evaluation.queries import result_of  # noqa: PLC0415 -- app ready
    from socialvalue.accounts.models import Organisation  # noqa: PLC0415 -- app ready
    from tests.factories.accounts import UserFactory  # noqa: PLC0415 -- app ready

    buyer = Organisation.objects.create(name="Nobody", kind="council")
    tender = load_bundle(bundle=bundle(), organisation=buyer, by="the benchmark")
    made, result = result_of(tender)
    RankedResult.objects.create(
        tender=tender,
        number=1,
        bundle=canonical.canonical_json(made).decode(),
        bundle_sha256=result["bundle_sha256"],
        result=canonical.canonical_json(result).decode(),
        ranked_at=timezone.now(),
        ranked_by="the benchmark",
    )
    tender.state = "ranked"
    tender.save()
    person = UserFactory(roles=["approver"], roles__organisation=buyer)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client, reverse("evaluation:compare", args=[tender.pk]), made, result
