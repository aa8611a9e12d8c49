"""What a site lets in: files a virus scanner finds clean, documents that are not secret."""

from collections.abc import Callable
from dataclasses import dataclass

from ingest.document import Document
from ingest.errors import IngestError
from ingest.reading import secrecy


class Classified(IngestError):
    """The document bears a stamp of secrecy; the message names it."""

    code = "classified"


@dataclass(frozen=True, slots=True)
class Guards:
    """Refuses files and documents before they are kept anywhere."""

    scan: Callable[[bytes], None] | None = None
    """Raises IngestError for a file that is not clean, or that cannot be scanned."""
    refuse_classified: bool = True

    def check_bytes(self, data: bytes) -> None:
        """Raise IngestError where the file's bytes are not to be kept."""
        if self.scan is not None:
            self.scan(data)

    def check_document(self, document: Document) -> None:
        """Raise Classified where the document is not to be kept."""
        stamp = secrecy.stamp(document.text) if self.refuse_classified else None
        if stamp is not None:
            raise Classified(
                f"Văn bản đóng dấu “{stamp}” nên không được nạp vào hệ thống này; văn bản mật phải "
                "được quản lý theo quy định về bảo vệ bí mật nhà nước."
            )


NO_GUARDS = Guards()
