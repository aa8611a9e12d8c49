"""What memory this process takes."""

import re
from pathlib import Path


def megabytes(field: str) -> float:
    """Return a field of the process's status, in MB; ``ru_maxrss`` would hold the parent's too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kilobytes] = re.findall(rf"^{field}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) / 1024


def resident() -> float:
    """Return what it holds now, in MB."""
    return megabytes("VmRSS")
