"""Which supplier each other member is: as somebody has said, or else by its name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import Kind, normal_form
from socialvalue.networks.models import MemberSupplier, Seat, Share
from socialvalue.spend import queries as spend
from socialvalue.suppliers.models import Supplier, SupplierQuerySet
from socialvalue.suppliers.queries import register_of

SAID, BY_NAME, NOT_FOUND, TOO_FEW = "said", "name", "not_found", "too_few"
"""How a member was known: somebody said which supplier it is; by its name; no payment was found
under its name; fewer than five payments were, which cannot be netted off."""

LIKE_ENOUGH = 85
"""Of 100: names that share most of their words (rapidfuzz token set ratio)."""


@dataclass(frozen=True)
class Known:
    """A member as a supplier: the keys and names (normal forms) under which it is paid."""

    key: str
    keys: frozenset[str]
    names: frozenset[str]
    is_said: bool

    def how_if(self, *, paid: bool) -> str:
        """Return how it is known, given whether anything was paid under its name."""
        if self.is_said:
            return SAID
        return BY_NAME if paid else NOT_FOUND


def members_known(seat: Seat, others: Iterable[Organisation]) -> list[Known]:
    """Return how each of the other members is known to one that pays them."""
    said = {each.member_id: each for each in said_of(seat)}
    register = register_of(seat.organisation)
    found = []
    for other in others:
        if other.pk in said:
            supplier = said[other.pk].supplier
            keys = spend.keys_of(supplier.merged_into or supplier) if supplier else set()
            found.append(Known(str(other.pk), frozenset(keys), frozenset(), is_said=True))
            continue
        known = register.find(other.name)
        names = [other.name, *([known.name, *known.aliases] if known else [])]
        forms = frozenset(map(normal_form, names))
        found.append(Known(str(other.pk), frozenset(), forms, is_said=False))
    return found


def said_of(seat: Seat) -> list[MemberSupplier]:
    """Return what was said of which supplier each other member is."""
    return list(seat.members_as_suppliers.select_related("member", "supplier__merged_into"))


def other_members(seat: Seat) -> list[Organisation]:
    """Return the other members of a network, by name."""
    others = seat.network.seats.taken().exclude(pk=seat.pk).select_related("organisation")
    return [other.organisation for other in others.order_by("organisation__name")]


def candidates(seat: Seat, others: Iterable[Organisation]) -> list[Supplier]:
    """Return the suppliers that may be one of the others, by name.

    Those of a public kind, and those whose name is like that of a member.
    """
    standing = Supplier.objects.filter(organisation=seat.organisation).standing()
    public = Q(kind__in=[Kind.ANCHOR.value, Kind.PUBLIC_BODY.value])
    named = {other.name.casefold() for other in others}
    like = [pk for pk, name in standing.values_list("pk", "name") if _is_like(name, named)]
    return list(_by_name(standing.filter(public | Q(pk__in=like))))


def _by_name(suppliers: SupplierQuerySet) -> SupplierQuerySet:
    return suppliers.order_by("name", "pk")


def _is_like(name: str, named: Iterable[str]) -> bool:
    return any(fuzz.token_set_ratio(name.casefold(), each) >= LIKE_ENOUGH for each in named)


@dataclass(frozen=True)
class Unnamed:
    """A member that another does not know for sure: who pays, whom, and how that is known."""

    payer: str
    member: str
    how: str


def unnamed(shares: Iterable[Share]) -> list[Unnamed]:
    """Return the members that were known by their name alone, or not at all, when shares were made.

    Of shares that were made before this was kept, nothing is said.
    """
    shares = list(shares)
    names = {str(share.seat.organisation_id): share.seat.organisation.name for share in shares}
    return [
        Unnamed(share.seat.organisation.name, names[member], how)
        for share in shares
        for member, how in sorted(share.figures.get("known", {}).items())
        if how != SAID and member in names
    ]
