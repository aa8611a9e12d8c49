"""How much room the data folder takes, by what lies in it, and how much is left."""

import os
import shutil
from pathlib import Path
from typing import Literal, get_args

from app.operations import holdings
from app.storage import CONVERSATIONS, UPLOADS
from index.settings import Folders

Part = Literal["documents", "conversations", "uploads", "derived", "other"]
"""What the room is told by; ``derived`` can be made again."""


def occupied(data_dir: Path) -> dict[Part, int]:
    """Return the bytes that each part takes. What goes while it is looked at counts nothing."""
    sizes: dict[Part, int] = dict.fromkeys(get_args(Part), 0)
    for path in data_dir.iterdir():
        sizes[_part(data_dir, path.name)] += _size(path)
    return sizes


def free(data_dir: Path) -> int:
    """Return the bytes that can still be written beside it."""
    return shutil.disk_usage(data_dir).free


def _part(data_dir: Path, name: str) -> Part:
    if name.startswith(Folders(data_dir).catalogue.name):
        return "documents"
    if name.startswith(CONVERSATIONS):
        return "conversations"
    if name == UPLOADS:
        return "uploads"
    return "derived" if name in holdings.DERIVED else "other"


def _size(path: Path) -> int:
    try:
        if path.is_symlink() or not path.is_dir():
            return path.lstat().st_size
        return sum(
            (Path(folder) / name).lstat().st_size
            for folder, _, names in os.walk(path)
            for name in names
        )
    except FileNotFoundError:
        return 0
