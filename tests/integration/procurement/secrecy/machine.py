"""A tender that is walked at random by everybody, while everybody looks at everything.

Each secret has words of its own that stand nowhere else. Whatever a person reads must hold none of
the secrets that are not theirs to know in the state in which the tender stands: `may_know`
says which these are, from trust alone (who may know what, when), and not from the code.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core import mail
from django.utils import timezone

from procurement.bids import actions as bids
from procurement.bids.models import BidPrice, Origin
from procurement.calculations.commitments import Promise
from procurement.calculations.life import MoveNotAllowed
from procurement.evaluation import actions as evaluation
from procurement.evaluation import guards
from procurement.evaluation.actions import declaring, individual, panel
from procurement.evaluation.models import IndividualDraft, IndividualScore, PanelRole
from procurement.tenders.actions import life
from procurement.tenders.models import State, Tender
from socialvalue.accounts.models import Role
from tests.by_hand import lifted
from tests.factories.accounts import OrganisationFactory
from tests.factories.tenders import whole_method
from tests.integration.procurement.secrecy import looking
from tests.integration.watched import Watched
from tests.integration.world import Persona

BIDDERS = 3
IN_ORDER = list(State)
# The panel's third evaluator has worked for the second bidder, and keeps away from it.
RECUSED = ("evaluator 3", 1)


def from_on(state):
    """The states from this one on, in the order of a tender's life."""
    return set(IN_ORDER[IN_ORDER.index(state) : IN_ORDER.index(State.TERMINATED)])


OPENED = from_on(State.CLOSED)
SCORED = from_on(State.SCORING)
MODERATED = from_on(State.CONSENSUS)
LOCKED = from_on(State.QUALITY_LOCKED)
PRICED = from_on(State.PRICE_OPENED)


@dataclass(frozen=True)
class Secret:
    """Words that stand nowhere else, what they tell, and of which bid and by whom."""

    words: str
    kind: str
    bid: int
    author: str = ""


class Machine(Watched):
    """One tender and the people around it."""

    looking = looking
    usual = 0.8

    def __post_init__(self):
        super().__post_init__()
        self.organisation, self.stranger = OrganisationFactory(), OrganisationFactory()
        for name, roles in STAFF.items():
            self.person(name, roles, self.organisation)
        self.person("another organisation's", list(Role), self.stranger)
        self.person("nobody's", [], None)
        self.people["not signed in"] = Persona("not signed in")
        self.person("the system's administrator", [], None, is_superuser=True, is_staff=True)
        self.begins()
        methodology = whole_method(
            fixed=True,
            organisation=self.organisation,
            deadline=timezone.now() + dt.timedelta(hours=1),
        )
        self.tender = methodology.tender
        self.criteria = list(methodology.criteria.order_by("position"))
        self.declared = set()
        mail.outbox.clear()

    def thing(self):
        """Return the tender."""
        return self.tender

    def stands(self):
        """Return the state of the tender."""
        return State(self.tender.state)

    def refresh(self):
        """Ask the database for the tender again."""
        self.tender.refresh_from_db()

    def keep(self, words, kind, bid, author=""):
        """Remember a secret, and return its words."""
        self.secrets.append(Secret(words, kind, bid, author))
        return words

    def may_know(self, secret, name):
        """Whether this person may know this secret now."""
        if name not in READERS:
            return False
        state = self.tender.stands_in
        on_the_panel = name in PANEL and state in OPENED
        keeps_away = (name, secret.bid) == RECUSED and self.recusal_stands
        if secret.kind == "draft":
            return name == secret.author
        if secret.kind == "own" and name == secret.author:
            return True
        if keeps_away and secret.kind != "bidder":
            return False
        if name in PANEL and secret.kind not in {"bidder", "price"} and name not in self.declared:
            return False
        if secret.kind == "bidder":
            return state in OPENED
        if secret.kind == "offer":
            return state in (SCORED if on_the_panel else OPENED)
        if secret.kind in {"own", "agreed"}:
            return state in (LOCKED if name == "auditor" else MODERATED)
        return state in PRICED

    @property
    def recusal_stands(self):
        """Whether the third evaluator has said that they keep away."""
        return RECUSED[0] in self.declared


