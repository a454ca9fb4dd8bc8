"""Addresses of schemes, of those that are run, and of what organisations find out about themselves.

`scheme_pk` is a scheme that the organisation sees, `own_scheme_pk` one of its own.
"""

from django.urls import path

from socialvalue.awards.views import (
    drafting,
    drafting_rows,
    employers,
    running,
    schemes,
    self_assessments,
)

OWN = "schemes/<uuid:own_scheme_pk>/change/"

urlpatterns = [
    path("schemes/", schemes.Schemes.as_view(), name="schemes"),
    path("schemes/make/", drafting.MakeScheme.as_view(), name="make_scheme"),
    path("schemes/<uuid:scheme_pk>/", schemes.OneScheme.as_view(), name="scheme"),
    path(
        "schemes/<uuid:scheme_pk>/preview/",
        schemes.PreviewScheme.as_view(),
        name="preview_scheme",
    ),
    path(
        "schemes/<uuid:scheme_pk>/document/",
        schemes.SchemeDocument.as_view(),
        name="scheme_document",
    ),
    path("schemes/<uuid:scheme_pk>/run/", running.RunScheme.as_view(), name="run_scheme"),
    path(
        "schemes/<uuid:scheme_pk>/assess/",
        self_assessments.BeginAssessment.as_view(),
        name="begin_assessment",
    ),
    path(f"{OWN}marks/", drafting_rows.ChangeMarks.as_view(), name="change_marks"),
    path(f"{OWN}sources/", drafting_rows.ChangeSources.as_view(), name="change_sources"),
    path(f"{OWN}themes/", drafting.ChangeTheme.as_view(), name="add_theme"),
    path(f"{OWN}themes/<slug:theme>/", drafting.ChangeTheme.as_view(), name="change_theme"),
    path(
        f"{OWN}themes/<slug:theme>/criteria/",
        drafting.ChangeCriterion.as_view(),
        name="add_criterion",
    ),
    path(
        f"{OWN}themes/<slug:theme>/criteria/<slug:criterion>/",
        drafting.ChangeCriterion.as_view(),
        name="change_criterion",
    ),
    path(f"{OWN}levels/", drafting_rows.ChangeLevel.as_view(), name="add_level"),
    path(f"{OWN}levels/<slug:level>/", drafting_rows.ChangeLevel.as_view(), name="change_level"),
    path(f"{OWN}<slug:section>/", drafting.ChangeSection.as_view(), name="change_scheme"),
    path(
        "schemes/<uuid:own_scheme_pk>/publish/",
        running.PublishScheme.as_view(),
        name="publish_scheme",
    ),
    path(
        "schemes/<uuid:own_scheme_pk>/next/",
        running.StartNextScheme.as_view(),
        name="next_scheme_version",
    ),
    path("running/<uuid:running_pk>/", running.RunningScheme.as_view(), name="running"),
    path("running/<uuid:running_pk>/close/", running.CloseRunning.as_view(), name="close_running"),
    path("assessments/", self_assessments.SelfAssessments.as_view(), name="self_assessments"),
    path(
        "assessments/<uuid:self_assessment_pk>/",
        self_assessments.OneAssessment.as_view(),
        name="self_assessment",
    ),
    path(
        "assessments/<uuid:self_assessment_pk>/marks.csv",
        self_assessments.AssessmentFile.as_view(),
        name="self_assessment_csv",
    ),
    path(
        "assessments/<uuid:self_assessment_pk>/assessment.pdf",
        self_assessments.AssessmentDocument.as_view(),
        name="self_assessment_pdf",
    ),
    path("employer/", employers.EmployerFactsList.as_view(), name="employer_facts"),
    path("employer/record/", employers.RecordEmployerFacts.as_view(), name="record_employer_facts"),
    path("employer/facts.csv", employers.EmployerFactsFile.as_view(), name="employer_facts_csv"),
]
