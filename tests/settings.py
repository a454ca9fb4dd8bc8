"""The project's settings, with what a test machine need not be asked for."""

import os

os.environ.update(
    SECRET_KEY="a-key-for-the-tests-that-is-long-enough-and-guards-nothing-at-all-0123456789",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    HTTPS="off",
    DEMONSTRATION="off",
    EMAIL_URL="memorymail://",
    REDIS_URL="memory://",  # rings no bell: tests of real workers bring their own broker
)

from socialvalue.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = (  # noqa: F405
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)

# What was once collected on this machine is nothing to the tests: every client would look through
# it anew. The browser's server finds what is served where it is written.
STATIC_ROOT = None
