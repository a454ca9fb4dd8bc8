"""The pages about suppliers."""

from django.urls import path

from socialvalue.suppliers import views

SUPPLIER, LIST = "<uuid:supplier_pk>/", "lists/<uuid:supplier_list_pk>/"
SUGGESTION, SURVEY = "suggestions/<uuid:suggestion_pk>/", "surveys/<uuid:survey_pk>/"

app_name = "suppliers"
urlpatterns = [
    path("", views.SupplierIndex.as_view(), name="list"),
    path("suppliers.csv", views.SuppliersCsv.as_view(), name="list_csv"),
    path(SUPPLIER, views.SupplierPage.as_view(), name="supplier"),
    path(f"{SUPPLIER}edit/", views.EditSupplier.as_view(), name="edit"),
    path("merges/<uuid:merge_pk>/undo/", views.UndoMerge.as_view(), name="undo_merge"),
    path("lists/", views.Lists.as_view(), name="lists"),
    path("lists/upload/", views.UploadList.as_view(), name="upload_list"),
    path(LIST, views.ListPage.as_view(), name="list_page"),
    path(f"{LIST}errors.csv", views.FindingsCsv.as_view(), name="list_errors"),
    path(f"{LIST}take-back/", views.TakeListBack.as_view(), name="take_list_back"),
    path("registers/", views.Registers.as_view(), name="registers"),
    path("suggestions/", views.Suggestions.as_view(), name="suggestions"),
    path("suggestions/look/", views.Look.as_view(), name="look"),
    path(SUGGESTION, views.SuggestionPage.as_view(), name="suggestion"),
    path(f"{SUGGESTION}undo/", views.UndoSuggestion.as_view(), name="undo_suggestion"),
    path("surveys/", views.Surveys.as_view(), name="surveys"),
    path("surveys/new/", views.NewSurvey.as_view(), name="new_survey"),
    path(SURVEY, views.SurveyPage.as_view(), name="survey"),
    path(f"{SURVEY}invite/", views.Invite.as_view(), name="invite"),
    path(f"{SURVEY}letters/", views.Letters.as_view(), name="letters"),
    path(f"{SURVEY}answers/upload/", views.AnswerFile.as_view(), name="answer_file"),
    path(f"{SURVEY}answers/<uuid:supplier_pk>/", views.PaperAnswer.as_view(), name="paper_answer"),
    path(f"{SURVEY}close/", views.CloseSurvey.as_view(), name="close_survey"),
    path("answer/<str:secret>/", views.Answer.as_view(), name="answer"),
]
