"""The letters that this room sends."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from socialvalue.accounts.models import Invitation, Role


def send_invitation(*, invitation: Invitation, link: str) -> None:
    """Send the letter that carries the secret link. Raises what the mail server raises."""
    body = render_to_string(
        "socialvalue/accounts/invitation.txt",
        {
            "invitation": invitation,
            "link": link,
            "roles": [Role(role).label for role in invitation.roles],
            "service_name": settings.SERVICE_NAME,
        },
    )
    EmailMessage(
        subject=f"Join {invitation.organisation.name} on {settings.SERVICE_NAME}",
        body=body,
        to=[invitation.email],
    ).send()
