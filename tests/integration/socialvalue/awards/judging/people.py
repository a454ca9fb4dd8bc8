"""People at the pages of judging."""

from django.test import Client
from django.urls import reverse

BACKEND = "django.contrib.auth.backends.ModelBackend"


def client_for(user):
    """Return a client in which somebody is signed in."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def address(made, name, *more):
    """Return the address of a page about the application."""
    return reverse(f"awards:{name}", args=[made.application.pk, *more])


def page(made, user, name, *more):
    """Return what somebody reads at a page about the application."""
    return client_for(user).get(address(made, name, *more))


def sends(made, user, name, *more, **answers):
    """Return the answer to what somebody sends to a page about the application."""
    return client_for(user).post(address(made, name, *more), answers)


def words(response):
    """Return a page's text with single spaces."""
    return " ".join(response.content.decode().split())
