"""A tender: who buys what, under which law, by when. Codes are those of the evaluation bundle."""

from django.db import models
from django.db.models import Q

from procurement.calculations import life
from socialvalue.accounts.models import Nation
from socialvalue.core.models import Record


class State(models.TextChoices):
    """Where a tender stands in its life."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CLOSED = "closed", "Bids opened"
    SCORING = "scoring", "Scoring"
    CONSENSUS = "consensus", "Moderation"
    QUALITY_LOCKED = "quality_locked", "Quality locked"
    PRICE_OPENED = "price_opened", "Prices opened"
    RANKED = "ranked", "Ranked"
    APPROVED = "approved", "Approved"
    AWARDED = "awarded", "Awarded"
    ARCHIVED = "archived", "Archived"
    TERMINATED = "terminated", "Terminated"


class Regime(models.TextChoices):
    """The law a procurement is run under."""

    PROCUREMENT_ACT_2023 = "procurement_act_2023", "Procurement Act 2023"
    PROVIDER_SELECTION_REGIME = "provider_selection_regime", "Provider Selection Regime"
    PUBLIC_CONTRACTS_REGULATIONS_2015 = (
        "public_contracts_regulations_2015",
        "Public Contracts Regulations 2015",
    )
    BELOW_THRESHOLD = "below_threshold", "Below the threshold"


class BuyerKind(models.TextChoices):
    """Kinds of buyer that weighting rules tell apart."""

    CENTRAL_GOVERNMENT = "central_government", "Central government"
    NHS_TRUST = "nhs_trust", "NHS trust or foundation trust"
    INTEGRATED_CARE_BOARD = "integrated_care_board", "Integrated care board"
    COUNCIL = "council", "Council"
    COMBINED_AUTHORITY = "combined_authority", "Combined authority"
    POLICE = "police", "Police"
    FIRE = "fire", "Fire and rescue"
    UNIVERSITY = "university", "University"
    COLLEGE = "college", "College"
    SCHOOL_TRUST = "school_trust", "School trust"
    HOUSING_ASSOCIATION = "housing_association", "Housing association"
    UTILITY = "utility", "Utility"
    OTHER = "other", "Other"


class MainCategory(models.TextChoices):
    """What is mainly bought."""

    GOODS = "goods", "Goods"
    SERVICES = "services", "Services"
    WORKS = "works", "Works"


class Currency(models.TextChoices):
    """The currency of every price of a tender."""

    GBP = "GBP", "Pounds sterling"


class PriceBasis(models.TextChoices):
    """Whether every price of a tender is with or without VAT."""

    EXCLUDING_VAT = "excluding_vat", "Excluding VAT"
    INCLUDING_VAT = "including_vat", "Including VAT"


class TimeZone(models.TextChoices):
    """The zone in which days and deadlines of a tender are meant."""

    LONDON = "Europe/London", "UK time"


class TenderQuerySet(models.QuerySet["Tender"]):
    """Tenders in the words of those who ask."""

    def newest_first(self) -> "TenderQuerySet":
        """The order of lists: what was made last comes first."""
        return self.order_by("-created_at", "reference")


class Tender(Record):
    """One procurement of one buyer.

    The buyer's facts are copied here when the tender is made: they decided which rules applied, so
    they must not move when the organisation is later renamed. Values are in pence.
    `terminated_in` is the state in which it was broken off, empty for others: what was sealed
    then stays sealed. `left_out` lists the optional members that the bundle it was loaded from
    leaves out, so that the bundle comes back byte for byte.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, related_name="tenders"
    )
    reference = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    buyer_name = models.CharField(max_length=200)
    buyer_kind = models.CharField(max_length=30, choices=BuyerKind)
    buyer_code = models.CharField(max_length=40, blank=True)
    buyer_area_code = models.CharField(max_length=40, blank=True)
    regime = models.CharField(max_length=40, choices=Regime)
    nation = models.CharField(max_length=20, choices=Nation)
    main_category = models.CharField(max_length=10, choices=MainCategory)
    categories = models.JSONField(null=True, blank=True)
    commenced_on = models.DateField()
    value_excluding_vat_pence = models.BigIntegerField()
    value_including_vat_pence = models.BigIntegerField()
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.GBP)
    price_basis = models.CharField(
        max_length=20, choices=PriceBasis, default=PriceBasis.EXCLUDING_VAT
    )
    time_zone = models.CharField(max_length=40, choices=TimeZone, default=TimeZone.LONDON)
    deadline = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    terminated_in = models.CharField(max_length=20, choices=State, blank=True)
    is_demonstration = models.BooleanField(default=False)
    left_out = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=200)

    objects = TenderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], name="tender_reference_is_used_once"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="tender_state_known"),
            models.CheckConstraint(
                condition=Q(regime__in=Regime.values), name="tender_regime_known"
            ),
            models.CheckConstraint(
                condition=Q(nation__in=Nation.values), name="tender_nation_known"
            ),
            models.CheckConstraint(
                condition=Q(buyer_kind__in=BuyerKind.values), name="tender_buyer_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(main_category__in=MainCategory.values), name="tender_category_known"
            ),
            models.CheckConstraint(
                condition=Q(currency__in=Currency.values), name="tender_currency_known"
            ),
            models.CheckConstraint(
                condition=Q(price_basis__in=PriceBasis.values), name="tender_price_basis_known"
            ),
            models.CheckConstraint(
                condition=Q(time_zone__in=TimeZone.values), name="tender_time_zone_known"
            ),
            models.CheckConstraint(
                condition=Q(value_excluding_vat_pence__gte=0, value_including_vat_pence__gte=0),
                name="tender_values_not_below_nought",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(deadline__isnull=False),
                name="tender_has_a_deadline_once_its_method_is_fixed",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.TERMINATED) | ~Q(terminated_in=""),
                name="terminated_tender_says_in_which_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_draft(self) -> bool:
        """Whether its method may still change."""
        return self.state == State.DRAFT

    @property
    def stands_in(self) -> State:
        """The state that says what may be seen: the last one of a tender that was terminated."""
        return State(self.terminated_in or self.state)

    @property
    def shows_bids(self) -> bool:
        """Whether bids are opened."""
        return self.stands_in in life.SEES_BIDS

    @property
    def shows_consensus(self) -> bool:
        """Whether others' individual scores, and the agreed scores, may be seen."""
        return self.stands_in in life.SEES_CONSENSUS

    @property
    def shows_prices(self) -> bool:
        """Whether prices are opened."""
        return self.stands_in in life.SEES_PRICES

    @property
    def takes_bids(self) -> bool:
        """Whether bids may be received: the method is published and no bid was opened."""
        return self.state == State.PUBLISHED
