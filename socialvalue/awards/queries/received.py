"""Applications as the organisation sees them that decides."""

from django.db.models import QuerySet

from socialvalue.accounts.models import Organisation
from socialvalue.awards.models import Application, State


def received_by(organisation: Organisation) -> QuerySet[Application]:
    """Return the applications to schemes that the organisation runs, but no draft of anybody's."""
    return Application.objects.filter(running__organisation=organisation).exclude(state=State.DRAFT)
