"""The side file of a document: what an office states about a file that the file leaves blank.

``plan.pdf.meta.yaml`` (or ``plan.meta.yaml``) beside ``plan.pdf`` maps names of header fields
(kind, number, issuer, superior, place, issued_on, subject, signer, signer_title,
signing_authority) to values.
"""

from pathlib import Path

import yaml

from ingest.errors import IngestError

_SUFFIX = ".meta.yaml"
_MAX_BYTES = 64 * 1024


def given(path: Path) -> dict[str, str]:
    """Return the header values stated beside the file; empty without a side file.

    Raises IngestError where the side file is not a plain mapping of names to values.
    """
    for candidate in (path.with_name(path.name + _SUFFIX), path.with_suffix(_SUFFIX)):
        if candidate.is_file():
            return _read(candidate)
    return {}


def _read(path: Path) -> dict[str, str]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise IngestError(f"Tệp kèm theo {path.name} quá lớn.")
        loaded = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise IngestError(f"Tệp kèm theo {path.name} không đọc được.") from error
    if not isinstance(loaded, dict):
        raise IngestError(f"Tệp kèm theo {path.name} phải gồm các dòng “tên trường: giá trị”.")
    for value in loaded.values():
        if isinstance(value, dict | list):
            raise IngestError(f"Tệp kèm theo {path.name} chỉ nhận giá trị đơn cho mỗi trường.")
    return {str(key): str(value) for key, value in loaded.items() if value is not None}
