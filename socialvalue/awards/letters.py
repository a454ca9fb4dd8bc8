"""The letter that a stranger gets who wants to apply. Letters about applications are elsewhere."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from socialvalue.awards.models import Registration


def send_link(*, registration: Registration, link: str) -> None:
    """Send the link that opens an organisation. Raises what the mail server raises."""
    context = {
        "registration": registration,
        "link": link,
        "service_name": settings.SERVICE_NAME,
    }
    EmailMessage(
        subject=f"Apply on {settings.SERVICE_NAME}: your link",
        body=render_to_string("socialvalue/awards/apply/link.txt", context),
        to=[registration.email],
    ).send()
