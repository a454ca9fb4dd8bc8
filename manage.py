#!/usr/bin/env python
"""Django's command line for this project."""

import os
import secrets
import sys

# These commands only work sums out from files: they serve nobody, so they need no secret of the
# installation's own and run on a machine where nothing has been set up.
WITHOUT_SECRETS = {"assess_tender", "analyse_spend", "read_payments", "verify_bundle"}
WITHOUT_SECRETS_IF_DRY = {"import_notices"}


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialvalue.settings")
    needs_none = WITHOUT_SECRETS | (WITHOUT_SECRETS_IF_DRY if "--dry-run" in sys.argv else set())
    if needs_none.intersection(sys.argv[1:2]):
        os.environ.setdefault("SECRET_KEY", secrets.token_hex(32))
        os.environ.setdefault("ALLOWED_HOSTS", "localhost")

    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- slow import

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