STAFF = {
    "officer": [Role.PROCUREMENT_OFFICER],
    "second officer": [Role.PROCUREMENT_OFFICER],
    "approver": [Role.APPROVER],
    "moderator": [Role.MODERATOR],
    "evaluator 1": [Role.EVALUATOR],
    "evaluator 2": [Role.EVALUATOR],
    "evaluator 3": [Role.EVALUATOR],
    "evaluator off the panel": [Role.EVALUATOR],
    "moderator off the panel": [Role.MODERATOR],
    "auditor": [Role.AUDITOR],
    "administrator": [Role.ADMINISTRATOR],
    "data officer": [Role.DATA_OFFICER],
    "award assessor": [Role.AWARD_ASSESSOR],
}
EVALUATORS = ["evaluator 1", "evaluator 2", "evaluator 3"]
PANEL = {*EVALUATORS, "moderator"}
READERS = {"officer", "second officer", "approver", "auditor", *PANEL}
Machine.refusals = (ValueError, MoveNotAllowed, LookupError)


# --- Happenings: each may be refused, which is as good --------------------------------------------
def receives_a_bid(self):
    """A bid comes in."""
    number = self.tender.bids.count()
    if number >= BIDDERS:
        raise LookupError
    # Close together, so that no price looks abnormally low.
    pence = 95_000_000 + self.dice.randrange(2_000_000) * 3 + 1
    name = self.word("bidder", number)
    answers = {
        criterion.code: self.word("offer", number, place)
        for place, criterion in enumerate(self.criteria)
    }
    measure = self.word("promise", number)
    bids.receive_bid(
        tender=self.tender,
        lot=self.tender.lots.get(),
        bidder_name=name,
        answers=answers,
        commitments=[Promise(criterion=self.criteria[-1].code, measure=measure)],
        price_pence=pence,
        origin=Origin.BY_HAND,
        by=self.user("officer"),
        at=timezone.now(),
    )
    self.keep(name, "bidder", number)
    for words in [*answers.values(), measure]:
        self.keep(words, "offer", number)
    keep_price(self, pence, number)


def keep_price(self, pence, number):
    """Remember a price in every way of writing it."""
    for words in (
        f"{pence // 100:,}.{pence % 100:02d}",
        f"{pence // 100}.{pence % 100:02d}",
        str(pence),
    ):
        self.keep(words, "price", number)


def time_passes(self):
    """The deadline passes, once every bid is in."""
    if self.tender.bids.count() < BIDDERS or self.tender.deadline < timezone.now():
        raise LookupError
    past = timezone.now() - dt.timedelta(minutes=1)
    Tender.objects.filter(pk=self.tender.pk, state=State.PUBLISHED).update(deadline=past)


def proposes_opening(self):
    """The officer proposes to open the bids."""
    bids.propose_opening(tender=self.tender, by=self.user("officer"), at=timezone.now())


def confirms(self):
    """Somebody confirms what is proposed."""
    proposal = self.tender.proposals.open().order_by("proposed_at").first()
    if proposal is None:
        raise LookupError
    confirm = {
        "open_bids": bids.confirm_opening,
        "lock_quality": evaluation.confirm_lock,
        "open_prices": evaluation.confirm_opening,
        "approve": evaluation.confirm_approval,
    }[proposal.move]
    confirm(proposal=proposal, by=self.user("approver"), at=timezone.now())


def somebody_refuses(self):
    """The approver refuses what is proposed, which happens seldom."""
    proposal = self.tender.proposals.open().order_by("proposed_at").first()
    if proposal is None or self.dice.random() < 0.5:
        raise LookupError
    life.refuse(proposal=proposal, because="Not yet.", by=self.user("approver"), at=timezone.now())


def joins_the_panel(self):
    """Somebody takes a seat."""
    seated = {member.user.name for member in self.tender.panel.select_related("user")}
    name = self.dice.choice(sorted(PANEL - seated) or sorted(PANEL))
    panel.add_member(
        tender=self.tender,
        user=self.user(name),
        role=PanelRole.MODERATOR if name == "moderator" else PanelRole.EVALUATOR,
        sections=[],
        lots=[],
        by=self.user("officer"),
        at=timezone.now(),
        reason="Needed from now on.",
    )


