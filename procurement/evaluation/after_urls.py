"""The pages after the decision: letters, the standstill, the file. Part of the room's addresses."""

from django.urls import path

from procurement.evaluation.views import file, letters, standstill

urlpatterns = [
    path("letters/", letters.Letters.as_view(), name="letters"),
    path("letters/ask/", letters.AskLetters.as_view(), name="ask_letters"),
    path("letters/contacts/", letters.Contacts.as_view(), name="letter_contacts"),
    path("letters/wording/<slug:audience>/", letters.Wording.as_view(), name="letter_wording"),
    path("letters/preview/<uuid:bid_pk>/", letters.Preview.as_view(), name="letter_preview"),
    path(
        "letters/reasons/<uuid:bid_pk>/<uuid:criterion_pk>/hold-back/",
        letters.Withhold.as_view(),
        name="withhold",
    ),
    path(
        "letters/reasons/<uuid:bid_pk>/<uuid:criterion_pk>/tell/",
        letters.TellReason.as_view(),
        name="tell_reason",
    ),
    path("letters/packs/<uuid:pack_pk>/letters.zip", letters.PackFile.as_view(), name="pack_file"),
    path("letters/packs/<uuid:pack_pk>/issue/", letters.IssuePack.as_view(), name="issue_pack"),
    path(
        "letters/packs/<uuid:pack_pk>/<uuid:letter_pk>/<slug:form>/",
        letters.LetterFile.as_view(),
        name="letter_file",
    ),
    path("standstill/", standstill.Standstill.as_view(), name="standstill"),
    path("standstill/notice/", standstill.RecordNotice.as_view(), name="record_notice"),
    path(
        "standstill/objections/add/",
        standstill.ReceiveRepresentation.as_view(),
        name="receive_representation",
    ),
    path(
        "standstill/objections/<uuid:representation_pk>/",
        standstill.DecideRepresentation.as_view(),
        name="decide_representation",
    ),
    path("result/report/", file.Report.as_view(), name="report"),
    path("result/report.pdf", file.ReportFile.as_view(), name="report_file"),
    path("result/report.docx", file.ReportWord.as_view(), name="report_word"),
    path("result/sealed.zip", file.SealedFile.as_view(), name="sealed_file"),
    path("award/", standstill.Award.as_view(), name="award"),
    path("archive/", standstill.Archive.as_view(), name="archive"),
]
