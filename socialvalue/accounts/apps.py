"""The room's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships, roles."""

    name = "socialvalue.accounts"
