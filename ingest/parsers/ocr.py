"""Pictures of pages become words: Tesseract and its Vietnamese model (Debian tesseract-ocr-vie).

Tesseract runs as a program of its own: a crash or a hang of it is a page that was not read.
"""

import csv
import io
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from statistics import quantiles

import numpy as np
from PIL import Image

from ingest.errors import NoSuchPage, UndecodableFile, UnsupportedFormat
from ingest.parsers import picture_lines
from ingest.parsers.layout import Word
from ingest.parsers.limits import LIMITS, Limits
from ingest.parsers.pdf_tables import Edge
from ingest.recognition import USUAL, Language, Wish
from ingest.vietnamese.syllables import is_syllable, share_of_syllables

DPI = 300
_POINTS_PER_INCH = 72.0
_WORD_LEVEL = "5"
_DOUBTFUL = 30.0
"""A word read with less confidence is kept only if it is spelt like one or holds a figure."""
_NOISE = 50.0
"""A line read with less confidence on average is a stamp or a signature."""
_SOUND = 0.75
"""A page of which less is read as sound syllables, weighed by confidence, may lie on its side."""
_TURNS = (180, 90, 270)
_PROBE = 1_800
"""Longest side, in points, of the smaller picture on which a page's way up is tried."""
_SURELY = 80.0
"""A page whose words are read with less confidence on average holds wrong ones."""
_FEW = 40
"""Fewer words read say less of which way up a page is."""
_PAIRS = frozenset(
    (
        "ban nhân", "nhân dân", "kế hoạch", "thực hiện", "tổ chức", "độc lập", "tự do",
        "hạnh phúc", "việt nam", "cộng hòa", "xã hội", "chủ nghĩa", "cơ quan", "đơn vị",
        "địa phương", "báo cáo", "hướng dẫn", "trách nhiệm", "quyết định", "chủ tịch",
        "nơi nhận", "kinh phí", "phối hợp", "triển khai", "đảng cộng", "cộng sản", "quy định",
    )
)  # fmt: skip
"""Pairs of syllables that offices write on every page: read backwards, the page is on its head."""
_MAX_SKEW = 5.0
_SKEW_STEP = 0.25
_SKEW_WIDTH = 900
_INK = 128
_BLANK = 0.0005
"""Share of dark points up to which a page is blank."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one picture; places in points."""

    words: list[Word] = field(default_factory=list)
    confidence: float = 0.0
    """Mean of the words' confidences, 0 to 100."""
    blank: bool = False
    edges: Sequence[Edge] = ()
    """The lines of its ruled tables, in points."""
    level: bool = True
    """Its lines run from left to right, and its words in the order in which they make sense."""


def note(page: int, reading: Reading) -> str:
    """Say to a person that a page was read from its picture, and how surely."""
    return f"Trang {page} đọc bằng nhận dạng chữ, độ tin cậy {reading.confidence:.0f}%"


def is_doubtful(reading: Reading) -> bool:
    """Tell whether so much of a page was read unsurely that its words need a look."""
    return reading.confidence < _SURELY


def require_pages(wishes: Iterable[Wish], count: int) -> None:
    """Raise NoSuchPage where a wish is of a page past the last, the ``count``-th."""
    for wish in wishes:
        if wish.page is not None and wish.page > count:
            raise NoSuchPage(f"Tệp chỉ có {count} trang, không có trang {wish.page}.")


@cache
def _languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listing = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
        [program, "--list-langs"], capture_output=True, text=True, timeout=30, check=False
    )
    return frozenset(listing.stdout.split())


def is_available(language: Language = Language.VIETNAMESE) -> bool:
    """Tell whether Tesseract and its models of a language are installed."""
    return _languages().issuperset(language.split("+"))


def read_words(image: Image.Image, limits: Limits = LIMITS, wish: Wish = USUAL) -> Reading:
    """Return the words of a picture of one page, turned upright and straight unless not wished.

    ``image.info["dpi"]`` says how fine it is. Raises UnsupportedFormat where Tesseract is not
    installed, UndecodableFile where it fails or takes too long.
    """
    if not is_available(wish.language):
        packages = ", ".join(f"tesseract-ocr-{model}" for model in wish.language.split("+"))
        raise UnsupportedFormat(f"máy chủ chưa cài phần nhận dạng chữ (tesseract-ocr, {packages})")
    grey = _without_red(image)
    if np.mean(np.asarray(grey) < _INK) < _BLANK:
        return Reading(blank=True)
    dpi = float(image.info.get("dpi", (DPI, DPI))[0])
    if not wish.straighten:
        return _read_level(grey, dpi, limits, wish.language)
    found = _read_level(_straight(grey), dpi, limits, wish.language)
    if found.level and soundness(found) >= _SOUND:
        return found
    turn = _way_up(grey, dpi, limits, wish.language)
    if not turn:
        return found
    return _read_level(_straight(grey.rotate(turn, expand=True)), dpi, limits, wish.language)


def _read_level(grey: Image.Image, dpi: float, limits: Limits, language: Language) -> Reading:
    """Return the words of a level picture and the lines of its tables, which are not read."""
    edges, clean = picture_lines.ruled(grey, dpi)
    return replace(_recognise(clean, dpi, limits, language), edges=edges)


def soundness(reading: Reading) -> float:
    """Return how surely the words were read: 0 to 1.

    Letters on their side or head are read too, with some confidence, but make no syllables.
    """
    text = " ".join(word.text for word in reading.words)
    return reading.confidence / 100 * share_of_syllables(text) if text else 0.0


