from pathlib import Path

from app import settings
from eval import bench_replicas
from tests.fakes import HashingEmbedder
from tests.ui.service import serving


def test_callers_are_counted_by_their_answers(tmp_path: Path) -> None:
    chosen = settings.load(data_dir=tmp_path, fitted=False)
    with serving(chosen, HashingEmbedder()) as address:
        load = bench_replicas.Load(callers=3, seconds=0.5, settling=0.0)
        found = bench_replicas.asked([address, address], ["Ai ký?", "Bao giờ?"], load)
    assert found["lỗi"] == 0
    assert found["câu mỗi giây"] > 0
    assert 0 < found["p50"] <= found["p95"]
