"""Whose payments are looked at: the organisation itself, and others whose files it analyses."""

from django.db import models
from django.db.models import Q

from socialvalue.accounts.models import Organisation, OrganisationKind
from socialvalue.core.models import Record


class AnchorQuerySet(models.QuerySet["Anchor"]):
    """Anchors in the words of those who ask."""

    def own(self) -> "AnchorQuerySet":
        """The organisation itself, as one that pays."""
        return self.filter(is_own=True)


class Anchor(Record):
    """A body whose payments an organisation analyses.

    Most have one: themselves. A combined authority, a network's lead or a researcher has several,
    and pools them. `code` names it in files, results and addresses.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="anchors")
    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    is_own = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = AnchorQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "-is_own", "name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "code"], name="anchor_code_names_one"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_own=True), name="one_anchor_is_one_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name
