"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.bids import views

app_name = "bids"
urlpatterns = [
    path("", views.BidList.as_view(), name="list"),
    path("new/", views.BidList.as_view(), name="record"),
]
