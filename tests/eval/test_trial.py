import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn

from app import bootstrap, settings
from app.answering.answer import Mode
from app.answering.generative import measured
from app.answering.generative.measured import Measured, Share
from app.api.application import create
from app.language_models.local import LocalServer
from app.settings import Settings
from eval import answers, asking, dataset, report
from eval.asking import InProcess
from eval.errors import AskFailed, CorpusRejected
from eval.generation import Outcome
from eval.runs import Run
from eval.trial import Options, Trial
from index.ports import Embedder
from index.question.query import AnswerKind
from tests.fakes import HashingEmbedder


def test_a_run_says_what_produced_it(sample: Run) -> None:
    assert len(sample.rows) >= 120
    system = sample.configuration["system"]
    assert system["manifest"]["dimension"] == 384
    assert system["settings"]["max_file_bytes"] > 0
    assert sample.configuration["mode"] == "auto"
    assert set(sample.versions) >= {"python", "torch", "tantivy", "hoidap"}
    assert len(sample.sha256) == 64


def test_a_run_keeps_secrets_and_addresses_to_itself(tmp_path: Path, model: Path) -> None:
    chosen = settings.load(
        data_dir=tmp_path,
        embedding_model=str(model),
        llm_api_key="bi-mat",
        llm_base_url="http://may-chu.example",
        llm_model="mot-mo-hinh",
    )
    with closing(bootstrap.build(chosen, embedder=HashingEmbedder())) as system:
        described = repr(InProcess(system).describe())
    for untold in ("bi-mat", "may-chu", str(tmp_path), str(model)):
        assert untold not in described
    assert "mot-mo-hinh" in described


def test_the_promise_of_verbatim_quotes_is_kept(sample: Run) -> None:
    assert sample.summary.overall["verbatim"].value == 1.0


@contextmanager
def serving(chosen: Settings, embedder: Embedder) -> Iterator[str]:
    """Run the service on a free port; yield its address once it can answer."""
    app = create(chosen, partial(bootstrap.build, embedder=embedder))
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
    tmp_path: Path, configured: Settings, gold: Path, plans: Path
) -> None:
    embedder = HashingEmbedder()
    questions = dataset.load_gold(gold)[::3]
    chosen = configured.model_copy(update={"data_dir": tmp_path})
    with closing(bootstrap.build(chosen, embedder=embedder)) as system:
        list(asking.take_in(system, plans))
        direct = list(answers.ask_all(InProcess(system), questions))
        sources = InProcess(system).sources()
    with serving(chosen, embedder) as url:
        served = Trial(chosen, Options(limit=1)).over_gold(gold, url=url)
        assert served.configuration["system"] == {"way": "over HTTP", "url": url}
        assert served.rows[0].scores == direct[0].scores
        with asking.connect(url) as service:
            rows = list(answers.ask_all(service, questions))
            assert service.sources() == sources
            assert len(service.search("nước sạch", 3)) == 3
            with pytest.raises(AskFailed, match="POST /v1/ask: máy chủ trả lỗi 422"):
                service.ask("a" * 2001, 10, Mode.AUTO)
    assert [row.scores for row in rows] == [row.scores for row in direct]
    assert [row.answer for row in rows] == [row.answer for row in direct]


def test_the_data_already_kept_are_asked_where_no_corpus_is_named(
    tmp_path: Path, configured: Settings, small_gold: Path, small_corpus: Path
) -> None:
    embedder = HashingEmbedder()
    chosen = configured.model_copy(update={"data_dir": tmp_path / "data"})
    with closing(bootstrap.build(chosen, embedder=embedder)) as system:
        list(asking.take_in(system, small_corpus))
    kept = Trial(chosen, embedder=embedder).over_gold(small_gold)
    fresh = Trial(chosen, embedder=embedder).over_gold(small_gold, corpus=small_corpus)
    assert [row.scores for row in kept.rows] == [row.scores for row in fresh.rows]


def test_a_service_that_is_not_there_is_an_error(gold: Path, configured: Settings) -> None:
    with pytest.raises(AskFailed, match="không gọi được máy chủ"):
        Trial(configured).over_gold(gold, url="http://127.0.0.1:9")


def test_a_corpus_that_cannot_be_taken_in_is_refused(
    tmp_path: Path, gold: Path, configured: Settings
) -> None:
    (tmp_path / "01_hong.pdf").write_bytes(b"%PDF-1.7 broken")
    with pytest.raises(CorpusRejected, match=r"Không nạp được 01_hong\.pdf"):
        Trial(configured, embedder=HashingEmbedder()).over_gold(gold, corpus=tmp_path)


def test_questions_without_diacritics_are_typed_so(
    configured: Settings, small_gold: Path, small_corpus: Path
) -> None:
    options = Options(limit=2, folded=True)
    trial = Trial(configured, options, embedder=HashingEmbedder())
    run = trial.over_gold(small_gold, corpus=small_corpus)
    assert run.configuration["folded"] is True
    assert options.spell("Đến năm nào?") == "den nam nao?"
    assert run.rows[0].question == "Năm 2030 bao nhiêu phần trăm hộ dân dùng nước sạch?"


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
    trial = Trial(configured, embedder=HashingEmbedder())
    first, second = trial.over_passages(chosen, short_answers=True).rows
    assert first.scores["R@1"] == second.scores["R@1"] == 1.0
    assert first.scores["answered"] in (0.0, 1.0)
    assert "token_f1" in first.scores
    assert "token_f1" not in second.scores  # it has no gold answer to compare with


def test_counting_is_over_the_same_files_as_taking_in(plans: Path) -> None:
    assert asking.count(plans) == 4


def test_auto_follows_the_measurement_of_the_data_folder_and_rows_say_what_the_model_did(
    configured: Settings,
    embedder: Embedder,
    local_server: LocalServer,
    small_gold: Path,
    small_corpus: Path,
    tmp_path: Path,
) -> None:
    served = local_server.endpoint
    shares = {(served.model, AnswerKind.FACT): Share(0.5, 0.9, 40, chance=0.01)}
    measured.write(tmp_path / measured.FILE, Measured(shares))
    chosen = settings.load(
        data_dir=tmp_path,
        embedding_model=configured.embedding_model,
        llm_base_url=served.base_url,
        llm_model=served.model,
        llm_api_key=served.api_key,
        llm_form=served.form,
        llm_constraint=served.constraint,
        llm_seconds=120.0,
    )
    trial = Trial(chosen, Options(Mode.AUTO, limit=1), embedder=embedder)
    run = trial.over_gold(small_gold, corpus=small_corpus)
    (row,) = run.rows
    assert row.generated is not None
    assert row.generated.model == served.model
    assert row.generated.outcome in {Outcome.KEPT, Outcome.REPAIRED, Outcome.REPLACED}
    assert row.generated.tokens > 5
    assert row.generated.seconds > 0
    assert row.unsupported == ()
    assert len(report.wording(run)) == 2
