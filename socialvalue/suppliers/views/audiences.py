"""Who may use the pages about suppliers, and how one of their things is found."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from socialvalue.accounts.models import Role
from socialvalue.core.access import Allowed, roles
from socialvalue.suppliers.models import SupplierList

READERS = roles(Role.DATA_OFFICER, Role.AUDITOR)
OFFICERS = roles(Role.DATA_OFFICER)


def may_change(request: HttpRequest) -> bool:
    """Whether the person may correct, load, merge and ask, or only look."""
    return Role.DATA_OFFICER in request.roles


class OfSupplier(Allowed):
    """A page about one supplier of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the supplier, one that was merged too."""
        super().setup(request, *args, **kwargs)
        suppliers = request.organisation.suppliers.select_related("organisation", "merged_into")
        self.supplier = get_object_or_404(suppliers, pk=kwargs["supplier_pk"])
        self.extra_context = {"supplier": self.supplier, "may_change": may_change(request)}


class OfList(Allowed):
    """A page about one list of suppliers of the organisation."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the list."""
        super().setup(request, *args, **kwargs)
        lists = request.organisation.supplier_lists.select_related("organisation", "job")
        self.list = get_object_or_404(lists, pk=kwargs["supplier_list_pk"])
        self.extra_context = {"list": self.list, "may_change": may_change(request)}

    @property
    def thing(self) -> SupplierList:
        """The list."""
        return self.list


class OfSuggestion(Allowed):
    """A page about one suggestion."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the suggestion."""
        super().setup(request, *args, **kwargs)
        suggestions = request.organisation.supplier_suggestions.select_related(
            "organisation", "supplier", "other"
        )
        self.suggestion = get_object_or_404(suggestions, pk=kwargs["suggestion_pk"])
        self.extra_context = {"suggestion": self.suggestion, "may_change": may_change(request)}


class OfSurvey(Allowed):
    """A page about one survey."""

    may_use = READERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the survey."""
        super().setup(request, *args, **kwargs)
        surveys = request.organisation.supplier_surveys.select_related("organisation")
        self.survey = get_object_or_404(surveys, pk=kwargs["survey_pk"])
        self.extra_context = {"survey": self.survey, "may_change": may_change(request)}
