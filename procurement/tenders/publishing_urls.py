"""The pages of starting from a notice, publishing, versions, amending and terminating."""

from django.urls import path

from procurement.tenders.views import notices, publishing, versions

urlpatterns = [
    path("notices/", notices.Notices.as_view(), name="notices"),
    path("notices/<uuid:notice_pk>/", notices.ShowNotice.as_view(), name="notice"),
    path("notices/<uuid:notice_pk>/start/", notices.StartFromNotice.as_view(), name="start"),
    path("<uuid:tender_pk>/publish/", publishing.Publish.as_view(), name="publish"),
    path("<uuid:tender_pk>/amend/", publishing.Amend.as_view(), name="amend"),
    path("<uuid:tender_pk>/terminate/", publishing.Terminate.as_view(), name="terminate"),
    path("<uuid:tender_pk>/versions/", versions.Versions.as_view(), name="versions"),
    path("<uuid:tender_pk>/versions/<int:number>/", versions.Pack.as_view(), name="pack"),
    path(
        "<uuid:tender_pk>/versions/<int:number>/<slug:ending>/",
        versions.PackFile.as_view(),
        name="pack_file",
    ),
]
