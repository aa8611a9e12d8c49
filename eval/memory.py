"""What memory a process takes."""

import re
from pathlib import Path


def megabytes(field: str, process: int | None = None) -> float:
    """Return a field of a process's status, in MB; None: this process.

    ``ru_maxrss`` would hold the parent's too.
    """
    status = Path(f"/proc/{process or 'self'}/status").read_text(encoding="ascii")
    [kilobytes] = re.findall(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) / 1024


def resident() -> float:
    """Return what it holds now, in MB."""
    return megabytes("VmRSS")
