"""Refusals of files, each of which says what to do."""

SAVE_AS_PDF = "Save it as PDF, and choose that file."


class EvidenceRefused(ValueError):
    """The file is not kept. The message says why and what to do."""


def in_megabytes(size: int) -> str:
    """Return a size in bytes in words, rounded up to a tenth, so that too much never looks right.

    1 MB is 1,048,576 bytes, as in the limits of the settings.
    """
    tenths = -(-size * 10 // 1024**2)
    whole, part = divmod(tenths, 10)
    return f"{whole:,}.{part} MB" if part else f"{whole:,} MB"