def declares(self):
    """Somebody on the panel declares, before opening or against the bidders."""
    members = list(self.tender.panel.select_related("user").order_by("position"))
    left = [member for member in members if member.user.name not in self.declared]
    member = self.dice.choice(left or members)
    name = member.user.name
    if not self.tender.shows_bids:
        declaring.declare_before_opening(
            member=member, has_interest=False, statement="", by=member.user, at=timezone.now()
        )
        return
    bidders = list(self.tender.bidders.order_by("position"))
    interests = {bidders[1]: "Worked there until last year."} if name == RECUSED[0] else {}
    declaring.declare_after_opening(
        member=member,
        interests=interests,
        statement="",
        against=[bidder.code for bidder in bidders],
        by=member.user,
        at=timezone.now(),
    )
    self.declared.add(name)


def starts_scoring(self):
    """The officer lets scoring begin."""
    panel.start_scoring(tender=self.tender, by=self.user("officer"), at=timezone.now())


def cell_of(self):
    """Return an evaluator, a bid and a question, at random; mostly one without a score."""
    cells = [
        (member, bid, criterion)
        for member in self.tender.panel.evaluators().select_related("user").order_by("position")
        for bid in self.tender.bids.opened().order_by("position")
        for criterion in self.criteria
    ]
    scores = IndividualScore.objects.filter(bid__tender=self.tender)
    done = set(scores.values_list("member_id", "bid_id", "criterion_id"))
    left = [cell for cell in cells if tuple(part.pk for part in cell) not in done]
    return self.dice.choice(left if left and self.dice.random() < 0.9 else cells)


def own_answer(self, kind):
    """Return a cell and what its evaluator says, remembered as a secret."""
    member, bid, criterion = cell_of(self)
    words = self.word(kind, member.code, bid.code)
    draft = IndividualDraft.objects.filter(member=member, bid=bid, criterion=criterion).first()
    answer = individual.OwnAnswer(
        criterion=criterion,
        points=Decimal(self.dice.randrange(6)),
        comment=f"Method statement, page 4: {words} is what earned it.",
        is_abstention=False,
        version=draft.version if draft else 0,
    )
    return member, bid, answer, words


def saves_a_draft(self):
    """An evaluator writes."""
    member, bid, answer, words = own_answer(self, "draft")
    individual.save_draft(member=member, bid=bid, answer=answer, by=member.user, at=timezone.now())
    self.keep(words, "draft", bid.position, member.user.name)


def submits_a_score(self):
    """An evaluator submits."""
    member, bid, answer, words = own_answer(self, "own")
    individual.submit(member=member, bid=bid, answers=[answer], by=member.user, at=timezone.now())
    self.keep(words, "own", bid.position, member.user.name)


def starts_moderation(self):
    """The moderator lets moderation begin."""
    evaluation.start_moderation(tender=self.tender, by=self.user("moderator"), at=timezone.now())


def agrees_a_score(self):
    """The panel agrees on a score."""
    bid = self.dice.choice(list(self.tender.bids.opened().order_by("position")))
    left = [c for c in self.criteria if not bid.scores.filter(criterion=c).exists()]
    criterion = self.dice.choice(left)
    words, points = self.word("agreed", bid.code), Decimal(self.dice.randrange(6))
    others = IndividualScore.objects.latest().filter(bid=bid, criterion=criterion)
    moves = {
        str(score.pk): f"I had missed page 5: {words}."
        for score in others
        if score.points not in {None, points}
    }
    evaluation.agree_score(
        bid=bid,
        answer=evaluation.ScoreAnswer(
            criterion=criterion,
            points=points,
            reason=f"Method statement, page 4: {words} earned it.",
            moves=moves,
        ),
        by=self.user("moderator"),
        at=timezone.now(),
    )
    self.keep(words, "agreed", bid.position)


def proposes_the_lock(self):
    """The moderator proposes to lock quality."""
    evaluation.propose_lock(tender=self.tender, by=self.user("moderator"), at=timezone.now())


def proposes_prices(self):
    """The officer proposes to open the prices."""
    evaluation.propose_opening(tender=self.tender, by=self.user("officer"), at=timezone.now())


def works_it_out(self):
    """The officer works the ranking out."""
    evaluation.rank(tender=self.tender, by=self.user("officer"), at=timezone.now())


def proposes_the_result(self):
    """The officer proposes the result."""
    evaluation.propose_approval(tender=self.tender, by=self.user("officer"), at=timezone.now())


