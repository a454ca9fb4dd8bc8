"""What every change to a method has in common: one writer at a time, drafts only."""

from procurement.tenders.models import Methodology


class ChangedMeanwhile(ValueError):
    """Somebody else changed the method after this person opened the page."""

    def __init__(
        self,
        words: str = "Somebody changed the method after you opened this page. Nothing of yours was "
        "saved. Check your answers below against theirs, then save again.",
    ) -> None:
        super().__init__(words)


class MethodIsFixed(ChangedMeanwhile):
    """A fixed method never changes; the page was opened while it was a draft."""

    def __init__(self) -> None:
        super().__init__("The method is fixed. It cannot be changed any more.")


def draft_for_change(methodology: Methodology, *, edits: int) -> Methodology:
    """Return the method, locked, if it is still the draft that the person saw.

    `edits` is how many changes it had when they opened the page. Counts this one.
    Raises MethodIsFixed, ChangedMeanwhile.
    """
    locked = Methodology.objects.select_for_update().select_related("tender")
    draft = locked.get(pk=methodology.pk)
    if draft.published_at is not None:
        raise MethodIsFixed
    if draft.edits != edits:
        raise ChangedMeanwhile
    draft.edits += 1
    draft.save(update_fields=["edits"])
    return draft
