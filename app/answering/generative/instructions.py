"""What a base model continues: evidence quoted as data, and the grammar of its reply."""

import hashlib
import hmac
import secrets
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import prompts
from app.answering.claims import Quote
from app.answering.wording import clean_quote
from app.language_models.port import Message, Request
from ingest.vietnamese.clauses import breaks

_FILE = "generate.vi.toml"
_SECRET = secrets.token_bytes(32)
_TOKENS_A_CLAIM = 120
_PART = "; "


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A statement the model may use."""

    quote: Quote
    name: str
    """What its document is called, in short."""

    @property
    def text(self) -> str:
        """The document's own words."""
        return self.quote.text


@cache
def version() -> str:
    """Return the hash of the prompts, as answers show it."""
    return hashlib.sha256(prompts.load(_FILE).encode()).hexdigest()[:12]


def request(question: str, exhibits: Sequence[Exhibit], claims: int) -> Request:
    """Return the request for at most ``claims`` sentences, each from one exhibit."""
    texts = _texts()["base"]
    asked = " ".join(question.split())
    mark = _mark(asked, exhibits)
    listed = "\n".join(
        texts["exhibit"].format(
            mark=mark, number=number, name=_line(exhibit.name), text=clean_quote(exhibit.text)
        )
        for number, exhibit in enumerate(exhibits, 1)
    )
    grammar = _grammar(exhibits, claims)
    tokens = claims * _TOKENS_A_CLAIM
    text = texts["examples"] + texts["ask"].lstrip("\n").format(exhibits=listed, question=asked)
    stop = ("\n.", "\n\n", "\n@")
    return Request((Message("user", text),), tokens, stop=stop, grammar=grammar)


def _line(text: str) -> str:
    """Return the text as one line: only the service begins a line."""
    return " ".join(text.split())


def _mark(question: str, exhibits: Sequence[Exhibit]) -> str:
    """Return a mark that no document can hold: of this process's secret and the whole request.

    The same request gets the same mark, so that its answer stays the same while the process runs.
    """
    content = "\0".join([question, *(exhibit.text for exhibit in exhibits)])
    return "@" + hmac.new(_SECRET, content.encode(), hashlib.sha256).hexdigest()[:16]


def _grammar(exhibits: Sequence[Exhibit], claims: int) -> str:
    """Return a grammar of replies that take each sentence from an exhibit, word for word."""
    numbers = range(1, len(exhibits) + 1)
    if len(exhibits) <= claims:  # each once, in their order
        rules = ['root ::= at1 "."']
        rules += [f"at{n} ::= e{n} at{n + 1}? | at{n + 1}" for n in numbers[:-1]]
        rules.append(f"at{len(exhibits)} ::= e{len(exhibits)}")
    else:
        rules = [f'root ::= claim{" claim?" * (claims - 1)} "."']
        rules.append("claim ::= " + " | ".join(f"e{n}" for n in numbers))
    for number, exhibit in enumerate(exhibits, 1):
        rules += _rules(number, clean_quote(exhibit.text))
    return "\n".join(rules)


def _rules(number: int, text: str) -> Iterator[str]:
    """Yield the rules of one exhibit: from its start or a semicolon, to the end of any clause.

    From nowhere else does a sentence stand by itself; see app/answering/support.py.
    """
    name = f"e{number}"
    cuts = [at for at, _ in breaks(text, ",;")]
    clauses = [text[a:b] for a, b in pairwise([0, *cuts, len(text)])]
    goes_on = [f" {name}on{at}?" for at in range(1, len(clauses))] + [""]
    led_in = accumulate(":" in clause for clause in ["", *clauses])
    starts = [
        at
        for at, (clause, led) in enumerate(zip(clauses, led_in, strict=False))
        if at == 0 or (clause.startswith(_PART) and not led)
    ]
    yield f'{name} ::= "- " ({" | ".join(f"{name}from{at}" for at in starts)}) " [{number}]\\n"'
    for at in starts:
        yield f"{name}from{at} ::= {_literal(clauses[at].removeprefix(_PART))}{goes_on[at]}"
    for at in range(1, len(clauses)):
        yield f"{name}on{at} ::= {_literal(clauses[at])}{goes_on[at]}"


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads(prompts.load(_FILE))
