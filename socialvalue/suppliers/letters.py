"""The letters that this room sends: a link for one supplier, and reminders of it."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from socialvalue.suppliers.models import SurveyInvitation


def send_letter(*, invitation: SurveyInvitation, number: int, link: str) -> None:
    """Send the invitation (number 0) or a reminder. Raises what the mail server raises."""
    survey = invitation.survey
    context = {
        "survey": survey,
        "supplier": invitation.supplier,
        "link": link,
        "is_reminder": number > 0,
        "service_name": settings.SERVICE_NAME,
    }
    subject = f"{survey.organisation.name}: where do you spend what we pay you?"
    EmailMessage(
        subject=f"Reminder: {subject}" if number else subject,
        body=render_to_string("socialvalue/suppliers/letter.txt", context),
        to=[invitation.email],
    ).send()
