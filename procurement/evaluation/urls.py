"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.evaluation import after_urls, views
from procurement.evaluation.views import (
    comparison,
    corrections,
    declaring,
    going_back,
    individual,
    moderation,
    panel,
    prices,
    score_question,
    sensitivity,
    steps,
)

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
        score_question.ScoreQuestion.as_view(),
        name="score_question",
    ),
    path(
        "scoring/<uuid:bid_pk>/<uuid:criterion_pk>/draft/",
        score_question.SaveDraft.as_view(),
        name="save_draft",
    ),
    path("moderation/", moderation.ModerationGrid.as_view(), name="moderation"),
    path("moderation/start/", moderation.StartModeration.as_view(), name="start_moderation"),
    path("moderation/mine/", moderation.MyMoves.as_view(), name="my_moves"),
    path(
        "moderation/<uuid:bid_pk>/<uuid:criterion_pk>/",
        moderation.Moderate.as_view(),
        name="moderate",
    ),
    path(
        "moderation/<uuid:bid_pk>/<uuid:criterion_pk>/reopen/",
        moderation.ReopenScore.as_view(),
        name="reopen_score",
    ),
    path("lock/", steps.LockQuality.as_view(), name="lock_quality"),
    path("lock/undo/", going_back.UnlockQuality.as_view(), name="unlock_quality"),
    path("prices/", steps.OpenPrices.as_view(), name="open_prices"),
    path("ranking/", prices.Rank.as_view(), name="rank"),
    path("ranking/return/", going_back.ReturnRanking.as_view(), name="return_ranking"),
    path("prices/<uuid:bid_pk>/", prices.EnquirePrice.as_view(), name="enquire_price"),
    path("corrections/", corrections.Corrections.as_view(), name="corrections"),
    path(
        "corrections/<uuid:bid_pk>/<uuid:criterion_pk>/",
        corrections.ProposeCorrection.as_view(),
        name="correct_score",
    ),
    path("comparison/", comparison.Compare.as_view(), name="compare"),
    path("comparison/comparison.csv", comparison.CompareFile.as_view(), name="compare_file"),
    path("sensitivity/", sensitivity.Sensitivity.as_view(), name="sensitivity"),
    path("sensitivity/figures.csv", sensitivity.SensitivityFile.as_view(), name="sensitivity_file"),
    path("approval/", steps.Approve.as_view(), name="approve"),
    path("bids/<uuid:bid_pk>/disqualify/", views.Disqualify.as_view(), name="disqualify"),
    path("lots/<uuid:lot_pk>/draw/", views.RecordDraw.as_view(), name="draw"),
    path("result/", views.Result.as_view(), name="result"),
    path("result/result.csv", views.ResultFile.as_view(), name="result_file"),
    path("result/bundle.json", views.BundleFile.as_view(), name="bundle_file"),
]
