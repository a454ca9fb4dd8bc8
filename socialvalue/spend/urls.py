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
    path("files/<uuid:file_pk>/take-back/", views.TakeBack.as_view(), name="take_back"),
    path("anchors/", views.Anchors.as_view(), name="anchors"),
    path("anchors/add/", views.AddAnchor.as_view(), name="add_anchor"),
    path("categories/", views.Categories.as_view(), name="categories"),
    path("categories/history/", views.CategoryHistory.as_view(), name="category_history"),
    path("gaps/", views.Gaps.as_view(), name="gaps"),
    path("gaps/gap/", views.Gap.as_view(), name="gap"),
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
    path("analyses/new/", views.NewAnalysis.as_view(), name="new_analysis"),
    path("analyses/<uuid:analysis_pk>/", views.AnalysisPage.as_view(), name="analysis"),
    path("analyses/<uuid:analysis_pk>/lines/", views.Lines.as_view(), name="lines"),
    path("analyses/<uuid:analysis_pk>/lines.csv", views.LinesCsv.as_view(), name="lines_csv"),
    path("analyses/<uuid:analysis_pk>/bands.csv", views.BandsCsv.as_view(), name="bands_csv"),
    path(
        "analyses/<uuid:analysis_pk>/categories.csv",
        views.CategoriesCsv.as_view(),
        name="categories_csv",
    ),
    path(
        "analyses/<uuid:analysis_pk>/suppliers.csv",
        views.SuppliersCsv.as_view(),
        name="suppliers_csv",
    ),
    path(
        "analyses/<uuid:analysis_pk>/authorities.csv",
        views.AuthoritiesCsv.as_view(),
        name="authorities_csv",
    ),
    path("analyses/<uuid:analysis_pk>/report.pdf", views.ReportPdf.as_view(), name="report_pdf"),
]
