"""Run as a script: propose or confirm quality locks one after the other, each at a given moment.

    python -m tests.faults.lockers propose|confirm PERSON START KEY...

It prints JSON: "done", or the name of the refusal, for each key of a tender or of a proposal.
"""

import json
import os
import sys
import time

import django

STEP = 0.1
"""Seconds between two attempts: all processes try each key at the same moment."""


def main(act: str, person: str, start: str, *keys: str) -> None:
    """Try every key at its moment, and print what came of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
    django.setup()
    from django.utils import timezone  # noqa: PLC0415 -- app ready

    from procurement.evaluation import actions  # noqa: PLC0415 -- app ready
    from procurement.tenders.models import Proposal, Tender  # noqa: PLC0415 -- app ready
    from socialvalue.accounts.models import User  # noqa: PLC0415 -- app ready

    by = User.objects.get(pk=person)
    told = []
    for number, key in enumerate(keys):
        time.sleep(max(0, float(start) + number * STEP - time.time()))
        try:
            if act == "propose":
                tender = Tender.objects.get(pk=key)
                actions.propose_lock(tender=tender, by=by, at=timezone.now())
            else:
                proposal = Proposal.objects.select_related("tender").get(pk=key)
                actions.confirm_lock(proposal=proposal, by=by, at=timezone.now())
            told.append("done")
        except ValueError as refusal:
            told.append(type(refusal).__name__)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
