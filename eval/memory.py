"""What memory a process takes, and how old it is."""

import os
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


def age() -> float:
    """Return for how many milliseconds this process has been there, to a hundredth of a second."""
    # The name of the program may hold spaces and brackets; what follows it does not.
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    running = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    return (running - started) * 1e3
