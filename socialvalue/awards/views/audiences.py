"""Who may use the pages of awards, and how one of their things is found.

Two organisations meet in an application: the one that applies and the one that decides. Each
starts from its own side, so that what belongs to neither is not found.
"""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from socialvalue.accounts.models import Role
from socialvalue.awards import queries
from socialvalue.core.access import Allowed, roles

APPLICANTS = roles(Role.APPLICANT, Role.ADMINISTRATOR, Role.AUDITOR)
MANAGERS = roles(Role.AWARD_MANAGER)
DECIDERS = roles(Role.AWARD_MANAGER, Role.AWARD_ASSESSOR, Role.APPROVER, Role.AUDITOR)

ASSESSES_ITSELF = roles(
    Role.APPLICANT,
    Role.AWARD_MANAGER,
    Role.PROCUREMENT_OFFICER,
    Role.DATA_OFFICER,
    Role.ADMINISTRATOR,
)
"""Who assesses the organisation, or what it plans, and says what it pays."""

READS_ASSESSMENTS = roles(*ASSESSES_ITSELF.roles, Role.APPROVER, Role.AUDITOR)


class OfRunning(Allowed):
    """A page about a scheme that the organisation runs."""

    may_use = DECIDERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the scheme that is run."""
        super().setup(request, *args, **kwargs)
        running = request.organisation.running_schemes.select_related("organisation", "version")
        self.running = get_object_or_404(running, pk=kwargs["running_pk"])
        self.extra_context = {"running": self.running}


class OfOwnApplication(Allowed):
    """A page about an application that the organisation makes."""

    may_use = APPLICANTS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the application among the organisation's own."""
        super().setup(request, *args, **kwargs)
        own = request.organisation.award_applications.select_related(
            "organisation", "running__organisation", "running__version"
        )
        self.application = get_object_or_404(own, pk=kwargs["own_application_pk"])
        self.extra_context = {"application": self.application}


class OfApplication(Allowed):
    """A page about an application that the organisation decides; a draft is not there yet."""

    may_use = DECIDERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the application among those of the schemes that the organisation runs."""
        super().setup(request, *args, **kwargs)
        received = queries.received_by(request.organisation).select_related(
            "organisation", "running__organisation", "running__version"
        )
        self.application = get_object_or_404(received, pk=kwargs["application_pk"])
        self.extra_context = {"application": self.application}
