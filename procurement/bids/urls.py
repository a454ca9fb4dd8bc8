"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.bids import views

app_name = "bids"
urlpatterns = [
    path("", views.BidList.as_view(), name="list"),
    path("new/", views.RecordBid.as_view(), name="record"),
    path("<uuid:bid_pk>/", views.ChangeBid.as_view(), name="change"),
    path("<uuid:bid_pk>/withdraw/", views.WithdrawBid.as_view(), name="withdraw"),
]
