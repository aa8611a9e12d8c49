"""The labels of OpenDocument lists, which a reader sees but the text does not hold."""

from lxml import etree

from ingest.parsers.docx_numbering import written
from ingest.parsers.odf_styles import STYLE, TEXT
from ingest.parsers.symbols import bullet

_LEVELS = 10
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


class Counter:
    """Counts one list, or the headings of a file, level by level."""

    def __init__(self, style: etree._Element | None) -> None:
        self._levels = {
            _whole(level.get(TEXT + "level"), 0): level
            for level in ([] if style is None else style)
            if isinstance(level.tag, str)
        }
        self._counts: list[int | None] = [None] * (_LEVELS + 1)

    def label(self, level: int, start: int | None = None) -> str:
        """Return the label of the next item at ``level`` (from 1); "" where it has none."""
        level = min(level, _LEVELS)
        for deeper in range(level + 1, _LEVELS + 1):
            self._counts[deeper] = None
        current = self._counts[level]
        if start is not None:
            self._counts[level] = start
        else:
            self._counts[level] = self._start(level) if current is None else current + 1
        form = self._levels.get(level)
        if form is None:
            return ""
        if form.tag == TEXT + "list-level-style-bullet":
            return bullet(form.get(TEXT + "bullet-char", "•"))
        if form.tag not in {TEXT + "list-level-style-number", TEXT + "outline-level-style"}:
            return ""
        return self._written(level, form)

    def _start(self, level: int) -> int:
        form = self._levels.get(level)
        return 1 if form is None else _whole(form.get(TEXT + "start-value"), 1)

    def _written(self, level: int, form: etree._Element) -> str:
        shown = _whole(form.get(TEXT + "display-levels"), 1)
        parts = []
        for at in range(max(1, level - shown + 1), level + 1):
            own = self._levels.get(at, form).get(STYLE + "num-format", "")
            count = self._counts[at]
            if own:
                number = self._start(at) if count is None else count
                parts.append(written(_FORMS.get(own, "decimal"), number))
        if not parts:
            return ""
        prefix, suffix = form.get(STYLE + "num-prefix", ""), form.get(STYLE + "num-suffix", "")
        return f"{prefix}{'.'.join(parts)}{suffix}".strip()


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 7 else otherwise
