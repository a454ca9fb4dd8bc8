"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.evaluation import after_urls, views
from procurement.evaluation.views import declaring, individual, panel

app_name = "evaluation"
urlpatterns = [
    *after_urls.urlpatterns,
    path("panel/", panel.Panel.as_view(), name="panel"),
    path("panel/add/", panel.AddMember.as_view(), name="add_member"),
    path("panel/start/", panel.StartScoring.as_view(), name="start_scoring"),
    path("panel/<uuid:member_pk>/", panel.ChangeMember.as_view(), name="change_member"),
    path("panel/<uuid:member_pk>/leave/", panel.LetGo.as_view(), name="let_go"),
    path("panel/<uuid:member_pk>/keep-away/", declaring.Recuse.as_view(), name="recuse"),
    path("conflicts/", declaring.Conflicts.as_view(), name="conflicts"),
    path(
        "conflicts/declarations/<uuid:declaration_pk>/",
        declaring.DecideInterest.as_view(),
        name="decide_interest",
    ),
    path(
        "conflicts/recusals/<uuid:recusal_pk>/lift/",
        declaring.LiftRecusal.as_view(),
        name="lift_recusal",
    ),
    path("declaration/", declaring.Declare.as_view(), name="declare"),
    path("scoring/", individual.MyScores.as_view(), name="my_scores"),
    path("scoring/<uuid:bid_pk>/", individual.SubmitBid.as_view(), name="submit_bid"),
    path(
        "scoring/<uuid:bid_pk>/<uuid:criterion_pk>/",
        individual.ScoreQuestion.as_view(),
        name="score_question",
    ),
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
