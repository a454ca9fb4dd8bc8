"""Applications as the organisation sees them that decides."""

from django.db.models import QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Application, State


def received_by(organisation: Organisation) -> QuerySet[Application]:
    """Return the applications to schemes that the organisation runs, but no draft of anybody's.

    A draft that its applicant withdrew was never handed in: it stays theirs.
    """
    handed_in = Application.objects.filter(submitted_at__isnull=False).exclude(state=State.DRAFT)
    return handed_in.filter(running__organisation=organisation)
