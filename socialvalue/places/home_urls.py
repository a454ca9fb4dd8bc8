"""What is loaded of places, for everyone who is signed in."""

from django.urls import path

from socialvalue.places import views

app_name = "look_ups"
urlpatterns = [
    path("", views.LookUps.as_view(), name="loaded"),
    path("deprivation/", views.Deprivation.as_view(), name="deprivation"),
    path("deprivation.csv", views.DeprivationCsv.as_view(), name="deprivation_csv"),
]
