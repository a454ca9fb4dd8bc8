"""Who walks a scheme: each at a browser of their own."""

from dataclasses import dataclass

from tests.browser.award_walk.walkers import Walker
from tests.factories.accounts import OrganisationFactory, UserFactory

OFFICE = "Mersey Award Office (made up)"
HOLDER = "Valley Weavers CIC"


@dataclass(kw_only=True)
class People:
    """Five of the office that runs the scheme, one who applies, and one of the public."""

    manager: Walker
    first: Walker
    second: Walker
    panellist: Walker
    approver: Walker
    applicant: Walker
    public: Walker


def everybody(new_page, sign_in, *, looks=None, javascript=True, kind=Walker):
    """Return everybody, those of the office signed in. `looks` checks each kind of page once."""
    office = OrganisationFactory(name=OFFICE)

    def one(name="", role=""):
        page = new_page(javascript=javascript)
        if role:
            user = UserFactory(name=name, roles=[role], roles__organisation=office)
            user.emailaddress_set.create(email=user.email, verified=True)
            sign_in(page, user)
        return kind(page, looks=looks)

    return People(
        manager=one("Mo Manager", "award_manager"),
        first=one("Ann First", "award_assessor"),
        second=one("Ben Second", "award_assessor"),
        panellist=one("Pat Panel", "award_assessor"),
        approver=one("Ada Approver", "approver"),
        applicant=one(),
        public=one(),
    )