def breaks_off(self):
    """The officer breaks the tender off, which happens seldom."""
    if self.dice.random() < 0.97:
        raise LookupError
    life.move(
        tender=self.tender,
        move="terminate",
        reason="The need has gone.",
        by=self.user("officer"),
        at=timezone.now(),
    )


# --- Non-interference: what must not be seen is changed behind everybody's back -------------------
def changes_a_sealed_price(self):
    """A sealed price becomes another: nobody's page may change by it, not even in length."""
    if self.tender.shows_prices:
        raise LookupError
    bid = self.dice.choice(list(self.tender.bids.order_by("position")))
    before = views_of(self, list(self.people), self.dice)
    pence = BidPrice.sealed.get(bid=bid).price_pence
    other = pence * 7 if self.dice.random() < 0.5 else pence // 9
    BidPrice.sealed.filter(bid=bid).update(price_pence=other)
    after = views_of(self, *before["asked"])
    BidPrice.sealed.filter(bid=bid).update(price_pence=pence)
    refuse_difference(self, before, after, "a sealed price")


def changes_a_score(self):
    """Somebody's own score becomes another: no other person's page may change by it."""
    if self.tender.shows_consensus:
        raise LookupError
    scores = list(IndividualScore.objects.filter(bid__tender=self.tender).order_by("pk"))
    score = self.dice.choice(scores)
    author = score.member.user.name
    before = views_of(self, [name for name in self.people if name != author], self.dice)
    stored = IndividualScore.objects.filter(pk=score.pk)
    with lifted(guards):
        stored.update(points=(score.points + 1) % 6, comment=score.comment * 3)
    after = views_of(self, *before["asked"])
    with lifted(guards):
        stored.update(points=score.points, comment=score.comment)
    refuse_difference(self, before, after, f"a score of {author}")


def views_of(self, names, dice=None, asked=None):
    """Return what a few people read at a few addresses; without dice, the same ones again."""
    asked = asked or [
        (self.people[dice.choice(names)], dice.choice(looking.SURFACES),
         looking.keys_of(self.tender, dice.choice))
        for _ in range(3)
    ]  # fmt: skip
    read = [
        looking.steady(looking.look(self.world, persona, address, keys))
        for persona, address, keys in asked
    ]
    self.looks += len(read)
    return {"asked": (names, None, asked), "read": read}


def refuse_difference(self, before, after, what):
    """Fail if anybody could tell that something changed."""
    for (persona, address, _), old, new in zip(
        before["asked"][2], before["read"], after["read"], strict=True
    ):
        assert old == new, (
            f"{persona.name} at {address.label} can tell that {what} changed, "
            f"tender {self.tender.stands_in}, seed {self.seed}\n" + "\n".join(self.story)
        )


# What may happen in each state; what is done more often stands there more than once. A few things
# are tried in every state, where they must be refused.
Machine.happenings = {
    State.PUBLISHED: [
        receives_a_bid, receives_a_bid, receives_a_bid, time_passes, joins_the_panel,
        joins_the_panel, joins_the_panel, declares, proposes_opening, proposes_opening, confirms,
        confirms, somebody_refuses, changes_a_sealed_price,
    ],
    State.CLOSED: [
        joins_the_panel, joins_the_panel, declares, declares, declares, declares, starts_scoring,
        changes_a_sealed_price,
    ],
    State.SCORING: [
        saves_a_draft, saves_a_draft, submits_a_score, submits_a_score, submits_a_score,
        submits_a_score, submits_a_score, starts_moderation, changes_a_sealed_price,
        changes_a_score, changes_a_score,
    ],
    State.CONSENSUS: [
        agrees_a_score, agrees_a_score, agrees_a_score, agrees_a_score, proposes_the_lock,
        confirms, changes_a_sealed_price,
    ],
    State.QUALITY_LOCKED: [proposes_prices, confirms, changes_a_sealed_price],
    State.PRICE_OPENED: [works_it_out],
    State.RANKED: [proposes_the_result, confirms],
}  # fmt: skip
Machine.always = [
    receives_a_bid, declares, submits_a_score, agrees_a_score, starts_moderation,
    proposes_the_lock, proposes_prices, works_it_out, confirms, somebody_refuses, breaks_off,
]  # fmt: skip
