"""The pages after the decision: letters, the standstill, the file. Part of the room's addresses."""

from django.urls import path

from procurement.evaluation.views import file, letter_packs, letter_words, letters, standstill

urlpatterns = [
    path("letters/", letters.Letters.as_view(), name="letters"),
    path("letters/ask/", letters.AskLetters.as_view(), name="ask_letters"),
    path("letters/contacts/", letter_words.Contacts.as_view(), name="letter_contacts"),
    path("letters/wording/<slug:audience>/", letter_words.Wording.as_view(), name="letter_wording"),
    path("letters/preview/<uuid:bid_pk>/", letter_words.Preview.as_view(), name="letter_preview"),
    path(
        "letters/reasons/<uuid:bid_pk>/<uuid:criterion_pk>/hold-back/",
        letter_words.Withhold.as_view(),
        name="withhold",
    ),
    path(
        "letters/reasons/<uuid:bid_pk>/<uuid:criterion_pk>/tell/",
        letter_words.TellReason.as_view(),
        name="tell_reason",
    ),
    path(
        "letters/packs/<uuid:pack_pk>/letters.zip",
        letter_packs.PackFile.as_view(),
        name="pack_file",
    ),
    path(
        "letters/packs/<uuid:pack_pk>/issue/", letter_packs.IssuePack.as_view(), name="issue_pack"
    ),
    path(
        "letters/packs/<uuid:pack_pk>/<uuid:letter_pk>/<slug:form>/",
        letter_packs.LetterFile.as_view(),
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
