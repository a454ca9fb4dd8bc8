"""The pages of this room."""

from django.urls import path

from procurement.tenders import views

app_name = "tenders"
urlpatterns = [
    path("", views.TenderList.as_view(), name="list"),
    path("new/", views.CreateTender.as_view(), name="create"),
    path("<uuid:tender_pk>/", views.ShowTender.as_view(), name="tender"),
    path("<uuid:tender_pk>/about/", views.ChangeTender.as_view(), name="change"),
    path("<uuid:tender_pk>/weights/", views.Weights.as_view(), name="weights"),
    path("<uuid:tender_pk>/weights/check/", views.CheckWeights.as_view(), name="check_weights"),
    path("<uuid:tender_pk>/areas/", views.Areas.as_view(), name="areas"),
    path(
        "<uuid:tender_pk>/social-value/", views.SocialValueQuestions.as_view(), name="social_value"
    ),
    path("<uuid:tender_pk>/quality/", views.QualityQuestions.as_view(), name="quality"),
    path("<uuid:tender_pk>/price/", views.Price.as_view(), name="price"),
    path("<uuid:tender_pk>/climate/", views.Climate.as_view(), name="climate"),
    path("<uuid:tender_pk>/fix/", views.FixMethod.as_view(), name="fix"),
    path("<uuid:tender_pk>/stress/", views.StressTest.as_view(), name="stress"),
    path("<uuid:tender_pk>/stress/bids/", views.StressBids.as_view(), name="stress_bids"),
    path(
        "<uuid:tender_pk>/stress/bids/<uuid:stress_bid_pk>/",
        views.StressPoints.as_view(),
        name="stress_points",
    ),
    path("<uuid:tender_pk>/stress/figures.csv", views.StressFile.as_view(), name="stress_file"),
    path("<uuid:tender_pk>/record/", views.RecordOfTender.as_view(), name="record"),
]
