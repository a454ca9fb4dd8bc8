"""What official registers say of a supplier, in one shape, and who of them is ours.

Sources: Companies House, Free Company Data Product (basic company data); Charity Commission for
England and Wales, register extract; Office of the Scottish Charity Regulator, register download.
All are published under the Open Government Licence.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from socialvalue.calculations.spend.suppliers import Size, normal_form


class Register(StrEnum):
    """Which register an entry is of."""

    COMPANIES = "companies"
    CHARITIES = "charities"
    SCOTTISH_CHARITIES = "scottish_charities"


@dataclass(frozen=True, slots=True)
class Entry:
    """One body of a register.

    `sic` is the first class of SIC 2007 in five digits, empty if there is none. `size` is what the
    kind of its accounts speaks for, no more than a proxy: unknown where it speaks for nothing.
    `is_vcse`: its legal form, or being in a register of charities, makes it voluntary, community
    or social enterprise. `company_number` is what a charity gives as its own.
    """

    register: Register
    number: str
    name: str
    status: str = ""
    postcode: str = ""
    sic: str = ""
    size: Size = Size.UNKNOWN
    category: str = ""
    accounts: str = ""
    is_vcse: bool = False
    company_number: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """Return the normal forms of all its names, past ones included."""
        return frozenset(map(normal_form, (self.name, *self.other_names)))


def kept(
    entries: Iterable[Entry], *, forms: Collection[str], numbers: Collection[str]
) -> Iterator[Entry]:
    """Yield the entries of which somebody may be one of ours: by number, or by any name.

    `forms` are normal forms of names, `numbers` the numbers that are known already. Nothing else
    of a register is kept: it is read as a stream.
    """
    for entry in entries:
        if entry.number in numbers or not entry.forms.isdisjoint(forms):
            yield entry


@dataclass(frozen=True, slots=True)
class Match:
    """What a register says of one supplier: the entry that is certain, or those to choose from."""

    certain: Entry | None
    possible: tuple[Entry, ...]
    why: str


NO_MATCH = Match(None, (), "")


@dataclass(frozen=True)
class Index:
    """Entries of one register, found by number and by name."""

    by_number: Mapping[str, Entry]
    by_form: Mapping[str, tuple[Entry, ...]]
    by_past_form: Mapping[str, tuple[Entry, ...]]

    def match(self, *, number: str, forms: Iterable[str]) -> Match:
        """Return who a supplier is: by its number, else by a name that only one entry has.

        Several entries of one name, or one that had the name in the past, are to choose from.
        """
        if number:
            entry = self.by_number.get(number)
            return NO_MATCH if entry is None else Match(entry, (), "by its number")
        forms = list(forms)
        named = _all(self.by_form, forms)
        if len(named) == 1:
            return Match(named[0], (), "the only one of this name")
        if named:
            return Match(None, named, f"{len(named)} in the register have this name")
        past = _all(self.by_past_form, forms)
        return Match(None, past, "it had this name in the past") if past else NO_MATCH


def _all(by_form: Mapping[str, tuple[Entry, ...]], forms: Iterable[str]) -> tuple[Entry, ...]:
    found = {entry.number: entry for form in forms for entry in by_form.get(form, ())}
    return tuple(found[number] for number in sorted(found))


def index_of(entries: Iterable[Entry]) -> Index:
    """Return the entries of one register, to be found by number and by name."""
    by_number: dict[str, Entry] = {}
    by_form: dict[str, tuple[Entry, ...]] = {}
    by_past_form: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        by_number[entry.number] = entry
        form = normal_form(entry.name)
        by_form[form] = (*by_form.get(form, ()), entry)
        for past in entry.forms - {form}:
            by_past_form[past] = (*by_past_form.get(past, ()), entry)
    return Index(by_number, by_form, by_past_form)
