"""The addresses of the site: one line for each room."""

from django.urls import include, path

from socialvalue.jobs.views import Health

urlpatterns = [
    path("", include("socialvalue.core.urls")),
    path("account/", include("socialvalue.accounts.urls")),
    path("account/place/", include("socialvalue.places.urls")),
    path("account/", include("allauth.urls")),
    path("awards/", include("socialvalue.awards.urls")),
    path("healthz", Health.as_view(), name="healthz"),
    path("jobs/", include("socialvalue.jobs.urls")),
    path("matrix/", include("socialvalue.framework.urls")),
    path("places/", include("socialvalue.places.home_urls")),
    path("networks/", include("socialvalue.networks.urls")),
    path("spend/", include("socialvalue.spend.urls")),
    path("suppliers/", include("socialvalue.suppliers.urls")),
    path("scoring/", include("procurement.evaluation.home_urls")),
    path("tenders/", include("procurement.tenders.urls")),
    path("tenders/<uuid:tender_pk>/bids/", include("procurement.bids.urls")),
    path("tenders/<uuid:tender_pk>/evaluation/", include("procurement.evaluation.urls")),
]
