"""Reads of small areas: what they are called, and how deprived they are."""

from collections.abc import Iterable
from functools import lru_cache

from socialvalue.calculations.deprivation import refuse_other_vintage
from socialvalue.calculations.small_areas import SmallKind
from socialvalue.places.models import DeprivationIndex, SmallAreaNames

_LSOA_KINDS = {2011: SmallKind.LSOA11, 2021: SmallKind.LSOA21}


class IndexNotLoaded(LookupError):
    """No file of this index of deprivation has been loaded. The message says how to."""


def indices_in_use() -> list[DeprivationIndex]:
    """Return the indices of deprivation that are loaded, in the order of their codes.

    Each names its source, licence, SHA-256 and the census of the small areas that it joins. All are
    of England: Wales, Scotland and Northern Ireland are not in their scope (`index.covers`).
    """
    return list(DeprivationIndex.objects.defer("lsoas", "deciles"))


def deciles_of(index: str, lsoas: Iterable[str], *, vintage: int) -> dict[str, int | None]:
    """Return, for each distinct small area, its decile by an index: 1 is the most deprived tenth.

    `index` is a code such as "imd2025". `vintage` is the census that drew the small areas: 2011 or
    2021. None: the index has no such area; of another nation than England none has
    (`DeprivationIndex.covers`), of England it is not known.

    Raises IndexNotLoaded, and WrongVintage with a sentence if the index joins another census.
    """
    stored = _index(index)
    refuse_other_vintage(index, joins=stored.lsoa_vintage, vintage=vintage)
    deciles = _deciles(stored.pk, stored.sha256)
    return {lsoa: deciles.get(lsoa) for lsoa in lsoas}


def small_area_names(kind: SmallKind, codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each area of a kind; one that is not known is its own name."""
    stored = SmallAreaNames.objects.filter(kind=kind).values_list("pk", "loaded_at").first()
    known = _known_names(*stored) if stored else {}
    return {code: known.get(code, code) for code in codes}


def lsoa_names(lsoas: Iterable[str], *, vintage: int) -> dict[str, str]:
    """Return the name of each small area of a census; one that is not known is its own name."""
    return small_area_names(_LSOA_KINDS[vintage], lsoas)


def ward_names(wards: Iterable[str]) -> dict[str, str]:
    """Return the name of each ward by its code; one that is not known is its own name."""
    return small_area_names(SmallKind.WARD, wards)


def names_in_use() -> list[SmallAreaNames]:
    """Return which names of small areas are loaded, without the names themselves."""
    return list(SmallAreaNames.objects.defer("names").order_by("kind"))


def _index(code: str) -> DeprivationIndex:
    stored = DeprivationIndex.objects.filter(code=code).defer("lsoas", "deciles").first()
    if stored is None:
        raise IndexNotLoaded(f"{code} is not loaded: ./run manage load_deprivation FILE")
    return stored


@lru_cache(maxsize=4)
def _deciles(pk: int, sha256: str) -> dict[str, int]:
    """Return the deciles of an index. Kept, and told apart by the file that they came from."""
    return DeprivationIndex.objects.get(pk=pk, sha256=sha256).decile_by_lsoa()


@lru_cache(maxsize=4)
def _known_names(pk: int, loaded_at: object) -> dict[str, str]:
    """Return the names of a kind. Kept, and told apart by the moment at which they were loaded."""
    names: dict[str, str] = SmallAreaNames.objects.get(pk=pk, loaded_at=loaded_at).names
    return names
