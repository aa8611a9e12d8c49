"""A run as tables for the terminal, and its progress."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from rich import box
from rich.console import Console, Group, RenderableType
from rich.progress import track
from rich.table import Table
from rich.text import Text

from eval import generation
from eval.comparison import Comparison
from eval.runs import Run, Summary
from eval.statistics import Mean

NAMES = {
    "evidence_recall@1": "bằng chứng trong 1 đoạn đầu",
    "evidence_recall@5": "bằng chứng trong 5 đoạn đầu",
    "evidence_recall@10": "bằng chứng trong 10 đoạn đầu",
    "mrr": "nghịch đảo thứ hạng bằng chứng",
    "citation_recall": "bằng chứng được trích dẫn",
    "citation_precision": "trích dẫn đúng chỗ",
    "section": "đúng mục",
    "false_refusal": "từ chối nhầm (thấp là tốt)",
    "refused": "từ chối đúng",
    "correct": "trả lời đúng",
    "contained": "nêu đủ điều phải nêu",
    "first_citation": "trích dẫn đầu là bằng chứng",
    "verbatim": "trích đúng nguyên văn",
    "R@1": "đúng đoạn ở vị trí 1",
    "R@5": "đúng đoạn trong 5 đầu",
    "R@10": "đúng đoạn trong 10 đầu",
    "RR": "nghịch đảo thứ hạng",
    "nDCG@10": "nDCG 10 đầu",
    "exact_match": "câu trả lời ngắn trùng khớp",
    "token_f1": "F1 theo tiếng của câu trả lời ngắn",
    "answered": "có trả lời",
}
"""Scores as the tables call them."""
SHORT = {
    "evidence_recall@1": "bc@1",
    "evidence_recall@5": "bc@5",
    "evidence_recall@10": "bc@10",
    "correct": "đúng",
    "contained": "nêu",
    "first_citation": "đầu",
    "citation_recall": "đủ",
    "citation_precision": "trúng",
    "section": "mục",
    "refused": "chối",
    "false_refusal": "nhầm",
}
"""Columns of the table by type, as it calls them."""


T = TypeVar("T")


def progress(things: Iterable[T], doing: str, total: int) -> Iterable[T]:
    """Show a progress bar on standard error where that is a terminal."""
    console = Console(stderr=True)
    return track(things, doing, total, console=console, disable=not console.is_terminal)


def render(run: Run) -> Group:
    """Return the summary of a run: means with intervals, by type, time and calibration."""
    summary = run.summary
    parts: list[RenderableType] = [_means(run, summary)]
    if len(summary.by_type) > 1:
        parts.append(_groups("Loại", summary.by_type))
    if len(summary.by_style) > 1:
        parts.append(_groups("Cách gõ", summary.by_style))
    parts += [Text(line) for line in _lines(summary)]
    parts += [Text(line) for line in wording(run)]
    return Group(*parts)


def wording(run: Run) -> list[str]:
    """Return what a language model did in the run, in words."""
    unsupported = sum(len(row.unsupported) for row in run.rows)
    return list(generation.lines([row.generated for row in run.rows], unsupported))


def render_failures(run: Run) -> Text:
    """Return the questions that went wrong, each with what is wrong and what was answered."""
    lines = []
    for row in run.rows:
        if row.failures:
            lines += [f"{row.id} ({row.type}) {row.question}", f"  ✗ {'; '.join(row.failures)}"]
            lines += [f"  │ {line}" for line in row.answer.splitlines()]
            lines += [
                f"  [{number}] {cited.source} {' > '.join(cited.section_path)}: {cited.quote}"
                for number, cited in enumerate(row.citations, 1)
            ]
    return Text("\n".join(lines))


def render_comparison(comparison: Comparison) -> Group:
    """Return what was gained and lost, question by question, and the change of each score."""
    table = Table(title=f"So với lần trước ({comparison.shared} câu chung)")
    for heading in ("Điểm", "Thay đổi", "Khoảng 95%"):
        table.add_column(heading)
    for score, change in comparison.differences.items():
        interval = f"{change.low:+.3f} … {change.high:+.3f}"
        table.add_row(_cell(NAMES.get(score, score)), f"{change.value:+.3f}", interval)
    parts: list[RenderableType] = [table]
    for title, rows in (("Mất", comparison.lost), ("Được", comparison.gained)):
        parts.append(Text(f"{title}: {len(rows)} câu"))
        parts += [Text(f"  {row.id} {row.question} {'; '.join(row.failures)}") for row in rows]
    parts.append(Text(f"Xác suất mất từng ấy câu do ngẫu nhiên: {comparison.p_value:.3f}"))
    parts += [Text(f"Kém đi đáng kể: {loss}", style="bold red") for loss in comparison.losses()]
    return Group(*parts)


def _means(run: Run, summary: Summary) -> Table:
    table = Table(title=f"{run.questions}: {len(run.rows)} câu")
    table.add_column("Điểm")
    for heading in ("Trung bình", "Khoảng 95%", "Số câu"):
        table.add_column(heading, justify="right")
    for score, mean in summary.overall.items():
        interval = f"{mean.low:.3f} … {mean.high:.3f}"
        name = _cell(NAMES.get(score, score))
        table.add_row(name, f"{mean.value:.3f}", interval, str(mean.count))
    return table


def _groups(heading: str, groups: Mapping[str, Mapping[str, Mean]]) -> Table:
    title = (
        "bc: bằng chứng, nêu: nêu đủ, đầu: trích dẫn đầu đúng, đủ và trúng: trích dẫn, "
        "chối: từ chối đúng, nhầm: từ chối nhầm; dưới 40 câu chỉ để xem"
    )
    table = Table(title=title, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(heading, no_wrap=True)
    table.add_column("câu", justify="right")
    for short in SHORT.values():
        table.add_column(short, justify="right")
    for name, means in groups.items():
        count = max(mean.count for mean in means.values())
        table.add_row(_cell(name), str(count), *(_value(means, score) for score in SHORT))
    return table


def _value(means: Mapping[str, Mean], score: str) -> str:
    return f"{means[score].value:.2f}" if score in means else "–"


def _lines(summary: Summary) -> Iterator[str]:
    if summary.lengths:
        answer, quote = (summary.lengths.get(name, 0.0) for name in ("answer", "quote"))
        yield f"Độ dài giữa: câu trả lời {answer:.0f} ký tự, trích dẫn {quote:.0f} ký tự"
    if summary.latency_ms:
        spread = ", ".join(f"{rank} {ms:.1f} ms" for rank, ms in summary.latency_ms.items())
        yield f"Thời gian trả lời: {spread}"
    if summary.embed_ms and summary.embed_ms["p50"] > 0:
        ratio = summary.latency_ms["p50"] / summary.embed_ms["p50"]
        embed = summary.embed_ms["p50"]
        yield f"Riêng việc nhúng câu hỏi: p50 {embed:.1f} ms; cả câu trả lời gấp {ratio:.2f} lần"
    if summary.calibration_error is not None and summary.mean_risk is not None:
        yield (
            f"Độ tin cậy: sai số hiệu chỉnh {summary.calibration_error:.3f}, "
            f"rủi ro trung bình theo độ phủ {summary.mean_risk:.3f}"
        )


def _cell(text: str) -> Text:
    """Text of documents is shown as it is: rich would read square brackets as marks."""
    return Text(text)
