"""The room's name for Django."""

from django.apps import AppConfig


class SuppliersConfig(AppConfig):
    """Who is paid: suppliers, the names they go by, and what registers say of them."""

    name = "socialvalue.suppliers"
    label = "suppliers"
