"""Documents of several offices, told apart by words that stand in no other."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from fastapi import FastAPI
from fastapi.testclient import TestClient

from app import bootstrap, settings
from app.api.application import create
from app.api.lifetime import Lifetime
from app.bootstrap import System
from app.ingestion.files import file_at
from app.settings import Settings
from index.ports import Embedder
from tests.app.conftest import until
from tests.ui.pdf import plan_pdf

PROXY = "127.0.0.1"
GROUPS = ("mot", "hai", "ba")
ADMINISTRATORS = "quan-tri"
EDITORS = "bien-tap"

PLAN = """ỦY BAN NHÂN DÂN
HUYỆN {upper}
Số: {number}
{place}, ngày {day} tháng 3 năm 2025

KẾ HOẠCH
{subject}

I. MỤC TIÊU
1. Đến năm 2030, tỷ lệ {thing} đạt {value}% trở lên.
2. Bảo đảm 100% {thing} được kiểm tra hằng năm.
II. TỔ CHỨC THỰC HIỆN
1. Phòng {body} chủ trì, báo cáo kết quả trước ngày {day} tháng 11 hằng năm.
2. Ủy ban nhân dân các xã của huyện {place} phối hợp thực hiện.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
{signer}
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """One document of the pool."""

    source: str
    place: str
    signer: str
    number: str
    thing: str
    body: str
    value: str
    day: int

    @property
    def text(self) -> str:
        """The file's content."""
        return PLAN.format(
            upper=self.place.upper(),
            place=self.place,
            signer=self.signer,
            number=self.number,
            subject=f"Về phát triển {self.thing} trên địa bàn huyện {self.place}",
            thing=self.thing,
            body=self.body,
            value=self.value,
            day=self.day,
        )

    @property
    def words(self) -> frozenset[str]:
        """What stands in this document, or in its name, and nowhere else."""
        return frozenset(
            {self.source, self.place, self.signer, self.number, self.thing, self.body, self.value}
        )


def _plan(at: int, place: str, signer: str, thing: str, body: str, ending: str = "txt") -> Plan:
    return Plan(
        f"ke-hoach-{place.replace(' ', '-')}.{ending}",
        place,
        signer,
        f"{711 + at * 13}/KH-UBND",
        thing,
        body,
        f"{61 + at},{37 + at}",
        at + 3,
    )


PLANS = (
    _plan(0, "Khượng Xẩng", "Quỵ Văn Thượp", "giàn mướt khươm", "Khuếnh nôn"),
    _plan(1, "Ngoảng Vẹt", "Đoạch Thị Nhuệch", "bể ngoặm truôi", "Thuồm cạp"),
    _plan(2, "Trếch Ruỗm", "Phiệng Hữu Xoạc", "kho phuỵch lằm", "Choẹt gừ"),
    _plan(3, "Bưởng Khoẹo", "Vuông Thế Quạnh", "vườn nhoẹt đuông", "Xuềnh hặc", "pdf"),
    _plan(4, "Liểng Toạc", "Giuộc Minh Chuỗm", "lò quếch sưởm", "Ruệch vàm"),
    _plan(5, "Ngoèo Thuẫng", "Khoằm Bá Truệ", "đập chuệnh ngoáy", "Luốm kẹch"),
)
COPIED = PLANS[0]
"""Held a second time, in another file whose spaces differ."""


@dataclass(frozen=True, slots=True)
class Office:
    """A service that tells callers apart, and the ids of its documents."""

    client: TestClient
    system: System
    ids: dict[str, Plan]
    tools: TestClient | None = None
    """Of the tools for assistants."""


def configured(data_dir: Path) -> Settings:
    """Return settings where this machine is a trusted proxy and nothing is counted."""
    return settings.load(
        data_dir=data_dir,
        refresh_seconds=0.1,
        access=True,
        proxy_addresses=PROXY,
        proxy_administrator_group=ADMINISTRATORS,
        proxy_editor_group=EDITORS,
        rate_questions="off",
        rate_requests="off",
        rate_uploads="off",
    )


@contextmanager
def opened(chosen: Settings, embedder: Embedder) -> Iterator[tuple[TestClient, System]]:
    """Yield a client from the proxy's address, and the system behind it."""
    app: FastAPI = create(chosen, partial(bootstrap.build, embedder=embedder))
    with TestClient(app, client=(PROXY, 50000)) as client:
        until(lambda: client.get("/health/ready").status_code == 200)
        lifetime = cast("Lifetime", client.app_state["lifetime"])
        yield client, lifetime.system


def fill(system: System, folder: Path) -> dict[str, Plan]:
    """Take the pool in, shown to nobody; return the documents by id."""
    folder.mkdir()
    held: dict[str, Plan] = {}
    for plan in (*PLANS, COPIED):
        path = folder / plan.source
        copy = path.exists()
        path = folder / f"ban-sao-{plan.source}" if copy else path
        path.write_bytes(_file(plan, copy))
        (outcome,) = system.ingestion.run([file_at(path)])
        assert outcome.document_id, outcome.reason
        held[outcome.document_id] = plan
    system.refresh()
    return held


def _file(plan: Plan, copy: bool) -> bytes:
    if plan.source.endswith(".pdf"):
        return plan_pdf(line for line in plan.text.splitlines() if line)
    return (plan.text.replace(". ", ".  ") if copy else plan.text).encode()


def caller(name: str, groups: Iterable[str]) -> dict[str, str]:
    """Return the headers by which the proxy names a caller, from its own page."""
    return {
        "X-Remote-User": name,
        "X-Remote-Groups": ",".join(groups),
        "Sec-Fetch-Site": "same-origin",
    }


def told(reply: Any) -> str:  # noqa: ANN401 - of the client's own httpx
    """Return everything that a reply says, headers and packed files too."""
    headers = "\n".join(unquote(f"{name}: {value}") for name, value in reply.headers.items())
    body = reply.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return f"{headers}\n{body.decode('utf-8', 'replace')}"
