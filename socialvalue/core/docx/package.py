"""The package of a Word file: the same parts, always packed alike."""

import io
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a zip file can say; the document's own moment is in its properties."""

READABLE = 0o644


def steady(packed: bytes) -> bytes:
    """Return the package with the moment of packing taken out: same parts, same bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            entry = zipfile.ZipInfo(name, date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE << 16
            after.writestr(entry, before.read(name))
    return stream.getvalue()
