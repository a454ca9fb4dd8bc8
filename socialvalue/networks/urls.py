"""The pages of networks."""

from django.urls import path

from socialvalue.networks import views

app_name = "networks"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("new/", views.Found.as_view(), name="found"),
    path("suppliers/", views.LocalSuppliers.as_view(), name="local_suppliers"),
    path("invitations/<uuid:offer_pk>/", views.Answer.as_view(), name="answer"),
    path("<uuid:network_pk>/", views.NetworkPage.as_view(), name="network"),
    path("<uuid:network_pk>/pooled.csv", views.PooledCsv.as_view(), name="pooled_csv"),
    path("<uuid:network_pk>/invite/", views.Offer.as_view(), name="offer"),
    path("<uuid:network_pk>/share/", views.ShareSums.as_view(), name="share_sums"),
    path("<uuid:network_pk>/members/", views.Members.as_view(), name="members"),
    path("<uuid:network_pk>/report.<str:form>", views.NetworkReport.as_view(), name="report_file"),
    path("<uuid:network_pk>/leave/", views.Leave.as_view(), name="leave"),
    path("<uuid:network_pk>/shared/<uuid:share_pk>/", views.SharePage.as_view(), name="share"),
    path(
        "<uuid:network_pk>/shared/<uuid:share_pk>/withdraw/",
        views.Withdraw.as_view(),
        name="withdraw",
    ),
]
