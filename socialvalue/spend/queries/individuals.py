"""Which suppliers are persons, who are named in no file (spend rule 19)."""

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
    persons = analysis.organisation.suppliers.filter(is_individual=True)
    codes = persons.values_list("code", flat=True)
    return frozenset(then.union(codes, individual_forms(analysis.organisation)))


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
