"""The page's files as they are sent: comments alone are left out, and all together are small."""

import gzip
import re
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from app.ui import languages, page
from app.ui.assets import Assets, without_comments

STATIC = page.HERE / "static"
WHOLE_PAGE_BYTES = 115_000
"""What a reader is sent at most before pictures, whatever they open; headers aside."""
APART = {"sign-in.js", "sign-in.css", "embed.js"}
"""Of another page."""
FONTS = {f"fonts/be-vietnam-pro-{part}-400.woff2" for part in ("latin", "vietnamese")}
"""That every view needs; headings and documents have further ones, fetched where they are shown."""


@pytest.fixture(scope="module")
def assets() -> Assets:
    return Assets(STATIC)


def test_the_whole_page_stays_small(assets: Assets) -> None:
    sent = FONTS | {path for path in assets if path.endswith((".js", ".css", ".svg"))} - APART
    html = gzip.compress(page._written("index.html", "/static/0")["vi"].encode())
    vietnamese = sum(map(assets.size, sent)) + len(html)
    assert 60_000 < vietnamese < WHOLE_PAGE_BYTES
    further = [assets.size(f"words/{each}.json") for each in languages.LANGUAGES if each != "vi"]
    assert max(further) < 12_000


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.[jc]s*")), ids=lambda path: path.name)
def test_comments_alone_are_left_out(path: Path) -> None:
    text = path.read_text("utf-8")
    sent = without_comments(text, path.suffix).split("\n")
    inside = False
    for number, (line, left) in enumerate(zip(text.split("\n"), sent, strict=True)):
        if path.suffix == ".js":
            assert left in (line, ""), number
            assert left == line or not inside, number  # never within a text that spans lines
            assert left == line or re.match(r"\s*(//|/\*\*|\*)", line) or not line, number
            inside ^= line.count("`") % 2 == 1 and bool(left)
        else:
            assert "*/" not in left
            assert left.count("{") == re.sub(r"/\*.*?\*/", "", line).count("{"), number


def test_a_file_is_compressed_for_who_takes_it_so(assets: Assets) -> None:
    packed, plain = (assets.response("main.js", each) for each in ("br, gzip", ""))
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert plain.headers["content-type"] == "text/javascript; charset=utf-8"
    font = assets.response(min(FONTS), "gzip")
    assert (font.headers["content-type"], "vary" in font.headers) == ("font/woff2", False)
    with pytest.raises(HTTPException):
        assets.response("../page.py", "gzip")
