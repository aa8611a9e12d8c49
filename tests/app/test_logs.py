import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    before = (
        root.handlers[:],
        root.level,
        {name: logging.getLogger(name).level for name in logs.OWN},
    )
    yield
    root.handlers[:], root.level = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_logged_text_cannot_forge_an_entry() -> None:
    stream = io.StringIO()
    logs.configure("INFO", stream)
    hostile = 'x\n{"level": "ERROR"}\r\u2028\x1b[31m\x85'
    logging.getLogger("app.x").info("read %s", hostile, extra={"source": hostile})
    (entry,) = lines(stream)
    assert entry["level"] == "INFO"
    assert entry["source"] == hostile
    assert "\x1b" not in stream.getvalue()


def test_an_exception_is_one_line_with_its_traceback() -> None:
    stream = io.StringIO()
    logs.configure("INFO", stream)
    try:
        raise ValueError("a\nb")
    except ValueError:
        logging.getLogger("index").exception("broke")
    (entry,) = lines(stream)
    assert "Traceback" in str(entry["traceback"])


def test_only_warnings_of_other_packages_are_logged() -> None:
    stream = io.StringIO()
    logs.configure("DEBUG", stream)
    logging.getLogger("faiss.loader").info("loading")
    logging.getLogger("faiss.loader").warning("odd")
    logging.getLogger("app").debug("detail")
    assert [entry["message"] for entry in lines(stream)] == ["odd", "detail"]


def test_the_level_holds_for_our_own_records() -> None:
    stream = io.StringIO()
    logs.configure("ERROR", stream)
    logging.getLogger("app").warning("no")
    logging.getLogger("app").error("yes")
    assert [entry["message"] for entry in lines(stream)] == ["yes"]


def test_a_file_is_made_only_when_something_is_logged(tmp_path: Path) -> None:
    path = tmp_path / "hoidap.log"
    logs.configure("WARNING", path)
    assert not path.exists()
    logging.getLogger("app").warning("odd")
    logging.getLogger().handlers[0].close()
    assert json.loads(path.read_text())["message"] == "odd"
