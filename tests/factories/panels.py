"""A tender that a panel scores, as far on as a test asks for."""

from procurement.tenders.models import State
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.factories.bids import AnswerFactory, CommitmentFactory, bid_for
from tests.factories.evaluation import seated
from tests.factories.tenders import whole_method

REASON = "Method statement, page 4: a rota for every area."


def person(organisation, *roles, name="Somebody"):
    """Return somebody with these roles in an organisation."""
    return UserFactory(name=name, roles=list(roles), roles__organisation=organisation)


class Panelled:
    """A tender of two questions and two bids, with two evaluators and a moderator who declared.

    `state` is where it stands; every member may sign in, and holds the role of their seat.
    """

    def __init__(self, *, state=State.SCORING, declared=True, bids=2):
        organisation = OrganisationFactory()
        self.methodology = whole_method(fixed=True, organisation=organisation)
        self.tender = self.methodology.tender
        self.organisation = organisation
        self.bids = [bid_for(self.methodology) for _ in range(bids)]
        self.criteria = list(self.methodology.criteria.order_by("position"))
        self.officer = person(organisation, "procurement_officer", name="Olive Officer")
        self.users = {
            code: person(organisation, role, name=name)
            for code, role, name in (
                ("E1", "evaluator", "Ada Lovelace"),
                ("E2", "evaluator", "Ben Nevis"),
                ("M1", "moderator", "Mary Seacole"),
            )
        }
        self.tender.state = state
        self.tender.save(update_fields=["state"])
        self.members = {
            code: seated(
                self.tender,
                role="moderator" if code == "M1" else "evaluator",
                declared=declared,
                user=user,
                code=code,
            )
            for code, user in self.users.items()
        }

    @property
    def e1(self):
        """The first evaluator."""
        return self.members["E1"]

    def answered(self):
        """Give the first bid an answer and a commitment to the first question; return the bid."""
        AnswerFactory(bid=self.bids[0], criterion=self.criteria[0], text="We have a rota.")
        CommitmentFactory(bid=self.bids[0], criterion=self.criteria[0])
        return self.bids[0]
