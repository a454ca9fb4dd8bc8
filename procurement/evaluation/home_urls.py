"""The first page of people who score: what waits for them, over all tenders."""

from django.urls import path

from procurement.evaluation.views import individual

app_name = "panels"
urlpatterns = [path("", individual.WhatWaits.as_view(), name="home")]
