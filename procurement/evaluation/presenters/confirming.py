"""What somebody looks at before they propose or confirm a step: the agreed scores."""

from dataclasses import dataclass

from procurement.evaluation.presenters.scoring import label_of
from procurement.evaluation.queries import ModeratedCell, Moderation


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedScore:
    """One agreed score as it is confirmed. `reason` is empty where none is agreed yet.

    `moves` says which evaluators gave other points, and whether each said why.
    """

    question: str
    points: str
    reason: str
    moves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedBid:
    """The agreed scores of one bid, and how many of them have their reason."""

    name: str
    code: str
    lot: str
    scores: list[AgreedScore]

    @property
    def reasons(self) -> int:
        """How many of the scores have a reason."""
        return sum(bool(score.reason) for score in self.scores)


def agreed_scores(moderation: Moderation) -> list[AgreedBid]:
    """Return every agreed score by bid and question, in the order of the grid."""
    found = []
    for bid in moderation.bids:
        cells = [moderation.cell(bid, criterion) for criterion in moderation.criteria]
        found.append(
            AgreedBid(
                name=bid.bidder.name,
                code=bid.code,
                lot=bid.lot.code,
                scores=[_agreed(cell) for cell in cells if cell is not None],
            )
        )
    return found


def _agreed(cell: ModeratedCell) -> AgreedScore:
    """Return one agreed score."""
    score = cell.score
    return AgreedScore(
        question=f"{cell.criterion.code} {cell.criterion.title}",
        points="Not agreed yet" if score is None else label_of(cell.criterion, score.points),
        reason="" if score is None else score.reason,
        moves="; ".join(
            f"{each.evaluator} gave {each.score.points:f}, "
            f"{'and did not say why it moves' if each in cell.unexplained else 'and says why'}"
            for each in cell.differing
            if each.counts
        ),
    )
