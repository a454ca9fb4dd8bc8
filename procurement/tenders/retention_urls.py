"""The pages on how long a tender is kept. Part of the room's addresses."""

from django.urls import path

from procurement.tenders.views import retention

urlpatterns = [
    path("<uuid:tender_pk>/retention/", retention.Retention.as_view(), name="retention"),
    path("<uuid:tender_pk>/retention/hold/", retention.PlaceHold.as_view(), name="place_hold"),
    path("<uuid:tender_pk>/retention/lift/", retention.LiftHold.as_view(), name="lift_hold"),
    path("<uuid:tender_pk>/retention/from/", retention.KeepFrom.as_view(), name="keep_from"),
    path("<uuid:tender_pk>/retention/purge/", retention.PurgeTender.as_view(), name="purge"),
]
