"""The plots of a report, as SVG to put into a page. The only importer of matplotlib."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval import calibration, metrics
from eval.errors import PlotsUnavailable
from eval.runs import Row, Run, confidence_and_truth
from eval.statistics import Mean

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DEPTH = 10
"""The recall curve ends here."""
BY_TYPE = ("correct", "evidence_recall@5", "citation_recall")
"""Scores that are drawn by type of question."""
LABELS = {
    "correct": "trả lời đúng",
    "evidence_recall@5": "bằng chứng trong 5 đoạn",
    "citation_recall": "bằng chứng được trích dẫn",
}
_INK = "#444"
_COLOURS = ("#1f5f8b", "#d08c3f", "#6b8f4e")


def draw(run: Run) -> dict[str, str]:
    """Return each plot that the run has data for, by its Vietnamese title, as an SVG element.

    Raises PlotsUnavailable where matplotlib is not installed.
    """
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise PlotsUnavailable(
            "Báo cáo HTML cần thêm thư viện vẽ: pip install 'hoidap[eval]'"
        ) from error
    confidences, right = confidence_and_truth(run.rows)
    latencies = [row.latency_ms for row in run.rows if row.latency_ms is not None]
    by_type = run.summary.by_type
    plots = {"Độ phủ theo số đoạn": _recall(run.rows)}
    if len(by_type) > 1:
        plots["Điểm theo loại câu hỏi, khoảng 95%"] = _types(by_type)
    if confidences:
        plots["Độ tin cậy so với tỷ lệ đúng"] = _reliability(confidences, right)
        plots["Rủi ro theo độ phủ"] = _risk(confidences, right)
    if latencies:
        plots["Thời gian trả lời"] = _latency(latencies)
    return {title: _svg(figure, title) for title, figure in plots.items()}


def recall_curve(rows: Sequence[Row], depth: int = DEPTH) -> list[float]:
    """Return the mean share of evidences within the first k passages, for k from 1 to ``depth``."""
    ranked = [row.ranks for row in rows if row.ranks]
    return [
        sum(metrics.share([rank is not None and rank <= cut for rank in ranks]) for ranks in ranked)
        / max(1, len(ranked))
        for cut in range(1, depth + 1)
    ]


def _figure(width: float = 6.0, height: float = 3.6) -> "Figure":
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _recall(rows: Sequence[Row]) -> "Figure":
    figure = _figure()
    axes = figure.add_subplot(
        xlabel="số đoạn đầu", ylabel="tỷ lệ bằng chứng", ylim=(0, 1.02), xticks=range(1, DEPTH + 1)
    )
    axes.plot(range(1, DEPTH + 1), recall_curve(rows), marker="o", color=_COLOURS[0])
    axes.grid(visible=True, alpha=0.3)
    return figure


def _types(by_type: dict[str, dict[str, Mean]]) -> "Figure":
    figure = _figure(height=1.2 + 0.45 * len(by_type))
    axes = figure.add_subplot(xlim=(0, 1.02))
    height = 0.8 / len(BY_TYPE)
    for offset, score in enumerate(BY_TYPE):
        found = [
            (place, means[score]) for place, means in enumerate(by_type.values()) if score in means
        ]
        values = [mean.value for _, mean in found]
        spread = [
            [max(0.0, mean.value - mean.low) for _, mean in found],
            [max(0.0, mean.high - mean.value) for _, mean in found],
        ]
        axes.barh(
            [place + offset * height for place, _ in found],
            values,
            height,
            xerr=spread,
            error_kw={"ecolor": _INK, "elinewidth": 1},
            color=_COLOURS[offset],
            label=LABELS[score],
        )
    axes.set_yticks([place + height for place in range(len(by_type))], list(by_type))
    axes.invert_yaxis()
    figure.legend(loc="outside lower center", ncols=len(BY_TYPE), frameon=False, fontsize="small")
    return figure


def _reliability(confidences: Sequence[float], right: Sequence[bool]) -> "Figure":
    bins = calibration.reliability(confidences, right)
    figure = _figure()
    axes = figure.add_subplot(xlabel="độ tin cậy", ylabel="tỷ lệ đúng", xlim=(0, 1), ylim=(0, 1.02))
    axes.plot([0, 1], [0, 1], linestyle=":", color=_INK)
    axes.bar(
        [b.low for b in bins],
        [b.accuracy for b in bins],
        [b.high - b.low for b in bins],
        align="edge",
        edgecolor="white",
        color=_COLOURS[0],
    )
    for b in bins:
        axes.annotate(str(b.count), ((b.low + b.high) / 2, 0.02), ha="center", color="white")
    return figure


def _risk(confidences: Sequence[float], right: Sequence[bool]) -> "Figure":
    points = calibration.risk_coverage(confidences, right)
    figure = _figure()
    axes = figure.add_subplot(
        xlabel="độ phủ (câu trả lời tin cậy nhất trước)",
        ylabel="tỷ lệ sai",
        xlim=(0, 1.02),
        ylim=(0, 1.02),
    )
    axes.plot(*zip(*points, strict=True), drawstyle="steps-pre", color=_COLOURS[1])
    axes.grid(visible=True, alpha=0.3)
    return figure


def _latency(latencies: Sequence[float]) -> "Figure":
    figure = _figure()
    axes = figure.add_subplot(xlabel="mili giây", ylabel="số câu")
    axes.hist(latencies, bins=min(30, len(latencies)), color=_COLOURS[2], edgecolor="white")
    return figure


def _svg(figure: "Figure", title: str) -> str:
    """Return the figure as one SVG element, the same every time; text stays text."""
    import matplotlib as mpl

    drawn = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": title}):
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None})
    return drawn.getvalue()[drawn.getvalue().index("<svg") :]
