"""The pages of this room."""

from django.urls import URLPattern

app_name = "tenders"
urlpatterns: list[URLPattern] = []
