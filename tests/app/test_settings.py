import ast
import os
import re
from pathlib import Path

import pytest

from app import settings
from app.errors import InvalidSettings
from app.settings import Settings
from ingest.settings import DEFAULT_LIMITS

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_those_promised() -> None:
    loaded = settings.load()
    assert loaded.data_dir == Path("var")
    assert (loaded.host, loaded.port) == ("127.0.0.1", 8080)
    assert loaded.embedding_model is None


def test_given_values_win_over_the_environment_and_that_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PORT=1001\nHOIDAP_HOST=0.0.0.0\nHOIDAP_DATA_DIR=/a\n")
    monkeypatch.setenv("HOIDAP_PORT", "1002")
    monkeypatch.setenv("HOIDAP_DATA_DIR", "/b")
    loaded = settings.load(data_dir=Path("/c"), port=None)
    assert (loaded.data_dir, loaded.port, loaded.host) == (Path("/c"), 1002, "0.0.0.0")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("HOIDAP_PORT", "70000", "phải từ 65535 trở xuống"),
        ("HOIDAP_PORT", "http", "phải là số nguyên"),
        ("HOIDAP_LOG_LEVEL", "LOUD", "phải là một trong"),
        ("HOIDAP_THREADS", "0", "phải từ 1 trở lên"),
        ("HOIDAP_REFRESH_SECONDS", "60", "phải từ"),
        ("HOIDAP_MAX_FILE_BYTES", "-1", "phải từ"),
    ],
)
def test_a_wrong_value_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InvalidSettings, match=rf"{name} {told}"):
        settings.load()


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_EMBEDDING_MODEL", "")
    monkeypatch.setenv("HOIDAP_THREADS", "")
    assert settings.load() == Settings()


def test_the_limits_of_the_parsers_are_settings() -> None:
    assert Settings().limits() == DEFAULT_LIMITS
    chosen = settings.load(max_file_bytes=7, max_columns=3, ocr_seconds=5).limits()
    assert (chosen.max_bytes, chosen.parsing.columns, chosen.parsing.ocr_seconds) == (7, 3, 5)


def test_unknown_variables_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PROT=1\nOTHER=2\n")
    monkeypatch.setenv("HOIDAP_DATADIR", "x")
    monkeypatch.setenv("HOIDAP_PORT", "1")
    assert settings.unknown_variables() == ["HOIDAP_DATADIR", "HOIDAP_PROT"]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_described_and_documented(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"`HOIDAP_{name.upper()}`" in (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_nothing_else_reads_our_environment() -> None:
    for package in ("app", "eval", "index", "ingest", "prompts"):
        for path in (ROOT / package).rglob("*.py"):
            if path == ROOT / "app" / "settings.py":
                continue
            constants = [
                node.value
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            assert not [text for text in constants if re.fullmatch("HOIDAP_[A-Z_]*", text)], path


def test_a_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("khóa-thử\n", encoding="utf-8")
    monkeypatch.setenv("HOIDAP_LLM_API_KEY_FILE", str(tmp_path / "key"))
    loaded = settings.load()
    assert loaded.llm_api_key is not None
    assert loaded.llm_api_key.get_secret_value() == "khóa-thử"
    assert "khóa-thử" not in repr(loaded)
    monkeypatch.setenv("HOIDAP_LLM_API_KEY_FILE", str(tmp_path / "khong-co"))
    with pytest.raises(InvalidSettings, match="HOIDAP_LLM_API_KEY_FILE"):
        settings.load()


def test_hosts_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_ALLOWED_HOSTS", " hoidap.example, *.xa.example,")
    assert settings.load().hosts() == ("hoidap.example", "*.xa.example")


def test_questions_take_the_cores_and_wait_for_a_language_model() -> None:
    cores = os.cpu_count() or 1
    assert settings.load().questions_at_once() == min(2 * cores, 16)
    assert settings.load(request_threads=1).questions_at_once() == 1
    assert settings.load(llm_base_url="http://127.0.0.1:1/v1").questions_at_once() == 16
    assert settings.load(question_threads=3).questions_at_once() == 3
