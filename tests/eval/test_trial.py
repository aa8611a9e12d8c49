import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn

from app import bootstrap
from app.answer import Mode
from app.api.application import create
from app.settings import Settings
from eval import answers, asking, dataset, trial
from eval.asking import InProcess
from eval.errors import AskFailed, CorpusRejected
from eval.runs import Run
from eval.trial import Options
from index.protocols import Embedder

FEW = Options(limit=3)


def test_a_run_says_what_produced_it(sample: Run) -> None:
    assert len(sample.rows) == 55
    system = sample.configuration["system"]
    assert system["manifest"]["dimension"] == 384
    assert system["settings"]["max_file_bytes"] > 0
    assert sample.configuration["mode"] == "auto"
    assert set(sample.versions) >= {"python", "torch", "tantivy", "hoidap"}
    assert len(sample.sha256) == 64


def test_the_promise_of_verbatim_quotes_is_kept(sample: Run) -> None:
    assert sample.summary.overall["verbatim"].value == 1.0


@contextmanager
def serving(settings: Settings, embedder: Embedder) -> Iterator[str]:
    """Run the service on a free port; yield its address once it can answer."""
    app = create(settings, partial(bootstrap.build, embedder=embedder))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        deadline = time.monotonic() + 60
        while httpx.get(f"{url}/health/ready").status_code != 200:
            assert time.monotonic() < deadline, "the service did not become ready"
            time.sleep(0.05)
        yield url
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def test_over_http_the_scores_are_the_same(
    tmp_path: Path, embedder: Embedder, configured: Settings, gold: Path, plans: Path
) -> None:
    questions = dataset.load_gold(gold)[::6]
    settings = configured.model_copy(update={"data_dir": tmp_path})
    system = bootstrap.build(settings, embedder=embedder)
    list(asking.take_in(system, plans))
    direct = list(answers.ask_all(InProcess(system), questions))
    sources = InProcess(system).sources()
    system.close()
    with serving(settings, embedder) as url, asking.connect(url) as service:
        served = list(answers.ask_all(service, questions))
        assert service.sources() == sources
        assert len(service.search("nước sạch", 3)) == 3
        with pytest.raises(AskFailed, match="POST /v1/ask: máy chủ trả lỗi 422"):
            service.ask("a" * 2001, 10, Mode.AUTO)
    assert [row.scores for row in served] == [row.scores for row in direct]
    assert [row.answer for row in served] == [row.answer for row in direct]


def test_a_service_that_is_not_there_is_an_error(gold: Path, configured: Settings) -> None:
    with pytest.raises(AskFailed, match="không gọi được máy chủ"):
        trial.over_gold(gold, configured, url="http://127.0.0.1:9", options=FEW)


def test_a_corpus_that_cannot_be_taken_in_is_refused(
    tmp_path: Path, gold: Path, configured: Settings
) -> None:
    (tmp_path / "01_hong.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(CorpusRejected, match=r"Không nạp được 01_hong\.pdf"):
        trial.over_gold(gold, configured, corpus=tmp_path, options=FEW)


def test_questions_without_diacritics_are_typed_so(
    configured: Settings, gold: Path, plans: Path
) -> None:
    run = trial.over_gold(gold, configured, corpus=plans, options=Options(limit=2, folded=True))
    assert run.configuration["folded"] is True
    assert Options(folded=True).spell("Đến năm nào?") == "den nam nao?"
    assert run.rows[0].question == "Kế hoạch nước sạch của tỉnh Hòa Giang đề ngày nào?"


def test_passages_are_ranked_and_short_answers_scored(tmp_path: Path, configured: Settings) -> None:
    passages = tmp_path / "passages.jsonl"
    passages.write_text(
        '{"id": "p1", "text": "Hồ Bản Chang cấp nước cho thị trấn Sơn Khê từ năm 2019."}\n'
        '{"id": "p2", "text": "Chợ phiên Yên Lạc Thượng họp vào ngày mùng năm hằng tháng."}\n',
        encoding="utf-8",
    )
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "q1", "question": "Hồ Bản Chang cấp nước cho nơi nào?", "passage_id": "p1",'
        ' "answers": ["thị trấn Sơn Khê"]}\n'
        '{"id": "q2", "question": "Chợ phiên họp ngày nào?", "passage_id": "p2"}\n',
        encoding="utf-8",
    )
    chosen = dataset.load_passage_set(passages, questions)
    run = trial.over_passages(chosen, configured, short_answers=True)
    first, second = run.rows
    assert first.scores["R@1"] == second.scores["R@1"] == 1.0
    assert first.scores["token_f1"] > 0
    assert "token_f1" not in second.scores  # it has no gold answer to compare with


def test_counting_is_over_the_same_files_as_taking_in(plans: Path) -> None:
    assert asking.count(plans) == 4
