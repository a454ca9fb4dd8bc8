"""The pages of this room."""

from django.urls import path

from . import pages

app_name = "core"
urlpatterns = [
    path("", pages.Home.as_view(), name="home"),
    path("accessibility", pages.Accessibility.as_view(), name="accessibility"),
    path("privacy", pages.Privacy.as_view(), name="privacy"),
    path("about", pages.About.as_view(), name="about"),
]
