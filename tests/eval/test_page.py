import re
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from app.answering.answer import Status
from eval import charts, page, report, runs
from eval.comparison import compare
from eval.runs import Cited, Row, Run

HOSTILE = "<script>alert(1)</script>"


def rows() -> list[Row]:
    scores = {"correct": 1.0, "evidence_recall@5": 1.0, "citation_recall": 0.5}
    right = {"status": Status.ANSWERED, "confidence": 0.9, "latency_ms": 20.0, "embed_ms": 10.0}
    wrong = right | {"confidence": 0.3, "latency_ms": 40.0}
    cited = Cited(source=HOSTILE, section_path=("II", "1"), quote=HOSTILE)
    return [
        Row(id="T1", type="fact", question="Một?", scores=scores, ranks=(1,), **right),
        Row(
            id="T2",
            type="list",
            question=HOSTILE,
            scores=scores | {"correct": 0.0},
            ranks=(3, None),
            failures=(f"thiếu “{HOSTILE}”",),
            answer=HOSTILE,
            citations=(cited,),
            **wrong,
        ),
    ]


def run(*given: Row) -> Run:
    return Run(
        kind="answers",
        created_at=datetime(2025, 1, 2, tzinfo=UTC),
        questions="gold.jsonl",
        sha256="0" * 64,
        configuration={"mode": "auto"},
        versions={"numpy": "2"},
        rows=given,
    )


def test_recall_curve_counts_evidences_within_the_first_k() -> None:
    # T1: 1 from k = 1; T2: half of its two evidences from k = 3
    assert charts.recall_curve(rows(), 4) == [0.5, 0.5, 0.75, 0.75]


def test_every_plot_is_one_well_formed_svg_and_the_same_every_time() -> None:
    plots = charts.draw(run(*rows()))
    assert len(plots) == 5
    for plot in plots.values():
        assert ElementTree.fromstring(plot).tag == "{http://www.w3.org/2000/svg}svg"
    assert charts.draw(run(*rows())) == plots


def test_plots_are_only_drawn_where_there_is_data() -> None:
    searched = Row(id="q1", type="passage", question="?", scores={"R@1": 1.0}, ranks=(1,))
    assert list(charts.draw(run(searched))) == ["Độ phủ theo số đoạn"]


def test_the_page_loads_nothing_and_escapes_what_it_shows() -> None:
    html = page.render(run(*rows()), compare(run(*rows()), run(*rows())))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 5
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)
    assert not re.search(r"url\((?!#)", html)
    assert "@import" not in html


def test_the_table_tells_time_and_calibration() -> None:
    lines = [str(part) for part in report.render(run(*rows())).renderables[2:]]
    assert lines[0] == "Độ dài giữa: câu trả lời 12 ký tự, trích dẫn 25 ký tự"
    assert lines[2] == "Riêng việc nhúng câu hỏi: p50 10.0 ms; cả câu trả lời gấp 3.00 lần"
    # confidences .9 (right) and .3 (wrong): (.1 + .3) / 2; risk 0 then 1/2, each for half
    assert lines[3].endswith("sai số hiệu chỉnh 0.200, rủi ro trung bình theo độ phủ 0.250")


def test_failures_show_what_was_answered_and_cited() -> None:
    text = report.render_failures(run(*rows())).plain
    assert text.startswith(f"T2 (list) {HOSTILE}\n  ✗ thiếu")
    assert text.endswith(f"[1] {HOSTILE} II > 1: {HOSTILE}")
    assert "T1" not in text


def test_a_run_is_the_same_after_saving(tmp_path: Path) -> None:
    made = run(*rows())
    path = tmp_path / "run.json"
    runs.save(made, path)
    assert runs.load(path) == made
