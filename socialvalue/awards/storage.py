"""Where evidence lies: apart from all other files, and never under an address of its own."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible(path="socialvalue.awards.storage.EvidenceStorage")
class EvidenceStorage(FileSystemStorage):
    """A folder of the installation that only the application reads; nothing in it can be run."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """The folder, asked of the settings each time."""
        return str(Path(settings.DATA_DIR) / "evidence")

    @property
    def location(self) -> str:
        """The same as a whole path."""
        return self.base_location

    def url(self, name: str | None) -> str:
        """Refuse: a file is sent by a page that asks who wants it."""
        raise ValueError(f"{name} has no address of its own")
