"""Weighting rules: the list, each rule, a check of one tender, and the organisation's own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView, TemplateView

from socialvalue.accounts.models import Role
from socialvalue.calculations import weight_rules
from socialvalue.core.access import EVERYONE, MEMBERS, SIGNED_IN, Allowed, roles
from socialvalue.framework import actions, permissions, presenters, queries
from socialvalue.framework.forms import CheckForm, EndRuleForm, WeightRuleForm

OFFICERS = roles(Role.PROCUREMENT_OFFICER)


class WithRules(Allowed):
    """A page that needs the published rules and those of the person's organisation."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Read the rules; without reference data there is nothing to show."""
        super().setup(request, *args, **kwargs)
        try:
            self.in_use = queries.rules_for(request.organisation)
        except queries.NotLoaded as missing:
            raise Http404 from missing
        self.names = queries.names_in(self.in_use.rules)


class WeightRules(WithRules, TemplateView):
    """Every rule, its status, dates, source and confidence."""

    may_use = EVERYONE
    template_name = "socialvalue/framework/weight_rules.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the rules as they stand today."""
        page = presenters.rules_page(self.in_use, on=timezone.localdate(), names=self.names)
        may_add = permissions.may_change_matrix(self.request.roles)
        return super().get_context_data(page=page, may_add=may_add, **kwargs)


class OneRule(WithRules, TemplateView):
    """One rule among those that the person may see: the one that `is_this` says yes to."""

    template_name = "socialvalue/framework/weight_rule.html"

    is_this: Callable[[Any], bool]

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        """Find the rule."""
        super().setup(request, *args, **kwargs)
        pairs = zip(self.in_use.rules, self.in_use.stored, strict=True)
        found = [(rule, stored) for rule, stored in pairs if self.is_this(stored)]
        if not found:
            raise Http404
        [self.found] = found

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Add the rule as it stands today."""
        rule, stored = self.found
        may_end = permissions.may_end(
            stored, roles=self.request.roles, organisation=self.request.organisation
        )
        page = presenters.rule_page(
            rule, stored, on=timezone.localdate(), names=self.names, may_end=may_end
        )
        return super().get_context_data(page=page, **kwargs)


class PublishedRule(OneRule):
    """A rule that is for everyone."""

    may_use = EVERYONE

    def is_this(self, stored: Any) -> bool:
        """Whether it is published under the code."""
        return stored.organisation_id is None and stored.code == self.kwargs["code"]


class OwnRule(OneRule):
    """A rule of the organisation's own."""

    may_use = MEMBERS

    def is_this(self, stored: Any) -> bool:
        """Whether it is the organisation's own rule of this number."""
        return stored.organisation_id is not None and stored.pk == self.kwargs["rule_pk"]


class CheckWeight(WithRules, FormView):
    """Ask what binds a tender: a form that is read, not sent, so that the answer has an address."""

    may_use = SIGNED_IN
    form_class = CheckForm
    template_name = "socialvalue/framework/check_weight.html"
    http_method_names = ["get", "head", "options"]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what the rules name; the answers are in the address."""
        kwargs = super().get_form_kwargs() | queries.choices_in(self.in_use.rules, self.names)
        return kwargs | ({"data": self.request.GET} if self.request.GET else {})

    def get_initial(self) -> dict[str, Any]:
        """Start from what is known of the organisation."""
        organisation = self.request.organisation
        if organisation is None:
            return {}
        return {
            "buyer_kind": organisation.kind,
            "nation": organisation.nation,
            "authority": organisation.official_code,
            "area": organisation.wider_place_code,
            "regime": "procurement_act_2023",
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, object]:
        """Add the result, if the questions are answered."""
        form = kwargs.setdefault("form", self.get_form())
        result = self.result(form) if form.is_bound and form.is_valid() else None
        return super().get_context_data(result=result, **kwargs)

    def result(self, form: CheckForm) -> presenters.CheckResult | None:
        """Return what the rules ask, or say in the form what cannot be known."""
        rules, thresholds, tender = self.in_use.rules, self.in_use.thresholds, form.tender()
        try:
            answer = weight_rules.answer(tender, rules=rules, thresholds=thresholds)
            explanations = weight_rules.explain(tender, rules=rules, thresholds=thresholds)
        except weight_rules.ThresholdUnknown as unknown:
            form.add_error("commenced_on", f"This cannot be answered: {unknown}")
            return None
        return presenters.check_result(
            answer, explanations=explanations, stored=self.in_use.stored, names=self.names
        )


class AddWeightRule(Allowed, FormView):
    """Add a rule of the organisation's own."""

    may_use = OFFICERS
    form_class = WeightRuleForm
    template_name = "socialvalue/framework/add_weight_rule.html"

    def form_valid(self, form: WeightRuleForm) -> HttpResponse:
        """Add it."""
        rule = actions.add_weight_rule(
            organisation=self.request.organisation,
            terms=form.terms(),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, f"“{rule}” holds for your tenders now")
        return redirect("framework:weight_rules")


class EndWeightRule(Allowed, FormView):
    """Give a rule of the organisation's own its last day."""

    may_use = OFFICERS
    form_class = EndRuleForm
    template_name = "socialvalue/framework/end_weight_rule.html"

    def setup(self, request: HttpRequest, *args: object, **kwargs: Any) -> None:
        """Find the rule among the organisation's own."""
        super().setup(request, *args, **kwargs)
        self.rule = queries.own_weight_rule(request.organisation, pk=kwargs["rule_pk"])
        if self.rule is None:
            raise Http404
        self.extra_context = {"rule": self.rule}

    def is_allowed(self) -> bool:
        """Only a rule without an end can be ended."""
        request = self.request
        return permissions.may_end(
            self.rule, roles=request.roles, organisation=request.organisation
        )

    def form_valid(self, form: EndRuleForm) -> HttpResponse:
        """End it, or say why not."""
        try:
            actions.end_weight_rule(
                rule=self.rule, by=self.request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.RuleEnded as refusal:
            form.add_error("last_day", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, f"“{self.rule}” has a last day now")
        return redirect("framework:weight_rules")
