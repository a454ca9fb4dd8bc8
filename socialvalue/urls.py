"""The addresses of the site: one line for each room."""

from django.urls import include, path

urlpatterns = [
    path("", include("socialvalue.core.urls")),
    path("account/", include("socialvalue.accounts.urls")),
    path("account/", include("allauth.urls")),
    path("jobs/", include("socialvalue.jobs.urls")),
    path("matrix/", include("socialvalue.framework.urls")),
    path("spend/", include("socialvalue.spend.urls")),
    path("tenders/", include("procurement.tenders.urls")),
]
