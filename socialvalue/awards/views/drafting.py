"""Writing a scheme of one's own in the browser: its pages, parts and preview."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView

from socialvalue.awards import actions, queries
from socialvalue.awards.forms.drafting import SECTIONS
from socialvalue.awards.forms.schemes import MakeSchemeForm
from socialvalue.awards.forms.themes import CriterionForm, ThemeForm
from socialvalue.awards.views.audiences import MANAGERS
from socialvalue.calculations.awards import scheme_editing as editing
from socialvalue.core.access import Allowed

CONFLICT = 409


class MakeScheme(Allowed, FormView):
    """Start a scheme of one's own."""

    may_use = MANAGERS
    form_class = MakeSchemeForm
    template_name = "socialvalue/awards/schemes/make.html"

    def get_initial(self) -> dict[str, Any]:
        """Choose the scheme from whose page the person comes."""
        return {"copy_of": self.request.GET.get("copy", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add the schemes that can be copied."""
        versions = list(queries.latest_schemes(self.request.organisation))
        return super().get_form_kwargs() | {
            "versions": versions,
            "back": reverse("awards:schemes"),
        }

    def form_valid(self, form: MakeSchemeForm) -> HttpResponse:
        """Start it and go there."""
        draft = actions.make_scheme(
            organisation=self.request.organisation,
            by=self.request.user,
            at=timezone.now(),
            **form.cleaned_data,
        )
        messages.success(self.request, "The draft is started: fill in its parts, then ask an "
                         "approver to publish it")  # fmt: skip
        return redirect("awards:scheme", draft.pk)


class OfOwnScheme(Allowed):
    """A page about a scheme of the organisation's own."""

    may_use = MANAGERS

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the version among the organisation's own."""
        super().setup(request, *args, **kwargs)
        own = request.organisation.own_schemes.select_related("organisation")
        self.version = get_object_or_404(own, pk=kwargs["own_scheme_pk"])
        self.extra_context = {"version": self.version}

    @property
    def scheme_url(self) -> str:
        """The address of the scheme's page."""
        return reverse("awards:scheme", args=[self.version.pk])


class ChangesDraft(OfOwnScheme, FormView):
    """A page that changes a part of a draft.

    The form starts from `entry`, a part of the document. `changed` returns the whole document with
    the answers in it.
    """

    template_name = "socialvalue/awards/schemes/section.html"
    heading = ""
    words = ""

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the part of the document."""
        super().setup(request, *args, **kwargs)
        self.document: dict[str, Any] = self.version.document
        try:
            self.entry = self.find()
        except editing.NoSuchEntry:
            raise Http404 from None

    def is_allowed(self) -> bool:
        """Only a draft can be changed."""
        return not self.version.is_published

    def find(self) -> Mapping[str, Any]:
        """Return the part of the document that the form is about. Raises NoSuchEntry."""
        return self.document

    def changed(self, form: Any) -> dict[str, Any]:
        """Return the document with the answers in it."""
        return {**self.document, **form.members()}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add where Cancel leads."""
        return super().get_form_kwargs() | {"back": self.scheme_url}

    def get_initial(self) -> dict[str, Any]:
        """Start from what the document says."""
        said = self.get_form_class().initial_from(self.entry)
        return said | {"revision": self.version.revision}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add what is on the page beside the form."""
        return super().get_context_data(
            heading=self.heading, words=self.words, can_remove=self.can_remove, **kwargs
        )

    @property
    def can_remove(self) -> bool:
        """Whether the page is about an entry of a list that is there already."""
        return False

    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the answers, or show them again beside the news that somebody was quicker."""
        try:
            self.keep(self.changed(form), form.cleaned_data["revision"])
        except actions.ChangedMeanwhile as meanwhile:
            form.add_error(None, f"{meanwhile} Nothing of yours is lost: look at what the draft "
                           "says now, then save again to replace this part.")  # fmt: skip
            answer = self.form_invalid(form)
            answer.status_code = CONFLICT
            return answer
        messages.success(self.request, "Saved")
        return redirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the answers again; the next save is about the draft as it is now."""
        form.data = form.data.copy()
        form.data["revision"] = self.version.revision
        return super().form_invalid(form)

    def get_success_url(self) -> str:
        """Go back to the scheme."""
        return self.scheme_url

    def keep(self, document: Mapping[str, Any], revision: int) -> None:
        """Store the document. Raises ChangedMeanwhile."""
        actions.change_scheme(
            version=self.version,
            document=document,
            revision=revision,
            by=self.request.user,
            at=timezone.now(),
        )


class ChangeSection(ChangesDraft):
    """What the scheme is, its terms, or the words of its letters."""

    def get_form_class(self) -> Any:
        """Return the form of the section."""
        return SECTIONS[self.kwargs["section"]]

    def find(self) -> Mapping[str, Any]:
        """Refuse a section that there is not."""
        if self.kwargs["section"] not in SECTIONS:
            raise editing.NoSuchEntry(self.kwargs["section"])
        return self.document

    @property
    def heading(self) -> str:
        """What the section is called."""
        return self.get_form_class().heading


class ChangesEntry(ChangesDraft):
    """A page about an entry of a list: a theme, a criterion, a level. Without a code, a new one."""

    param = ""

    @property
    def code(self) -> str:
        """The code of the entry, empty for a new one."""
        return self.kwargs.get(self.param, "")

    @property
    def can_remove(self) -> bool:
        """Whether the entry is there already."""
        return bool(self.code)

    @property
    def heading(self) -> str:
        """What is done on the page."""
        return f"Change the {self.words}" if self.code else f"Add a {self.words}"

    def entries(self) -> list[dict[str, Any]]:
        """Return the list that the entry is in."""
        ...

    def with_entries(self, entries: list[Any]) -> dict[str, Any]:
        """Return the document with another list."""
        ...

    def taken(self) -> list[str]:
        """Return the codes that a new entry cannot have."""
        return [entry["code"] for entry in self.entries()]

    def find(self) -> Mapping[str, Any]:
        """Return the entry, or nothing for a new one. Raises NoSuchEntry."""
        entries = self.entries()
        return entries[editing.place_of(entries, self.code)] if self.code else {}

    def changed(self, form: Any) -> dict[str, Any]:
        """Return the document with the entry in it."""
        members = self.members(form)
        code = self.code or editing.new_code(members["title"], self.taken())
        entry = {**self.entry, "code": code, **members}
        return self.with_entries(editing.with_entry(self.entries(), entry))

    def members(self, form: Any) -> dict[str, Any]:
        """Return what the entry says now."""
        return form.members()

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Save the entry, take it out, or move it up."""
        if self.code and "remove" in request.POST:
            return self.rearranged(editing.without_entry(self.entries(), self.code), "Taken out")
        if self.code and "up" in request.POST:
            return self.rearranged(editing.moved_up(self.entries(), self.code), "Moved up")
        return super().post(request, *args, **kwargs)

    def rearranged(self, entries: list[Any], words: str) -> HttpResponse:
        """Store the list and go back to the scheme."""
        try:
            self.keep(self.with_entries(entries), self.version.revision)
        except actions.ChangedMeanwhile as meanwhile:
            messages.error(self.request, str(meanwhile))
        else:
            messages.success(self.request, words)
        return redirect(self.scheme_url)


class ChangeTheme(ChangesEntry):
    """Add or change a theme."""

    form_class = ThemeForm
    param, words = "theme", "theme"

    def entries(self) -> list[dict[str, Any]]:
        """Return the themes."""
        return self.document["themes"]

    def with_entries(self, entries: list[Any]) -> dict[str, Any]:
        """Return the document with other themes."""
        return {**self.document, "themes": entries}

    def members(self, form: Any) -> dict[str, Any]:
        """A new theme has no criteria yet."""
        return {"criteria": list(self.entry.get("criteria", [])), **super().members(form)}


class ChangeCriterion(ChangesEntry):
    """Add or change a criterion of a theme."""

    form_class = CriterionForm
    param, words = "criterion", "criterion"

    @property
    def theme(self) -> dict[str, Any]:
        """The theme. Raises NoSuchEntry."""
        themes = self.document["themes"]
        return themes[editing.place_of(themes, self.kwargs["theme"])]

    def entries(self) -> list[dict[str, Any]]:
        """Return the criteria of the theme."""
        return self.theme["criteria"]

    def with_entries(self, entries: list[Any]) -> dict[str, Any]:
        """Return the document with other criteria in the theme."""
        theme = {**self.theme, "criteria": entries}
        return {**self.document, "themes": editing.with_entry(self.document["themes"], theme)}

    def taken(self) -> list[str]:
        """Criteria of all themes have codes of their own."""
        return editing.criteria_codes(self.document)

    def find(self) -> Mapping[str, Any]:
        """Return the criterion; also for a new one, the theme must be there."""
        self.theme  # noqa: B018 -- raises for a theme that is not there
        return super().find()
