"""Refusing a file by its length, before any of it is read."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

ROOM_FOR_ANSWERS = 1024 * 1024
"""What the other answers of a form may take beside its file, in bytes."""


class StopByLength(FileUploadHandler):
    """Stops at the first file of a request that is longer than its page takes.

    What the form sent before its file was read by then, so the page can show it again: put the
    file last. `bytes_refused(request)` tells the view.
    """

    sent = 0

    def handle_raw_input(
        self, input_data: object, META: dict, content_length: int, *args: object, **kwargs: object
    ) -> None:
        """Note how long the request says it is."""
        self.sent = content_length

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Read no further if the request is too long."""
        super().new_file(*args, **kwargs)
        if self.sent > limit_of(self.request) + ROOM_FOR_ANSWERS:
            self.request.bytes_refused = self.sent
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on what was read."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that follow."""


def limit_of(request: HttpRequest | None) -> int:
    """Return the most bytes that the files of a request may have together.

    A view may name its own limit: `upload_limit` is the name of a setting in bytes. A form is read
    before anybody is asked who they are, on every page: from whoever has not signed in, no file is.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    match = getattr(request, "resolver_match", None)
    view_class = getattr(match and match.func, "view_class", None)
    most: int = getattr(settings, getattr(view_class, "upload_limit", "UPLOAD_LIMIT"))
    return most


def bytes_refused(request: HttpRequest) -> int:
    """Return how long a request was whose file was not read, 0 if it was read."""
    return getattr(request, "bytes_refused", 0)


def why_refused(request: HttpRequest) -> str:
    """Return in words why the files of a request were not read; empty if they were."""
    if not bytes_refused(request):
        return ""
    most = limit_of(request) // 1024**2
    return f"This is more than {most} MB in all. Choose smaller files, or fewer at once."
