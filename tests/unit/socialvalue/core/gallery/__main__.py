"""Writes the gallery's pages into a folder."""

import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.unit.socialvalue.core.gallery import pages  # noqa: E402 -- after the set-up

folder = Path(sys.argv[1])
folder.mkdir(exist_ok=True)
for name, html in pages.every_page().items():
    (folder / f"{name}.html").write_text(html)
