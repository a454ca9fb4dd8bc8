"""The pages about people and organisations."""

from django.urls import path

from socialvalue.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.Account.as_view(), name="account"),
    path("organisations/", views.Organisations.as_view(), name="organisations"),
    path("organisations/switch/", views.SwitchOrganisation.as_view(), name="switch_organisation"),
    path("people/", views.People.as_view(), name="people"),
    path("people/invite/", views.Invite.as_view(), name="invite"),
    path(
        "people/invitations/<uuid:invitation_pk>/withdraw/",
        views.WithdrawInvitation.as_view(),
        name="withdraw_invitation",
    ),
    path("people/roles/<uuid:membership_pk>/end/", views.EndRole.as_view(), name="end_role"),
    path("join/<str:secret>/", views.Join.as_view(), name="join"),
]
