"""The side file of a document: what an office states about a file that the file leaves blank.

``plan.pdf.meta.yaml`` (or ``plan.meta.yaml``) beside ``plan.pdf`` maps names of header fields
(kind, number, issuer, superior, place, issued_on, subject, signer, signer_title,
signing_authority) to values.
"""

from pathlib import Path, PurePath

import yaml

from ingest.errors import IngestError

_SUFFIX = ".meta.yaml"
_MAX_BYTES = 64 * 1024


def given(path: Path) -> dict[str, str]:
    """Return the header values stated beside the file; empty without a side file.

    Raises IngestError where the side file is not a plain mapping of names to values.
    """
    for candidate in map(Path, names(str(path))):
        if candidate.is_file():
            with candidate.open("rb") as file:
                return parse(candidate.name, file.read(_MAX_BYTES + 1))
    return {}


def names(path: str) -> tuple[str, str]:
    """Return the paths a document's side file may have, the one that counts first."""
    stem = path.removesuffix(PurePath(path).suffix)
    return path + _SUFFIX, stem + _SUFFIX


def is_side_file(name: str) -> bool:
    """Tell whether the name is that of a side file."""
    return name.lower().endswith(_SUFFIX)


def parse(name: str, data: bytes) -> dict[str, str]:
    """Return the header values of a side file's bytes.

    Raises IngestError where it is not a plain mapping of names to values.
    """
    try:
        if len(data) > _MAX_BYTES:
            raise IngestError(f"Tệp kèm theo {name} quá lớn.")
        loaded = yaml.safe_load(data.decode("utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise IngestError(f"Tệp kèm theo {name} không đọc được.") from error
    if not isinstance(loaded, dict):
        raise IngestError(f"Tệp kèm theo {name} phải gồm các dòng “tên trường: giá trị”.")
    for value in loaded.values():
        if isinstance(value, dict | list):
            raise IngestError(f"Tệp kèm theo {name} chỉ nhận giá trị đơn cho mỗi trường.")
    return {str(key): str(value) for key, value in loaded.items() if value is not None}
