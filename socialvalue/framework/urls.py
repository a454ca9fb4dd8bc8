"""The pages of this room."""

from django.urls import path

from socialvalue.framework.views import areas, matrix, own, rules

app_name = "framework"

AREA = "own/<uuid:version_pk>/areas/<uuid:area_pk>"

urlpatterns = [
    path("", matrix.Matrix.as_view(), name="matrix"),
    path("published/<slug:framework>/", matrix.PublishedMatrix.as_view(), name="published"),
    path("published/<slug:framework>/csv/", matrix.MatrixCsv.as_view(), name="csv"),
    path(
        "published/<slug:framework>/<str:area>/",
        matrix.PublishedArea.as_view(),
        name="published_area",
    ),
    path("own/", own.OwnVersions.as_view(), name="own_versions"),
    path("own/new/", own.MakeOwnVersion.as_view(), name="make_own_version"),
    path("own/<uuid:version_pk>/", own.OwnMatrix.as_view(), name="own_matrix"),
    path("own/<uuid:version_pk>/compare/", own.Compare.as_view(), name="compare"),
    path("own/<uuid:version_pk>/emphasis/", own.SetEmphasis.as_view(), name="emphasis"),
    path("own/<uuid:version_pk>/publish/", own.Publish.as_view(), name="publish"),
    path("own/<uuid:version_pk>/next/", own.StartNextVersion.as_view(), name="start_next_version"),
    path(
        "own/<uuid:version_pk>/objectives/<uuid:objective_pk>/add/",
        areas.AddArea.as_view(),
        name="add_area",
    ),
    path(f"{AREA}/", areas.OwnArea.as_view(), name="own_area"),
    path(f"{AREA}/change/", areas.RewordArea.as_view(), name="reword_area"),
    path(f"{AREA}/retire/", areas.RetireArea.as_view(), name="retire_area"),
    path(f"{AREA}/bring-back/", areas.BringBackArea.as_view(), name="bring_back_area"),
    path("weight-rules/", rules.WeightRules.as_view(), name="weight_rules"),
    path("weight-rules/check/", rules.CheckWeight.as_view(), name="check_weight"),
    path("weight-rules/new/", rules.AddWeightRule.as_view(), name="add_weight_rule"),
    path("weight-rules/published/<slug:code>/", rules.PublishedRule.as_view(), name="weight_rule"),
    path("weight-rules/own/<uuid:rule_pk>/", rules.OwnRule.as_view(), name="own_weight_rule"),
    path(
        "weight-rules/own/<uuid:rule_pk>/end/",
        rules.EndWeightRule.as_view(),
        name="end_weight_rule",
    ),
]
