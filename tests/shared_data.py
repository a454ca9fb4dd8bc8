"""Where the larger published data sets lie, for the tests that can use them."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"

needs_shared_data = pytest.mark.skipif(
    not SHARED_DATA.is_dir(),
    reason="the published data sets are not beside this checkout (../shared/data)",
)