def _way_up(grey: Image.Image, dpi: float, limits: Limits, language: Language) -> int:
    """Return by how many degrees the picture is best turned, tried on a smaller one of it."""
    scale = min(1.0, _PROBE / max(grey.size))
    small = grey.resize((round(grey.width * scale), round(grey.height * scale)))

    best, best_score = 0, 0.0
    for turn in (*_TURNS, 0):
        turned = small.rotate(turn, expand=True) if turn else small
        reading = _recognise(turned, dpi * scale, limits, language)
        enough = min(len(reading.words), _FEW) / _FEW
        score = soundness(reading) * enough * (1.0 if reading.level else 0.5)
        if score > best_score:
            best, best_score = turn, score
        if score >= _SOUND:
            break
    return best


def _without_red(image: Image.Image) -> Image.Image:
    """Return the picture in grey, as its red channel shows it: red stamps vanish, ink stays."""
    return image.convert("RGB").getchannel("R") if image.mode != "L" else image


def _straight(grey: Image.Image) -> Image.Image:
    """Return the picture turned so that its lines are level."""
    angle = skew(grey)
    if abs(angle) < _SKEW_STEP / 2:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def skew(grey: Image.Image) -> float:
    """Return by how many degrees, counter-clockwise, to turn the picture to level its lines."""
    height = max(1, round(grey.height * _SKEW_WIDTH / grey.width))
    small = grey.resize((_SKEW_WIDTH, min(height, 4 * _SKEW_WIDTH)), Image.Resampling.BOX)
    ink = Image.fromarray(((np.asarray(small) < _INK + 40) * 255).astype(np.uint8))

    def sharpness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle), dtype=np.float64).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    steps = round(_MAX_SKEW / _SKEW_STEP)
    return max((at * _SKEW_STEP for at in range(-steps, steps + 1)), key=sharpness)


def _recognise(grey: Image.Image, dpi: float, limits: Limits, language: Language) -> Reading:
    program = shutil.which("tesseract") or "tesseract"
    buffer = io.BytesIO()
    grey.save(buffer, "PNG", compress_level=1)
    command = [program, "stdin", "stdout", "-l", language, "--dpi", str(round(dpi))]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the picture on its standard input
            [*command, "--psm", "3", "tsv"],
            input=buffer.getvalue(),
            capture_output=True,
            timeout=limits.ocr_seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UndecodableFile("nhận dạng chữ quá thời gian cho phép") from error
    if done.returncode != 0:
        raise UndecodableFile("phần nhận dạng chữ báo lỗi")
    return _reading(done.stdout.decode("utf-8", "replace"), _POINTS_PER_INCH / dpi)


def _reading(table: str, scale: float) -> Reading:
    """Return the words of Tesseract's table (TSV), each as high as the line it stands in."""
    found: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == _WORD_LEVEL and (row["text"] or "").strip() and _is_sound(row):
            key = (row["block_num"], row["par_num"], row["line_num"])
            found.setdefault(key, []).append(row)
    lines = [rows for rows in found.values() if _mean(rows) >= _NOISE]
    words = [word for rows in lines for word in _line(rows, scale)]
    scores = [float(row["conf"]) for rows in lines for row in rows]
    confidence = sum(scores) / len(scores) if scores else 0.0
    return Reading(words, confidence, level=_is_level(lines))


def _is_level(lines: Sequence[list[dict[str, str]]]) -> bool:
    """Tell whether the lines run across and make sense from left to right.

    Tesseract reads the words of a page on its side or its head, but puts them one after the
    other as they stand on the picture.
    """
    pairs = [pair for rows in lines for pair in pairwise(rows)]
    across = sum(_runs_across(*pair) for pair in pairs)
    if across < len(pairs) / 2:
        return False
    said = Counter(f"{one['text']} {other['text']}".lower().strip(".,;:") for one, other in pairs)
    forth = sum(said[pair] for pair in _PAIRS)
    back = sum(said[" ".join(reversed(pair.split()))] for pair in _PAIRS)
    return back <= forth


def _runs_across(before: dict[str, str], word: dict[str, str]) -> bool:
    across, down = (
        float(word[edge]) + float(word[size]) / 2 - float(before[edge]) - float(before[size]) / 2
        for edge, size in (("left", "width"), ("top", "height"))
    )
    return abs(across) >= abs(down)


def _mean(rows: list[dict[str, str]]) -> float:
    return sum(float(row["conf"]) for row in rows) / len(rows)


def _is_sound(row: dict[str, str]) -> bool:
    if row["text"].strip("_|~¦°`'—") == "":  # what is left of a ruled line
        return False
    if float(row["conf"]) >= _DOUBTFUL:
        return True
    text = row["text"].strip(".,;:()\"'“”-/")
    return any(map(str.isdigit, text)) or (len(text) > 1 and is_syllable(text))


def _line(rows: list[dict[str, str]], scale: float) -> list[Word]:
    tops = [float(row["top"]) for row in rows]
    bottoms = [float(row["top"]) + float(row["height"]) for row in rows]
    top = quantiles(tops, n=4)[0] if len(tops) > 1 else tops[0]
    bottom = quantiles(bottoms, n=4)[2] if len(bottoms) > 1 else bottoms[0]
    return [
        Word(
            row["text"].strip(),
            float(row["left"]) * scale,
            top * scale,
            (float(row["left"]) + float(row["width"])) * scale,
            bottom * scale,
        )
        for row in rows
    ]
