"""Payments that repeat an earlier one, for the page on which people decide about them."""

from collections.abc import Iterable

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.spend.models import Repeat
from socialvalue.spend.models.decisions import RepeatQuerySet


def repeats_to_show(organisation: Organisation, *, decided: bool) -> RepeatQuerySet:
    """Return the repeats that wait for a decision, or those that were decided about."""
    repeats = Repeat.objects.standing().filter(file__organisation=organisation)
    repeats = repeats.select_related("file__anchor", "first_file")
    if decided:
        decided_about = repeats.exclude(state=Repeat.State.FLAGGED)
        return decided_about.order_by("-decided_at", "supplier", "day", "pk")
    return repeats.filter(state=Repeat.State.FLAGGED).order_by("supplier", "day", "pk")


def alike_repeats(organisation: Organisation, chosen: Iterable[Repeat]) -> list[Repeat]:
    """Return these repeats, and all of the same suppliers that wait for a decision."""
    chosen = list(chosen)
    names = {normal_form(repeat.supplier) for repeat in chosen}
    waiting = repeats_to_show(organisation, decided=False)
    alike = (repeat for repeat in waiting if normal_form(repeat.supplier) in names)
    return list({repeat.pk: repeat for repeat in (*chosen, *alike)}.values())
