"""Reads: what a file holds, where its payments went, and which payments stand behind a figure."""

from .asking import MINIMUM_LOCATED, TOP, terms_of
from .comparing import comparison, supplier_totals
from .counting import Again, WorkedOut, category_key, names_in, worked_again, worked_out
from .coverage import AnchorCoverage, YearCoverage, coverage
from .drilling import (
    ANY_REASON,
    PARAMETERS,
    CountedLine,
    CountedLines,
    UnknownChoice,
    counted_lines,
)
from .individuals import as_known_now, individual_forms, individual_keys, reference_of
from .leaking import (
    FIGURES_SINCE,
    CategorySpend,
    category_spend,
    leaking,
    newest_analysis,
    standing_decisions,
    usable_analyses,
)
from .lines import ReadOtherwise, first_lines, lines_path, read_whole, write_corrections
from .narrowing import Narrowed, narrowed_suppliers
from .payees import LocalSupplier, local_suppliers, paid_to
from .proposing import Proposal, alike, look, proposal
from .renewing import Renewal, renewals
from .repeated import alike_repeats, repeats_to_show
from .repeating import FoundRepeat, read_before, repeating, repeats_of
from .supplied import Supplied, keys_of, supplied_in
from .types import Types, types_in
from .unread import (
    AlikeRows,
    Place,
    UnreadRow,
    alike_rows,
    decided_counts,
    standing_corrections,
    unread_rows,
)
from .zips import files_of_zip

__all__ = [
    "ANY_REASON",
    "FIGURES_SINCE",
    "MINIMUM_LOCATED",
    "PARAMETERS",
    "TOP",
    "Again",
    "AlikeRows",
    "AnchorCoverage",
    "CategorySpend",
    "CountedLine",
    "CountedLines",
    "FoundRepeat",
    "LocalSupplier",
    "Narrowed",
    "Place",
    "Proposal",
    "ReadOtherwise",
    "Renewal",
    "Supplied",
    "Types",
    "UnknownChoice",
    "UnreadRow",
    "WorkedOut",
    "YearCoverage",
    "alike",
    "alike_repeats",
    "alike_rows",
    "as_known_now",
    "category_key",
    "category_spend",
    "comparison",
    "counted_lines",
    "coverage",
    "decided_counts",
    "files_of_zip",
    "first_lines",
    "individual_forms",
    "individual_keys",
    "keys_of",
    "leaking",
    "lines_path",
    "local_suppliers",
    "look",
    "names_in",
    "narrowed_suppliers",
    "newest_analysis",
    "paid_to",
    "proposal",
    "read_before",
    "read_whole",
    "reference_of",
    "renewals",
    "repeating",
    "repeats_of",
    "repeats_to_show",
    "standing_corrections",
    "standing_decisions",
    "supplied_in",
    "supplier_totals",
    "terms_of",
    "types_in",
    "unread_rows",
    "usable_analyses",
    "worked_again",
    "worked_out",
    "write_corrections",
]
