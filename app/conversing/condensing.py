"""Lets a language model make a follow-up question stand alone, where rules do not."""

import tomllib
from collections.abc import Sequence
from functools import cache

import prompts
from app.language_models.cancellation import Cancellation
from app.language_models.errors import Cancelled, ModelFailure
from app.language_models.port import Form, LanguageModel, Message, Request
from index.ports import Scope
from index.question.library import Library
from index.question.phrases import syllable_set
from ingest.vietnamese.words import syllables

_FILE = "condense.vi.toml"
_TURNS = 3
_MOST_SYLLABLES = 12
"""A longer question is taken to stand alone."""
_TOKENS = 80
_LONGEST = 400
_GRAMMAR = 'root ::= " "? [^\\n\\[\\]<>@ ] [^\\n\\[\\]<>@]+ "\\n"'


class Condenser:
    """Completes follow-ups with a model. Safe to share between threads."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def complete(
        self,
        question: str,
        past: Sequence[str],
        library: Library,
        scope: Scope,
        cancellation: Cancellation,
    ) -> str:
        """Return the question with what it takes from ``past``, first to last.

        Unchanged where it stands alone, or where the model fails or says anything that was not
        said. Raises Cancelled.
        """
        said = [" ".join(text.split()) for text in (*past[-_TURNS:], question)]
        alone = len(syllables(question)) > _MOST_SYLLABLES or library.mentions(question, scope)
        if not past or alone:
            return question
        try:
            pieces = self._model.write(_request(said, self._model.form), cancellation)
            written = " ".join("".join(pieces).split())
        except Cancelled:
            raise
        except ModelFailure:
            return question
        return written if _faithful(written, said) else question


def _request(said: Sequence[str], form: Form) -> Request:
    texts = _texts()["chat" if form is Form.CHAT else "base"]
    *past, asked = said
    lines = [texts["past"].format(question=question) for question in past]
    text = "\n".join([*lines, texts["ask"].format(question=asked)])
    turns = [Message("user", texts.get("examples", "").lstrip("\n") + text)]
    if form is Form.CHAT:
        turns.insert(0, Message("system", texts["system"].strip()))
    return Request(tuple(turns), _TOKENS, stop=("\n",), grammar=_GRAMMAR)


def _faithful(written: str, said: Sequence[str]) -> bool:
    """Return whether a question says only what was said, and all that the last question asks."""
    words = set(syllables(written))
    known = {syllable for text in said for syllable in syllables(text)}
    asked = set(syllables(said[-1])) - syllable_set("asking")
    return bool(words) and len(written) <= _LONGEST and asked <= words <= known


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(prompts.load(_FILE))
