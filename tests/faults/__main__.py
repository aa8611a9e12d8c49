"""Break a service in every way, many times: ``python -m tests.faults --rounds 20``."""

import argparse
import sys
import tempfile
from pathlib import Path

import typer

from tests.faults import kinds


def main() -> int:
    """Return 0 where nothing was lost, else 1."""
    names = [kind.__name__ for kind in kinds.KINDS]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="random moments of each kind")
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    parser.add_argument("--kind", action="append", choices=names, help="only this kind; repeatable")
    chosen = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="hoidap-faults-") as temporary:
        folder = Path(temporary)
        sample, kept = kinds.prepare(folder)
        for kind in kinds.KINDS:
            if chosen.kind and kind.__name__ not in chosen.kind:
                continue
            lost = []
            for number in range(chosen.seed, chosen.seed + chosen.rounds):
                try:
                    kinds.attempt(kind, folder / kind.__name__ / str(number), number, sample, kept)
                except Exception as error:
                    lost.append(f"{number}: {type(error).__name__}: {error}")
            failed += len(lost)
            typer.echo(f"{kind.__name__:24} {chosen.rounds - len(lost)}/{chosen.rounds}")
            for line in lost:
                typer.echo(f"    seed {line[:300]}")
    typer.echo("nothing lost" if not failed else f"{failed} trials failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
