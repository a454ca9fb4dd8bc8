"""Addresses in the log without the secrets in them: whoever reads a log could use such a link."""

import logging

SECRETS = ("secret", "key")
"""What addresses call the part that opens something: our own, and those of the sign-in library."""

VEIL = "[secret]"


class NoSecrets(logging.Filter):
    """Puts a veil over the secrets of the address that a line of the log is about."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the line; every line is kept."""
        match = getattr(getattr(record, "request", None), "resolver_match", None)
        parts = match.kwargs if match else {}
        for secret in (str(parts[name]) for name in SECRETS if name in parts):
            record.msg, record.args = record.getMessage().replace(secret, VEIL), None
        return True
