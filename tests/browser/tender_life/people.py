"""Who lives the tender's life: five people of one organisation, each at a browser of their own."""

from dataclasses import dataclass

from tests.browser.tender_life.person import Person
from tests.factories.accounts import OrganisationFactory, UserFactory

TRUST = "Mereside and Weaver Hospitals NHS Foundation Trust"


@dataclass(kw_only=True)
class People:
    """The five. The first evaluator has a keyboard and no mouse, the second has no JavaScript."""

    officer: Person
    approver: Person
    moderator: Person
    first: Person
    second: Person

    def all(self):
        """Return everybody."""
        return [self.officer, self.approver, self.moderator, self.first, self.second]

    def meet_at(self, address):
        """Let everybody know the tender that this is about."""
        for person in self.all():
            person.tender = address


def five_people(new_page, sign_in, looks):
    """Return the five, signed in. `looks` checks every distinct page that one of them sees."""
    trust = OrganisationFactory(name=TRUST, place_code="E54000008")

    def one(name, role, *, javascript=True):
        page = new_page(javascript=javascript)
        sign_in(page, UserFactory(name=name, roles=[role], roles__organisation=trust))
        # What checks a page is a script itself: it cannot run where none may.
        return Person(page, looks=looks if javascript else None)

    return People(
        officer=one("Olive Officer", "procurement_officer"),
        approver=one("Asha Approver", "approver"),
        moderator=one("Mo Moderator", "moderator"),
        first=one("Eve First", "evaluator"),
        second=one("Sam Second", "evaluator", javascript=False),
    )
