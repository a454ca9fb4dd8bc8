"""Small studies in memory, for tests: a valid one, and ways to change one thing in it."""

import copy
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from socialvalue.calculations.spend.study import Study, StudyRefused, load_study

GOLDEN = Path(__file__).resolve().parents[4] / "golden" / "spend"

Files = dict[str, bytes]

HEADINGS = ("Supplier", "Payment Date", "Amount", "Category", "Reference", "Purpose", "Postcode")
"""The headings of a payments file in these studies."""

CONFIG: dict[str, Any] = {
    "format": "local-spend-study/1.0",
    "title": "Two towns",
    "currency": "GBP",
    "period": {"label": "2024/25", "start": "2024-04-01", "end": "2025-03-31"},
    "areas": [
        {"code": "town", "name": "The town", "lad_codes": ["E07000001"]},
        {"code": "county", "name": "The county", "lad_codes": ["E07000001", "E07000002"]},
        {"code": "valley", "name": "The valley", "lad_codes": ["E07000002", "W06000001"]},
    ],
    "nested_areas": ["town", "county"],
    "leakage_area": "county",
    "multiplier_area": "county",
    "anchors": [
        {"code": "A", "name": "Council", "kind": "council", "file": "a.csv", "amounts": "net"},
    ],
    "files": {
        "supplier_master": "suppliers.csv",
        "supplier_survey": "survey.csv",
        "postcodes": "postcodes.csv",
    },
    "exclusion_order": [
        "out_of_period",
        "duplicate",
        "redacted",
        "tax_payroll_pension",
        "financing",
        "grant",
        "inter_anchor",
        "public_body",
    ],
    "exclude_categories": [{"reason": "grant", "categories": ["Grants"]}],
    "duplicate_key": [
        "anchor",
        "supplier",
        "date",
        "transaction_number",
        "amount",
        "category",
        "description",
    ],
    "duplicate_policy": "exclude_confirmed",
    "redaction_markers": ["REDACTED"],
    "total_row_markers": ["Total"],
    "not_influenceable": [{"category": "Energy", "reason": "a national contract"}],
    "sme_sizes": ["micro", "small", "medium"],
    "top_n": 2,
    "minimum_located_pct": "90",
    "deprivation": {
        "decile_up_to": 1,
        "indices": [{"code": "imd2019", "column": "imd2019_decile"}],
    },
}

SUPPLIERS = """\
supplier_id,canonical_name,aliases,registered_postcode,delivery_postcode,size,kind,sic2007,country
S1,Alpha Ltd,Alpha & Sons|A.L.P.H.A.,AA1 1AA,AA1 1AA,small,private,,GB
S2,Beta plc,,BB1 1BB,AA1 1AA,large,private,,
S3,Gamma CIC,,CC1 1CC,CC1 1CC,micro,vcse,,GB
S4,Delta,,,,,private,,GB
S5,Epsilon,,D02 X285,D02 X285,medium,private,,IE
P1,County Police,,,,,public_body,,GB
P2,Tax Office,,,,,tax_payroll_pension,,GB
P3,Bank,,,,,financing,,GB
P4,Council,,,,,anchor,,GB
"""

POSTCODES = """\
pcds,doterm,lad25cd,lsoa11cd,lsoa21cd,imd2019_decile
AA1 1AA,,E07000001,E01000001,E01000001,1
BB1 1BB,,E07000002,E01000002,E01000002,5
CC1 1CC,,W06000001,W01000001,W01000001,
DD1 0AA,199606,E07000003,E01000003,E01000003,2
"""

SURVEY = """\
supplier_id,area,respend_share
S1,county,0.50
S2,town,0.90
"""

Payment = Sequence[str]


def payments(*rows: Payment, headings: Sequence[str] = HEADINGS, delimiter: str = ",") -> bytes:
    """Return a payments file; short rows are filled up with empty cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(headings)
    for row in rows:
        writer.writerow([*row, *[""] * (len(headings) - len(row))])
    return out.getvalue().encode()


def files(
    *rows: Payment, config: Callable[[dict[str, Any]], object] | None = None, **changed: Any
) -> Files:
    """Return the files of a study of these payments.

    `config` changes the configuration in place. `changed` replaces whole files: `suppliers`,
    `survey`, `postcodes` (text) or `payments` (bytes).
    """
    settings = copy.deepcopy(CONFIG)
    if config is not None:
        config(settings)
    return {
        "config.json": json.dumps(settings).encode(),
        "a.csv": changed.get("payments", payments(*rows)),
        "suppliers.csv": changed.get("suppliers", SUPPLIERS).encode(),
        "survey.csv": changed.get("survey", SURVEY).encode(),
        "postcodes.csv": changed.get("postcodes", POSTCODES).encode(),
    }


def study(*rows: Payment, **changed: Any) -> Study:
    """Return the study of these payments."""
    return load_study(files(*rows, **changed).__getitem__)


def errors_of(given: Files) -> list[str]:
    """Return why a study is refused; nothing if it is not."""
    try:
        load_study(given.__getitem__)
    except StudyRefused as refused:
        return refused.errors
    return []


def golden_files() -> Files:
    """Return the files of the golden study."""
    return {path.name: path.read_bytes() for path in GOLDEN.iterdir() if path.is_file()}


def with_config(given: Files, change: Callable[[dict[str, Any]], object]) -> Files:
    """Return the files with one thing changed in the configuration."""
    settings = json.loads(given["config.json"])
    change(settings)
    return given | {"config.json": json.dumps(settings).encode()}


def by(rows: Iterable[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    """Return the rows of a part of a result by one of their members."""
    return {row[key]: row for row in rows}
