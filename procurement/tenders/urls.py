"""The pages of this room."""

from django.urls import path

from procurement.tenders import views
from procurement.tenders.publishing_urls import urlpatterns as publishing
from procurement.tenders.retention_urls import urlpatterns as retention

app_name = "tenders"
urlpatterns = [
    *retention,
    path("", views.TenderList.as_view(), name="list"),
    path("new/", views.CreateTender.as_view(), name="create"),
    path("<uuid:tender_pk>/", views.ShowTender.as_view(), name="tender"),
    path("<uuid:tender_pk>/about/", views.ChangeTender.as_view(), name="change"),
    path("<uuid:tender_pk>/duty/", views.Duty.as_view(), name="duty"),
    path("<uuid:tender_pk>/law/", views.Law.as_view(), name="law"),
    path("<uuid:tender_pk>/lots/", views.Lots.as_view(), name="lots"),
    path("<uuid:tender_pk>/lots/new/", views.EditLot.as_view(), name="add_lot"),
    path("<uuid:tender_pk>/lots/<uuid:lot_pk>/", views.EditLot.as_view(), name="lot"),
    path(
        "<uuid:tender_pk>/lots/<uuid:lot_pk>/remove/", views.RemoveLot.as_view(), name="remove_lot"
    ),
    path("<uuid:tender_pk>/lots/<uuid:lot_pk>/price/", views.Price.as_view(), name="lot_price"),
    path(
        "<uuid:tender_pk>/lots/<uuid:lot_pk>/price/example/",
        views.PriceExample.as_view(),
        name="lot_price_example",
    ),
    path("<uuid:tender_pk>/weights/", views.Weights.as_view(), name="weights"),
    path("<uuid:tender_pk>/weights/check/", views.CheckWeights.as_view(), name="check_weights"),
    path("<uuid:tender_pk>/areas/", views.Areas.as_view(), name="areas"),
    path("<uuid:tender_pk>/choices/", views.Choices.as_view(), name="choices"),
    path(
        "<uuid:tender_pk>/social-value/", views.SocialValueQuestions.as_view(), name="social_value"
    ),
    path("<uuid:tender_pk>/quality/", views.QualityQuestions.as_view(), name="quality"),
    path("<uuid:tender_pk>/scales/", views.Scales.as_view(), name="scales"),
    path("<uuid:tender_pk>/scales/new/", views.EditScale.as_view(), name="add_scale"),
    path("<uuid:tender_pk>/scales/<uuid:scale_pk>/", views.EditScale.as_view(), name="scale"),
    path("<uuid:tender_pk>/pass-marks/", views.PassMarks.as_view(), name="pass_marks"),
    path("<uuid:tender_pk>/price/", views.Price.as_view(), name="price"),
    path("<uuid:tender_pk>/price/example/", views.PriceExample.as_view(), name="price_example"),
    path("<uuid:tender_pk>/findings/", views.Findings.as_view(), name="findings"),
    path("<uuid:tender_pk>/findings/<int:number>/", views.AnswerFinding.as_view(), name="finding"),
    path(
        "<uuid:tender_pk>/departures/<uuid:departure_pk>/",
        views.DecideDeparture.as_view(),
        name="departure",
    ),
    path("<uuid:tender_pk>/climate/", views.Climate.as_view(), name="climate"),
    path("<uuid:tender_pk>/stress/", views.StressTest.as_view(), name="stress"),
    path("<uuid:tender_pk>/stress/bids/", views.StressBids.as_view(), name="stress_bids"),
    path(
        "<uuid:tender_pk>/stress/bids/<uuid:stress_bid_pk>/",
        views.StressPoints.as_view(),
        name="stress_points",
    ),
    path("<uuid:tender_pk>/stress/figures.csv", views.StressFile.as_view(), name="stress_file"),
    *publishing,
    path("<uuid:tender_pk>/record/", views.RecordOfTender.as_view(), name="record"),
]
