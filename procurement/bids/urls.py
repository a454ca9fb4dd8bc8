"""The pages of this room, under a tender's address."""

from django.urls import path

from procurement.bids import views

app_name = "bids"
urlpatterns = [
    path("", views.BidList.as_view(), name="list"),
    path("lots/<uuid:lot_pk>/new/", views.TypeBid.as_view(), name="type"),
    path("lots/<uuid:lot_pk>/template/", views.ResponseTemplate.as_view(), name="template"),
    path("upload/", views.UploadResponse.as_view(), name="upload"),
    path("ocds/", views.UploadOcds.as_view(), name="ocds"),
    path("opening/", views.OpenBids.as_view(), name="opening"),
    path("commitments/", views.Commitments.as_view(), name="commitments"),
    path("commitments.csv", views.CommitmentsCsv.as_view(), name="commitments_csv"),
    path("commitments.xlsx", views.CommitmentsXlsx.as_view(), name="commitments_xlsx"),
    path("questions/", views.Questions.as_view(), name="questions"),
    path("questions/unmeasurable/", views.AskAboutUnmeasurable.as_view(), name="ask_all"),
    path("questions/<uuid:clarification_pk>/", views.AnswerQuestion.as_view(), name="answer"),
    path("<uuid:bid_pk>/", views.ReadBid.as_view(), name="bid"),
    path("<uuid:bid_pk>/file/", views.ReceivedFile.as_view(), name="file"),
    path("<uuid:bid_pk>/withdraw/", views.WithdrawBid.as_view(), name="withdraw"),
    path("<uuid:bid_pk>/late/", views.DecideLate.as_view(), name="late"),
    path("<uuid:bid_pk>/ask/", views.AskBidder.as_view(), name="ask"),
]
