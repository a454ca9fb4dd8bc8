"""Users, organisations and memberships for tests."""

import datetime as dt

import factory

from socialvalue.accounts.models import Invitation, Membership, Organisation, Role, User


class OrganisationFactory(factory.django.DjangoModelFactory):
    """An NHS trust in England."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Trust {n}")
    kind = "nhs_trust"


class UserFactory(factory.django.DjangoModelFactory):
    """A person without a role. Give one: UserFactory(roles=[...], roles__organisation=trust)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def roles(self, create, extracted, organisation=None, **kwargs):
        """Give the roles, all in one organisation (`roles__organisation`)."""
        organisation = organisation or (OrganisationFactory() if extracted else None)
        for role in extracted or []:
            MembershipFactory(user=self, role=role, organisation=organisation)


class MembershipFactory(factory.django.DjangoModelFactory):
    """A procurement officer of a new organisation."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = Role.PROCUREMENT_OFFICER
    given_at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    given_by = "the tests"


class InvitationFactory(factory.django.DjangoModelFactory):
    """An open invitation."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda n: f"invited{n}@example.org")
    roles = factory.List([Role.EVALUATOR])
    secret_hash = factory.Sequence(lambda n: f"{n:064x}")
    sent_at = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    sent_by = factory.SubFactory(UserFactory)
    valid_until = dt.datetime(2036, 1, 5, 9, tzinfo=dt.UTC)
