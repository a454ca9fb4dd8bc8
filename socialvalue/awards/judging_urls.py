"""The pages of those who decide applications: included under the namespace of awards."""

from django.urls import path

from socialvalue.awards.views import assessing, deciding, figures, panel, people, received, work

APPLICATION = "received/<uuid:application_pk>/"

urlpatterns = [
    path("", work.Home.as_view(), name="home"),
    path("received/", work.Received.as_view(), name="received"),
    path("received/applications.csv", work.ReceivedCsv.as_view(), name="received_csv"),
    path("figures/", figures.FiguresPage.as_view(), name="figures"),
    path("figures/assessors.csv", figures.FiguresCsv.as_view(), name="figures_csv"),
    path(APPLICATION, received.ApplicationPage.as_view(), name="received_application"),
    path(f"{APPLICATION}record/", received.RecordPage.as_view(), name="received_record"),
    path(
        f"{APPLICATION}evidence/<uuid:named_evidence_pk>/",
        received.EvidenceFile.as_view(),
        name="received_evidence",
    ),
    path(f"{APPLICATION}people/", people.People.as_view(), name="people"),
    path(f"{APPLICATION}people/add/<slug:seats>/", people.Allocate.as_view(), name="allocate"),
    path(f"{APPLICATION}people/<uuid:seat_pk>/end/", people.EndSeat.as_view(), name="end_seat"),
    path(f"{APPLICATION}declare/", people.Declare.as_view(), name="declare"),
    path(f"{APPLICATION}interest/", people.OwnInterest.as_view(), name="own_interest"),
    path(f"{APPLICATION}judging/", assessing.MyJudgements.as_view(), name="my_judgements"),
    path(f"{APPLICATION}judging/<str:criterion_code>/", assessing.Judge.as_view(), name="judge"),
    path(f"{APPLICATION}panel/", panel.Panel.as_view(), name="panel"),
    path(f"{APPLICATION}panel/<str:criterion_code>/", panel.Agree.as_view(), name="agree"),
    path(f"{APPLICATION}ask/", deciding.Ask.as_view(), name="ask"),
    path(f"{APPLICATION}decision/propose/", deciding.Propose.as_view(), name="propose"),
    path(f"{APPLICATION}decision/", deciding.Decide.as_view(), name="decide"),
    path(
        f"{APPLICATION}appeals/<uuid:appeal_pk>/",
        deciding.DecideAppeal.as_view(),
        name="decide_appeal",
    ),
]
