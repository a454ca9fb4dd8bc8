"""The project's settings, with a kind of job whose every effect can be counted."""

import os

os.environ.setdefault("SECRET_KEY", "a-key-for-the-fault-tests-alone-" + 32 * "0")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("HTTPS", "off")

from socialvalue.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]  # noqa: F405
