"""What this installation keeps of the official registers: the bodies that may be somebody's."""

from django.db import models

from socialvalue.calculations.spend.suppliers import Size
from socialvalue.calculations.suppliers import registers
from socialvalue.core.models import Record

REGISTERS = [
    (registers.Register.COMPANIES.value, "Companies House"),
    (registers.Register.CHARITIES.value, "Charity Commission for England and Wales"),
    (registers.Register.SCOTTISH_CHARITIES.value, "Scottish Charity Regulator"),
]


class RegisterLoad(Record):
    """One time that a register's published files were read. The newest of a register counts."""

    register = models.CharField(max_length=20, choices=REGISTERS)
    files = models.JSONField(help_text="name and SHA-256 of each file")
    of_day = models.DateField(null=True, help_text="the day in the files' names, if there is one")
    read = models.PositiveBigIntegerField(help_text="bodies in the files")
    kept = models.PositiveIntegerField(help_text="bodies that may be a supplier of somebody")
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["-loaded_at"]
        get_latest_by = "loaded_at"

    def __str__(self) -> str:
        return f"{self.get_register_display()}, {self.loaded_at:%-d %B %Y}"


class RegisterEntry(models.Model):
    """One body of a register, as the newest load has it."""

    register = models.CharField(max_length=20, choices=REGISTERS)
    number = models.CharField(max_length=12)
    name = models.CharField(max_length=500)
    status = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    sic = models.CharField(max_length=5, blank=True)
    size = models.CharField(max_length=10, default=Size.UNKNOWN.value)
    category = models.CharField(max_length=200, blank=True)
    accounts = models.CharField(max_length=60, blank=True)
    is_vcse = models.BooleanField(default=False)
    company_number = models.CharField(max_length=12, blank=True)
    other_names = models.JSONField(default=list)

    class Meta:
        ordering = ["register", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number"], name="register_entry_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def entry(self) -> registers.Entry:
        """Return it as the calculations have it."""
        return registers.Entry(
            register=registers.Register(self.register),
            number=self.number,
            name=self.name,
            status=self.status,
            postcode=self.postcode,
            sic=self.sic,
            size=Size(self.size),
            category=self.category,
            accounts=self.accounts,
            is_vcse=self.is_vcse,
            company_number=self.company_number,
            other_names=tuple(self.other_names),
        )
