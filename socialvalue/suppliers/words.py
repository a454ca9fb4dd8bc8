"""Suppliers in words that may be shared."""

AN_INDIVIDUAL = "An individual"


def shown_name(supplier_name: str, is_individual: bool, for_shared: bool = True) -> str:
    """Return how a supplier is called: a person by name to nobody but readers of the payments.

    `for_shared`: in an export, a report, or a page that others than the organisation's own data
    officers and auditors see. Numbered rule 19 of local spend.
    """
    return AN_INDIVIDUAL if is_individual and for_shared else supplier_name
