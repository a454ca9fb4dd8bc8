"""The room's name for Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only line of who did what, when, and why."""

    name = "socialvalue.audit"
