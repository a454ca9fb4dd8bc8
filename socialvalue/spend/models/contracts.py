"""The contracts register, as imported: what an organisation buys, from whom, and until when."""

from django.db import models
from django.db.models import F, Q

from socialvalue.accounts.models import Organisation, User
from socialvalue.core.models import Record


class RegisterQuerySet(models.QuerySet["Register"]):
    """Registers in the words of those who ask."""

    def standing(self) -> "RegisterQuerySet":
        """Registers that were not taken back."""
        return self.filter(undone_at=None)


class Register(Record):
    """One contracts register, as uploaded: seen first, then imported whole or not at all.

    `rows` has each row's cells by field, as text, with its number; `problems` says which cells
    cannot be understood. With one problem nothing is imported.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="registers"
    )
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, help_text="heading of each field, as understood")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField(null=True)
    imported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    undone_reason = models.TextField(blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sha256"],
                condition=Q(undone_at=None),
                name="register_is_loaded_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="register_taken_back_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stage(self) -> str:
        """How far it is: to_mend, to_confirm, imported or undone."""
        if self.undone_at:
            return "undone"
        if self.imported_at:
            return "imported"
        return "to_mend" if self.problems else "to_confirm"


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts in the words of those who ask."""

    def standing(self) -> "ContractQuerySet":
        """Contracts whose register was not taken back."""
        return self.filter(register__undone_at=None)


class Contract(Record):
    """A contract of the register: whole pence, over its term without extensions."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contracts"
    )
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="contracts")
    row = models.PositiveIntegerField(help_text="as a spreadsheet shows it")
    reference = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    supplier = models.CharField(max_length=500)
    category = models.CharField(max_length=255, blank=True)
    category_key = models.CharField(max_length=255, blank=True)
    start = models.DateField(null=True)
    end = models.DateField(help_text="the last day, without extensions")
    extends_to = models.DateField(null=True, help_text="the last day if every extension is taken")
    value_pence = models.BigIntegerField(null=True, help_text="of the term; null: not known")
    yearly_pence = models.BigIntegerField(null=True, help_text="where the register has it")

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "end", "reference"]
        constraints = [
            models.UniqueConstraint(fields=["register", "row"], name="contract_is_one_row"),
            models.CheckConstraint(
                condition=Q(start=None) | Q(start__lte=F("end")), name="contract_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(extends_to=None) | Q(extends_to__gte=F("end")),
                name="contract_is_extended_beyond_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"
