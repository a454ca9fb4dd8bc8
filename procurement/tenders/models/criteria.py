"""What is asked of bidders, and the scales on which answers are marked."""

from django.db import models
from django.db.models import Q

from procurement.tenders.models.lots import Lot
from procurement.tenders.models.methodology import SCORED_SECTIONS, Methodology, Section
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Scale(Record):
    """A scale of a method. Copied from the library, so that what is published stays what it was.

    `source` says where the points come from; `is_confirmed` is false where that was not checked
    against the source itself. `is_own` is a scale that the buyer wrote.
    """

    methodology = models.ForeignKey(Methodology, on_delete=models.CASCADE, related_name="scales")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    source = models.TextField(blank=True)
    is_confirmed = models.BooleanField(default=False)
    is_own = models.BooleanField(default=False)

    class Meta:
        ordering = ["methodology", "position"]
        constraints = [
            models.UniqueConstraint(fields=["methodology", "code"], name="scale_code_used_once"),
            models.UniqueConstraint(fields=["methodology", "position"], name="scale_has_one_place"),
        ]

    def __str__(self) -> str:
        return self.title


class ScaleLevel(Record):
    """One step of a scale. Points need not be evenly spaced."""

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    position = models.PositiveIntegerField()
    points = ExactDecimalField()
    label = models.CharField(max_length=100)
    definition = models.TextField()

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "position"], name="level_has_one_place"),
            models.UniqueConstraint(fields=["scale", "points"], name="level_points_used_once"),
        ]

    def __str__(self) -> str:
        return f"{self.points} {self.label}"


class ParentCriterion(Record):
    """A criterion that is only the sum of its sub-criteria: it is not scored itself.

    `weight` is in percent of its section. `key` is the code of a key criterion that the law names
    (regimes.yaml), empty for others.
    """

    methodology = models.ForeignKey(
        Methodology, on_delete=models.CASCADE, related_name="parent_criteria"
    )
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=20, choices=Section)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    weight = ExactDecimalField()
    key = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["methodology", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "code"], name="parent_criterion_code_used_once"
            ),
            models.CheckConstraint(
                condition=Q(section__in=SCORED_SECTIONS), name="parent_criterion_section_scored"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Criterion(Record):
    """One question that bids are marked on. `weight` is in percent of its section.

    A sub-criterion has a parent, and its weight in percent of that too: `weight` is then exactly
    the one times the other. So every criterion here is scored, and a parent is not among them.
    `question` is the buyer's own wording, as bidders read it; `relevance` says why it is relevant
    and proportionate to this contract. `measures` is the list of what commitments are counted in:
    {"measure", "unit"}, and optionally {"cap", "plausible"} as decimal strings: more than the cap
    earns nothing more, and more than is plausible has to be explained.
    Without `lots` it applies to every lot.
    """

    methodology = models.ForeignKey(Methodology, on_delete=models.CASCADE, related_name="criteria")
    parent = models.ForeignKey(
        ParentCriterion,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sub_criteria",
    )
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=20, choices=Section)
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    question = models.TextField(blank=True)
    relevance = models.TextField(blank=True)
    asks_method_statement = models.BooleanField(default=False)
    measures = models.JSONField(default=list)
    weight = ExactDecimalField()
    weight_in_parent = ExactDecimalField(null=True)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="criteria")
    pass_mark_points = ExactDecimalField(null=True)
    pass_mark_disqualifies = models.BooleanField(null=True)
    lots = models.ManyToManyField(Lot, through="CriterionLot", related_name="criteria")

    class Meta:
        ordering = ["methodology", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["methodology", "code"], name="criterion_code_used_once"
            ),
            models.CheckConstraint(
                condition=Q(section__in=SCORED_SECTIONS), name="criterion_section_scored"
            ),
            models.CheckConstraint(
                condition=Q(pass_mark_points=None, pass_mark_disqualifies=None)
                | Q(pass_mark_points__isnull=False, pass_mark_disqualifies__isnull=False),
                name="criterion_pass_mark_says_what_follows",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, weight_in_parent=None)
                | Q(parent__isnull=False, weight_in_parent__isnull=False),
                name="sub_criterion_weighs_in_its_parent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class CriterionArea(models.Model):
    """An area for action of the framework that a social value criterion works on.

    The framework's own code, such as 3.2: codes never change once published, so a fixed method
    keeps its meaning when the framework gets a new version.
    """

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="areas")
    position = models.PositiveIntegerField()
    area = models.CharField(max_length=40)

    class Meta:
        ordering = ["criterion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "area"], name="criterion_area_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code}: area {self.area}"


class CriterionLot(models.Model):
    """A lot that a criterion applies to."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="lot_links")
    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="criterion_links")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["criterion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "lot"], name="criterion_lot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion.code} for {self.lot}"
