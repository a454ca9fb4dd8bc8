"""The pages of those who apply: included under the namespace of awards."""

from django.urls import path

from socialvalue.awards.views import afterwards, applications, evidence, offline, starting

OWN = "applications/<uuid:own_application_pk>/"
KEPT = "evidence/<uuid:own_evidence_pk>/"

urlpatterns = [
    path("apply/", starting.Apply.as_view(), name="apply"),
    path("apply/organisation/", starting.Register.as_view(), name="register_organisation"),
    path("apply/organisation/sent/", starting.LinkSent.as_view(), name="link_sent"),
    path(
        "apply/organisation/open/<str:secret>/",
        starting.OpenOrganisation.as_view(),
        name="open_organisation",
    ),
    path("apply/<uuid:open_running_pk>/", starting.OpenScheme.as_view(), name="apply_scheme"),
    path("apply/<uuid:open_running_pk>/begin/", starting.Begin.as_view(), name="begin"),
    path("applications/", applications.Applications.as_view(), name="applications"),
    path(OWN, applications.ApplicationPage.as_view(), name="application"),
    path(f"{OWN}criteria/<str:criterion>/", applications.AnswerPage.as_view(), name="answer"),
    path(f"{OWN}summary/", applications.Summary.as_view(), name="summary"),
    path(f"{OWN}amend/", applications.Amend.as_view(), name="amend"),
    path(f"{OWN}withdraw/", applications.Withdraw.as_view(), name="withdraw"),
    path(f"{OWN}register/", applications.RegisterChoice.as_view(), name="register_choice"),
    path(f"{OWN}document/", offline.Template.as_view(), name="template"),
    path(f"{OWN}document/upload/", offline.UploadTemplate.as_view(), name="upload_template"),
    path(
        f"{OWN}questions/<uuid:own_question_pk>/",
        afterwards.AnswerQuestion.as_view(),
        name="answer_question",
    ),
    path(f"{OWN}appeal/", afterwards.Appeal.as_view(), name="appeal"),
    path(f"{OWN}circumstances/", afterwards.Circumstances.as_view(), name="circumstances"),
    path("evidence/", evidence.Library.as_view(), name="evidence"),
    path("evidence/add/", evidence.AddEvidence.as_view(), name="add_evidence"),
    path("evidence/facts/", evidence.KeepFacts.as_view(), name="keep_facts"),
    path(f"{KEPT}file/", evidence.EvidenceFile.as_view(), name="evidence_file"),
    path(f"{KEPT}remove/", evidence.RemoveEvidence.as_view(), name="remove_evidence"),
]
