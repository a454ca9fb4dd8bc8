"""Pages of awards that are held, for anybody, for those who hold them and for those who gave them.

`own_award_pk` is an award as its holder sees it, `award_pk` the same as those do who gave it.
"""

from django.urls import path

from socialvalue.awards.views import given, held, letters, places, register

OWN, GIVEN = "held/<uuid:own_award_pk>/", "given/<uuid:award_pk>/"
OWN_LETTER = "applications/<uuid:own_application_pk>/letters/<uuid:own_letter_pk>/"
WRITTEN = "received/<uuid:application_pk>/letters/<uuid:award_letter_pk>/"

urlpatterns = [
    path("register/", register.Register.as_view(), name="register"),
    path("register/awards.csv", register.RegisterCsv.as_view(), name="register_csv"),
    path("register/awards.json", register.RegisterJson.as_view(), name="register_json"),
    path("verify/", register.Verify.as_view(), name="verify"),
    path("verify/<str:certificate>/", register.Verified.as_view(), name="verified"),
    path("held/", held.Held.as_view(), name="held"),
    path(OWN, held.OwnAward.as_view(), name="own_award"),
    path(f"{OWN}certificate/", held.Certificate.as_view(), name="certificate"),
    path(f"{OWN}certificate.pdf", held.CertificateFile.as_view(), name="certificate_file"),
    path(f"{OWN}register/", held.ChooseRegister.as_view(), name="choose_register_of_award"),
    path("given/", given.Given.as_view(), name="given"),
    path(GIVEN, given.GivenAward.as_view(), name="given_award"),
    path(f"{GIVEN}change/<str:kind>/", given.Propose.as_view(), name="propose_change"),
    path(
        f"{GIVEN}proposals/<uuid:award_proposal_pk>/",
        given.DecideChange.as_view(),
        name="decide_change",
    ),
    path(
        f"{GIVEN}conditions/<uuid:award_condition_pk>/",
        given.MeetCondition.as_view(),
        name="meet_condition",
    ),
    path("places/", places.ChoosePlace.as_view(), name="places"),
    path("places/<str:place_code>/", places.Place.as_view(), name="place"),
    path("places/<str:place_code>/criteria.csv", places.CriteriaCsv.as_view(), name="place_csv"),
    path("places/<str:place_code>/years.csv", places.YearsCsv.as_view(), name="place_years_csv"),
    path(OWN_LETTER, letters.OwnLetter.as_view(), name="own_letter"),
    path(f"{OWN_LETTER}<str:form>", letters.OwnLetterFile.as_view(), name="own_letter_file"),
    path(
        "received/<uuid:application_pk>/letters/",
        letters.WrittenLetters.as_view(),
        name="letters",
    ),
    path(WRITTEN, letters.WrittenLetter.as_view(), name="letter"),
    path(f"{WRITTEN}<str:form>", letters.WrittenLetterFile.as_view(), name="letter_file"),
]
