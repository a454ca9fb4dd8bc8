"""Which suppliers are persons, who are named in no file (spend rule 19)."""

from collections.abc import Mapping
from typing import Any

from django.utils.crypto import salted_hmac

from socialvalue.accounts.models import Organisation
from socialvalue.calculations.spend.suppliers import normal_form
from socialvalue.spend import groups_store
from socialvalue.spend.models import Analysis
from socialvalue.suppliers.models import SupplierName


def individual_keys(analysis: Analysis) -> frozenset[str]:
    """Return the keys of the suppliers that are persons: as the analysis knew, or as we know now.

    Somebody may have said of a supplier that it is a person after the analysis was made. Three
    queries, and a look at what was kept with the analysis.
    """
    kept = groups_store.meaning_of(
        analysis.worked_from["groups"], "suppliers", ["key", "individual"]
    )
    then = {key for key, person in zip(kept["key"], kept["individual"], strict=True) if person}
    return _known_now(analysis.organisation).union(then)


def _known_now(organisation: Organisation) -> frozenset[str]:
    """Return the keys by which an analysis may have the suppliers that are persons."""
    codes = organisation.suppliers.filter(is_individual=True).values_list("code", flat=True)
    return individual_forms(organisation).union(codes)


def as_known_now(found: Mapping[str, Any], analysis: Analysis) -> dict[str, Any]:
    """Return figures in which those suppliers are marked too that are known to be persons by now.

    Whatever leaves the organisation is made of these. Three queries.
    """
    persons = _known_now(analysis.organisation)
    suppliers = [
        {**each, "individual": each.get("individual", False) or each["key"] in persons}
        for each in found["suppliers"]
    ]
    return {**found, "suppliers": suppliers}


def individual_forms(organisation: Organisation) -> frozenset[str]:
    """Return the normal forms of the names of an organisation's suppliers that are persons."""
    persons = organisation.suppliers.filter(is_individual=True)
    names = SupplierName.objects.filter(supplier__in=persons)
    own = map(normal_form, persons.values_list("name", flat=True))
    return frozenset(own).union(names.values_list("form", flat=True))


def reference_of(analysis: Analysis, key: str) -> str:
    """Return what stands for a person in files: always the same one, and never to be worked back.

    It is the same in all analyses of the organisation, and another in those of others: eight
    characters of a hash that is keyed with the installation's secret.
    """
    salt = f"spend.individual.{analysis.organisation_id}"
    return salted_hmac(salt, key, algorithm="sha256").hexdigest()[:8].upper()
