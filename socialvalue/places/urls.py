"""The pages about places."""

from django.urls import path

from socialvalue.places import views

app_name = "places"
urlpatterns = [path("", views.SetPlace.as_view(), name="set_place")]
