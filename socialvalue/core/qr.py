"""An address as a QR code: squares that are dark or light, and the path of an SVG that draws them.

Made by the encoder of reportlab (its port of Kazuhiko Arase's QR Code, ISO/IEC 18004).
"""

from collections.abc import Iterator, Sequence

QUIET = 4
"""Light squares that must stay around a code, by the standard."""

LONGEST = 200
"""Letters of an address: a longer one makes squares too small to be read from paper."""

Modules = tuple[tuple[bool, ...], ...]


class TooLong(ValueError):
    """The address makes a code that cannot be read from paper."""


def modules_of(address: str) -> Modules:
    """Return the rows of squares, True where one is dark, without the light ones around.

    Up to 15% of the squares may be spoilt (level M). Raises TooLong.
    """
    from reportlab.graphics.barcode import qrencoder  # noqa: PLC0415 -- slow import

    if len(address) > LONGEST:
        raise TooLong(f"an address of {len(address)} letters is too long for a code on paper")
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    across = range(code.getModuleCount())
    return tuple(tuple(bool(code.isDark(row, column)) for column in across) for row in across)


def runs(modules: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int, int]]:
    """Yield the dark stretches of each row: row, first column, how many squares."""
    for number, row in enumerate(modules):
        start = None
        for column, dark in enumerate([*row, False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield number, start, column - start
                start = None


def path_of(modules: Sequence[Sequence[bool]]) -> str:
    """Return the path of an SVG, one unit to a square, the light ones around included."""
    return "".join(
        f"M{QUIET + column},{QUIET + row}h{length}v1h-{length}z"
        for row, column, length in runs(modules)
    )
