from itertools import islice

from app.settings import Settings
from eval import bench_cold, bench_scale
from eval.trial import temporary
from tests.fakes import HashingEmbedder


def test_first_questions_are_set_against_the_same_when_warm(configured: Settings) -> None:
    questions = ["Tỷ lệ hộ dân dùng nước sạch là bao nhiêu?", "Ai ký kế hoạch?"]
    with temporary(configured, HashingEmbedder()) as system:
        list(system.ingestion.run(islice(bench_scale.grown_plans(), 1)))
        times = bench_cold.compared(system, questions)
        assert system.prepare(1) == 1  # what no question asked for is still to be made
        assert system.prepare() > 0 == system.prepare()
    assert times["p95 gấp mấy lần"] == times["lần đầu p95"] / times["lần sau p95"] > 1
    assert 0 < times["lần sau p50"] <= times["lần sau p95"]
