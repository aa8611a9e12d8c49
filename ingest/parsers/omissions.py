"""What a parser leaves out of the text or doubts: told once a kind, with words and place."""

from dataclasses import dataclass, field

from ingest.lines import Mark

STRUCK = "Chữ bị gạch ngang không đưa vào văn bản"
HIDDEN = "Chữ ẩn không đưa vào văn bản"
DELETED = "Chữ đã đánh dấu xóa (theo dõi sửa đổi) không đưa vào văn bản"
MARGIN = "Đầu trang, chân trang không đưa vào văn bản"
OBJECT = "Đối tượng nhúng chưa đọc được"
FORMULA = "Công thức chưa đọc được"
DRAWING = "Hình vẽ có chữ chưa đọc được"
PICTURE = "Hình ảnh chưa đọc chữ bên trong"
CHUNK = "Phần nội dung chèn từ tệp khác chưa đọc được"
COMMENT = "Lời bình bên lề không đưa vào văn bản"
NOTES = "Ghi chú của người trình bày không đưa vào văn bản"
ATTACHMENT = "Tệp đính kèm không thuộc văn bản này, cần nạp riêng"

_UNREAD = frozenset({OBJECT, FORMULA, DRAWING, PICTURE, CHUNK})
"""Kinds of content that may say something to the words around it."""
_SHOWN = 10
_WORDS = 160
_PLACE = 60


@dataclass(slots=True)
class Omissions:
    """Collects them in reading order; document text in them is untrusted."""

    _found: dict[str, dict[str, int]] = field(default_factory=dict)
    _near: dict[str, list[str]] = field(default_factory=dict)
    """By kind, the words by which it stands."""

    def note(self, what: str, words: str = "", place: str = "") -> None:
        """Remember that ``words`` (or something without words) near ``place`` were left out."""
        words, place = _short(words, _WORDS), _short(place, _PLACE)
        told = " ".join(
            part
            for part in (f"“{words}”" if words else "", f"(gần “{place}”)" if place else "")
            if part
        )
        places = self._found.setdefault(what, {})
        places[told] = places.get(told, 0) + 1
        if place:
            self._near.setdefault(what, []).append(place)

    def __bool__(self) -> bool:
        """Tell whether anything was left out."""
        return bool(self._found)

    def warnings(self) -> tuple[str, ...]:
        """Return one sentence a kind, in the order in which the kinds were met."""
        return tuple(_sentence(what, places) for what, places in self._found.items())

    def marks(self) -> tuple[Mark, ...]:
        """Return where what the warnings tell stands, as far as it is known."""
        return tuple(
            Mark(_sentence(what, self._found[what]), near=place, unread=what in _UNREAD)
            for what, places in self._near.items()
            for place in dict.fromkeys(places)
        )


def _sentence(what: str, places: dict[str, int]) -> str:
    told = [
        f"{place} {times} lần" if times > 1 else place for place, times in places.items() if place
    ]
    if not told:
        return f"{what}: {sum(places.values())} chỗ."
    more = len(told) - _SHOWN
    return f"{what}: {'; '.join(told[:_SHOWN])}{f'; và {more} chỗ khác' if more > 0 else ''}."


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
