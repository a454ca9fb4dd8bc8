"""The room's name for Django."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The ledger of background work: what was asked, how far it is, what came of it."""

    name = "socialvalue.jobs"
    label = "jobs"
