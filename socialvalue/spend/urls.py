"""The pages about payments."""

from django.urls import path

from socialvalue.spend import views

app_name = "spend"
urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("files/upload/", views.Upload.as_view(), name="upload"),
    path("files/<uuid:file_pk>/", views.FilePage.as_view(), name="file"),
    path("files/<uuid:file_pk>/columns/", views.Columns.as_view(), name="columns"),
    path("files/<uuid:file_pk>/rows.csv", views.RowsCsv.as_view(), name="rows_csv"),
    path("files/<uuid:file_pk>/not-read/", views.Unread.as_view(), name="unread"),
    path("files/<uuid:file_pk>/not-read.csv", views.UnreadCsv.as_view(), name="unread_csv"),
    path("files/<uuid:file_pk>/not-read/row/", views.CorrectRow.as_view(), name="correct_row"),
    path(
        "files/<uuid:file_pk>/not-read/undo/<uuid:decision_pk>/",
        views.UndoRow.as_view(),
        name="undo_row",
    ),
    path("files/<uuid:file_pk>/not-read/alike/", views.SetAlikeAside.as_view(), name="alike"),
    path("files/<uuid:file_pk>/not-read/alike/undo/", views.UndoAlike.as_view(), name="undo_alike"),
    path("files/<uuid:file_pk>/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("zips/<uuid:zip_pk>/", views.ZipPage.as_view(), name="zip"),
    path("zips/<uuid:zip_pk>/take-back/", views.TakeZipBack.as_view(), name="take_zip_back"),
    path("suppliers/<uuid:supplier_pk>/", views.PaymentsTo.as_view(), name="payments_to"),
    path("anchors/", views.Anchors.as_view(), name="anchors"),
    path("anchors/add/", views.AddAnchor.as_view(), name="add_anchor"),
    path("categories/", views.Categories.as_view(), name="categories"),
    path("categories/history/", views.CategoryHistory.as_view(), name="category_history"),
    path("gaps/", views.Gaps.as_view(), name="gaps"),
    path("gaps/gap/", views.Gap.as_view(), name="gap"),
    path("repeats/", views.Repeats.as_view(), name="repeats"),
    path("contracts/", views.Contracts.as_view(), name="contracts"),
    path("contracts/renewals.csv", views.RenewalsCsv.as_view(), name="renewals_csv"),
    path("contracts/calendar.csv", views.CalendarCsv.as_view(), name="calendar_csv"),
    path("contracts/upload/", views.UploadRegister.as_view(), name="upload_register"),
    path("contracts/registers/<uuid:register_pk>/", views.RegisterPage.as_view(), name="register"),
    path(
        "contracts/registers/<uuid:register_pk>/take-back/",
        views.TakeRegisterBack.as_view(),
        name="take_register_back",
    ),
    path("compare/", views.Compare.as_view(), name="compare"),
    path("targets/", views.Targets.as_view(), name="targets"),
    path("targets/new/", views.SetTarget.as_view(), name="set_target"),
    path(
        "targets/<uuid:target_pk>/withdraw/",
        views.WithdrawTarget.as_view(),
        name="withdraw_target",
    ),
    path("analyses/new/", views.NewAnalysis.as_view(), name="new_analysis"),
    path("analyses/<uuid:analysis_pk>/", views.AnalysisPage.as_view(), name="analysis"),
    path("analyses/<uuid:analysis_pk>/lines/", views.Lines.as_view(), name="lines"),
    path("analyses/<uuid:analysis_pk>/lines.csv", views.LinesCsv.as_view(), name="lines_csv"),
    path("analyses/<uuid:analysis_pk>/map/", views.AnalysisMap.as_view(), name="analysis_map"),
    path(
        "analyses/<uuid:analysis_pk>/categories/",
        views.AnalysisCategories.as_view(),
        name="analysis_categories",
    ),
    path(
        "analyses/<uuid:analysis_pk>/suppliers/",
        views.AnalysisSuppliers.as_view(),
        name="analysis_suppliers",
    ),
    path(
        "analyses/<uuid:analysis_pk>/deprivation/",
        views.AnalysisDeprivation.as_view(),
        name="analysis_deprivation",
    ),
    path(
        "analyses/<uuid:analysis_pk>/months/",
        views.AnalysisMonths.as_view(),
        name="analysis_months",
    ),
    path(
        "analyses/<uuid:analysis_pk>/method/",
        views.AnalysisMethod.as_view(),
        name="analysis_method",
    ),
    path(
        "analyses/<uuid:analysis_pk>/published/",
        views.AnalysisPublished.as_view(),
        name="analysis_published",
    ),
    path("analyses/<uuid:analysis_pk>/what-if/", views.WhatIf.as_view(), name="what_if"),
    path(
        "analyses/<uuid:analysis_pk>/tables/<slug:table>.csv",
        views.TableCsv.as_view(),
        name="table_csv",
    ),
    path("analyses/<uuid:analysis_pk>/report/", views.ReportPage.as_view(), name="report"),
    path(
        "analyses/<uuid:analysis_pk>/report.<str:form>", views.Report.as_view(), name="report_file"
    ),
]
