"""A run as one HTML file that opens without a network: tables, plots, every wrong answer."""

import json
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined

from eval import charts
from eval.comparison import Comparison
from eval.report import NAMES, wording
from eval.runs import Run

TEMPLATE = "page.html.j2"


def write(run: Run, path: Path, comparison: Comparison | None = None) -> None:
    """Write the report, with what changed since an earlier run where there is one.

    Raises PlotsUnavailable where the drawing library is not installed.
    """
    path.write_text(render(run, comparison), encoding="utf-8")


def render(run: Run, comparison: Comparison | None = None) -> str:
    """Return the report's HTML; all text of questions and documents is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    template = environment.from_string((files("eval") / TEMPLATE).read_text(encoding="utf-8"))
    return template.render(
        run=run,
        summary=run.summary,
        names=NAMES,
        plots=charts.draw(run),
        wrong=[row for row in run.rows if row.failures],
        comparison=comparison,
        wording=wording(run),
        configuration=json.dumps(
            run.configuration | {"versions": run.versions}, ensure_ascii=False, indent=2
        ),
    )
