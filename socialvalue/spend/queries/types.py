"""What a payments file says that its suppliers are, in a column of its own."""

from typing import Any

from socialvalue.spend.models import PaymentFile

Types = dict[str, dict[str, int]]


def types_in(file: PaymentFile) -> Types:
    """Return, for each supplier's name as written, how many payments say what.

    Nothing where nobody confirmed such a column. The file is read a second time for it, with this
    column in the place of the category: few publishers have one.
    """
    if not file.type_heading:
        return {}
    from socialvalue.calculations.spend.fast.reading import (  # noqa: PLC0415 -- slow import
        read_into,
    )

    pairs = _Pairs()
    with file.content.open("rb") as content:
        read_into(
            content,
            name=file.name,
            writer=pairs,
            confirmed_columns={**file.columns, "category": file.type_heading},
            amounts=file.amounts or None,
        )
    return pairs.found


class _Pairs:
    """Takes lines, and counts those of each pair of supplier and what stands for its category."""

    def __init__(self) -> None:
        self.found: Types = {}

    def add(self, lines: Any) -> None:
        import pyarrow as pa  # noqa: PLC0415 -- slow import

        names = ["supplier", "category"]
        texts = pa.table({name: lines.column(name).cast(pa.string()) for name in names})
        counted = texts.group_by(names).aggregate([([], "count_all")])
        for row in counted.to_pylist():
            of_name = self.found.setdefault(row["supplier"], {})
            of_name[row["category"]] = of_name.get(row["category"], 0) + row["count_all"]

    def start_again(self) -> None:
        self.found.clear()
