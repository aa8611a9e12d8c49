"""The server that stands in for a model, asked by the client that asks models."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.language_models.cancellation import Cancellation
from app.language_models.client import OpenAICompatible
from app.language_models.endpoint import Endpoint
from app.language_models.port import Message, Request
from eval import standin

MARK = "@0123456789abcdef"
ASKED = f"Mã: {MARK}\n{MARK} Đoạn 1 | D1\nĐạt 80%.\n{MARK} Câu hỏi: Mấy?"


@contextmanager
def standing_in(folder: Path) -> Iterator[OpenAICompatible]:
    server = standin.serve(standin.Folder(folder))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/v1"
        with closing(OpenAICompatible(Endpoint(url, "thay", proxied=False))) as model:
            yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def asked(user: str, system: str = "Quy định") -> Request:
    return Request((Message("system", system), Message("user", user)), 100)


def test_a_prompt_is_written_and_the_reply_beside_it_served(tmp_path: Path) -> None:
    with standing_in(tmp_path) as model:
        assert "".join(model.write(asked(ASKED), Cancellation())) == ""
        (prompt,) = tmp_path.iterdir()
        assert "Đạt 80%." in prompt.read_text(encoding="utf-8")
        reply = tmp_path / prompt.name.replace(".prompt.", ".reply.")
        reply.write_text("Đạt 80% [1]." * 40, encoding="utf-8")
        assert "".join(model.write(asked(ASKED), Cancellation())) == "Đạt 80% [1]." * 40


def test_a_reply_stays_good_while_question_and_evidence_do() -> None:
    def key(user: str, system: str = "Quy định") -> str:
        return standin.key(
            [{"role": "system", "content": system}, {"role": "user", "content": user}]
        )

    assert key(ASKED.replace("0123", "9876"), "Khác") == key(ASKED)
    assert key(ASKED.replace("D1", "D2")) == key(ASKED)
    assert key(ASKED.replace("80", "90")) != key(ASKED)
    assert key(ASKED.replace("Mấy", "Ai")) != key(ASKED)
