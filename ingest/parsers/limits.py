"""How large a file may be before a parser refuses it; the values are settings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds of what one file may cost."""

    unpacked_bytes: int = 512 * 2**20
    """Sum of what an archive (ZIP, DOCX, XLSX) unpacks to."""
    ratio: int = 200
    """Unpacked to packed size of one archive member of more than 1 MiB."""
    members: int = 5_000
    """Members of one archive."""
    nesting: int = 2
    """Archives inside archives."""
    pages: int = 3_000
    ocr_pages: int = 300
    """Pages of one file that may be read from their picture."""
    ocr_seconds: float = 120.0
    """Time for the picture of one page."""
    pixels: int = 100_000_000
    """Width by height of one picture."""
    columns: int = 256
    """Columns of one table."""
    rows: int = 100_000
    """Rows of one file's tables."""
    office_seconds: float = 120.0
    """Time for LibreOffice to convert one file."""


LIMITS = Limits()
"""What a parser uses when it is told nothing else."""
