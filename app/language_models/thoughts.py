"""Leaves out what a model thinks aloud before it writes: "<think>…</think>"."""

import re

_OPEN = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_LONGEST = len("</reasoning>")


class Thoughts:
    """Takes the pieces of a reply and gives them back without its thoughts."""

    def __init__(self) -> None:
        self._waiting = ""
        self._closing = ""

    def feed(self, piece: str) -> str:
        """Return what this piece adds to the text; what may begin a tag waits."""
        self._waiting += piece
        said = ""
        while self._waiting:
            if self._closing:
                _, found, rest = self._after(self._closing)
                if not found:
                    self._waiting = self._waiting[-_LONGEST:]
                    return said
                self._waiting, self._closing = rest, ""
                continue
            opens = _OPEN.search(self._waiting)
            if opens is None:
                keep = _tag_begins(self._waiting)
                said += self._waiting[:keep]
                self._waiting = self._waiting[keep:]
                return said
            said += self._waiting[: opens.start()]
            self._closing = f"</{opens.group(1).lower()}>"
            self._waiting = self._waiting[opens.end() :]
        return said

    def end(self) -> str:
        """Return what waited; of a thought without an end nothing."""
        rest, self._waiting = "" if self._closing else self._waiting, ""
        return rest

    def _after(self, tag: str) -> tuple[str, bool, str]:
        at = self._waiting.lower().find(tag)
        if at < 0:
            return self._waiting, False, ""
        return self._waiting[:at], True, self._waiting[at + len(tag) :]


def _tag_begins(text: str) -> int:
    """Return where a tag may begin that is not yet whole, the text's end where none does."""
    at = text.rfind("<", max(0, len(text) - _LONGEST))
    return len(text) if at < 0 or ">" in text[at:] else at
