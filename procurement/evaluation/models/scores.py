"""Scores. Nothing here is ever overwritten: a change is a new row that says why."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from procurement.bids.models import Bid
from procurement.evaluation.models.panel import PanelMember
from procurement.tenders.models import Criterion
from socialvalue.core.fields import ExactDecimalField
from socialvalue.core.models import Record


class Score(Record):
    """The agreed score of one bid for one criterion, with its reason. The highest version counts.

    An amended score is a new row, with the next version, the row that it supersedes, and the
    reason for the change. Two people who amend the same version cannot both succeed.
    `prices_known` says that prices were opened when it was given: a correction by two people.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    position = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField()
    reason = models.TextField()
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    change_reason = models.TextField(blank=True)
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=200)
    prices_known = models.BooleanField(default=False)

    class Meta:
        ordering = ["bid", "position", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "version"], name="score_version_given_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="score_has_a_reason"),
            models.CheckConstraint(
                condition=Q(version=1, supersedes=None, change_reason="")
                | (Q(version__gt=1, supersedes__isnull=False) & ~Q(change_reason="")),
                name="amended_score_says_why",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(supersedes=F("id")),
                name="score_does_not_supersede_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bid.code} {self.criterion.code}, version {self.version}: {self.points}"


class ScoreDraft(Record):
    """What somebody has begun to write for a criterion that has no agreed score yet.

    `version` counts the saves: a save that does not name the version it read is refused. `moves`
    are the evaluators' reasons as far as they are written down, by the key of their score.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="score_drafts")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="score_drafts")
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField(null=True)
    reason = models.TextField(blank=True)
    moves = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["bid", "criterion"]
        constraints = [
            models.UniqueConstraint(fields=["bid", "criterion"], name="score_draft_once"),
        ]

    def __str__(self) -> str:
        return f"draft for {self.bid.code} {self.criterion.code}"


class IndividualDraft(Record):
    """What an evaluator has begun to write on one question of one bid. Only the author sees it.

    `version` counts the saves: a save that does not name the version it read is refused.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="drafts")
    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="individual_drafts")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="individual_drafts"
    )
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField(null=True)
    comment = models.TextField(blank=True)
    is_abstention = models.BooleanField(default=False)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["member", "bid", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "bid", "criterion"], name="individual_draft_once"
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.member.code} for {self.bid.code} {self.criterion.code}"


class IndividualScoreQuerySet(models.QuerySet["IndividualScore"]):
    """Individual scores in the words of those who ask."""

    def latest(self) -> "IndividualScoreQuerySet":
        """The version that counts of each."""
        newer = IndividualScore.objects.filter(
            bid=OuterRef("bid"),
            criterion=OuterRef("criterion"),
            evaluator=OuterRef("evaluator"),
            version__gt=OuterRef("version"),
        )
        return self.filter(~Exists(newer))


class IndividualScore(models.Model):
    """One evaluator's own points and reason, as submitted. Never averaged, never overwritten.

    `evaluator` is the code the record knows the evaluator by; `member` is null for a score that
    was loaded with a bundle. The highest version counts; a later one supersedes an earlier because
    the moderator reopened it, and says so in `reopened_because`. Somebody who abstains gives no
    points, and says why in the comment.
    """

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="individual_scores")
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="individual_scores"
    )
    member = models.ForeignKey(
        PanelMember, null=True, on_delete=models.PROTECT, related_name="scores"
    )
    position = models.PositiveIntegerField()
    evaluator = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    points = ExactDecimalField(null=True)
    comment = models.TextField(blank=True)
    is_abstention = models.BooleanField(default=False)
    reopened_because = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=200)

    objects = IndividualScoreQuerySet.as_manager()

    class Meta:
        ordering = ["bid", "criterion", "position", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["bid", "criterion", "evaluator", "version"],
                name="individual_score_version_given_once",
            ),
            models.CheckConstraint(
                condition=Q(is_abstention=False, points__isnull=False)
                | (Q(is_abstention=True, points=None) & ~Q(comment="")),
                name="abstention_says_why_and_gives_no_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluator} on {self.bid.code} {self.criterion.code}: {self.points}"


class ReopenedScore(Record):
    """Leave that a moderator gave an evaluator to score one question of one bid anew, and why."""

    score = models.OneToOneField(
        IndividualScore, on_delete=models.PROTECT, related_name="reopening"
    )
    reason = models.TextField()
    reopened_at = models.DateTimeField()
    reopened_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="reopening_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.score}, reopened"


class ScoreMove(Record):
    """Why one evaluator's score differs from the one that was agreed, in the evaluator's words.

    It holds for the points of the score that it names, so also for a later version of the same
    points. `way` says whether the evaluator wrote it, or the moderator in the meeting.
    """

    class Way(models.TextChoices):
        """How the evaluator's words came here."""

        WRITTEN = "written", "Written by the evaluator"
        IN_MEETING = "in_meeting", "Said in the meeting, written down by the moderator"

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="moves")
    individual = models.ForeignKey(IndividualScore, on_delete=models.PROTECT, related_name="moves")
    reason = models.TextField()
    way = models.CharField(max_length=12, choices=Way, default=Way.WRITTEN)
    said_at = models.DateTimeField()
    said_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["score", "individual"]
        constraints = [
            models.UniqueConstraint(fields=["score", "individual"], name="move_said_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_a_reason"),
            models.CheckConstraint(
                condition=Q(way__in=["written", "in_meeting"]), name="way_of_a_move_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.individual.evaluator} moves to {self.score.points}"
