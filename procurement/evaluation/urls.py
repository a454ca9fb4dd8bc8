"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.evaluation import views

app_name = "evaluation"
urlpatterns = [
    path("scores/", views.Scores.as_view(), name="scores"),
    path("bids/<uuid:bid_pk>/", views.ScoreBid.as_view(), name="score_bid"),
    path(
        "bids/<uuid:bid_pk>/criteria/<uuid:criterion_pk>/",
        views.AmendScore.as_view(),
        name="amend_score",
    ),
    path("bids/<uuid:bid_pk>/disqualify/", views.Disqualify.as_view(), name="disqualify"),
    path("lots/<uuid:lot_pk>/draw/", views.RecordDraw.as_view(), name="draw"),
    path("result/", views.Result.as_view(), name="result"),
    path("result/result.csv", views.ResultFile.as_view(), name="result_file"),
    path("result/bundle.json", views.BundleFile.as_view(), name="bundle_file"),
    path("result/report/", views.Report.as_view(), name="report"),
    path("result/report.pdf", views.ReportFile.as_view(), name="report_file"),
]
