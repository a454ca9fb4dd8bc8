"""A folder of its own for what each test keeps on disk."""

import pytest


@pytest.fixture
def data_dir(settings, tmp_path):
    """Return the folder of the installation's files, empty."""
    settings.DATA_DIR = tmp_path
    return tmp_path
