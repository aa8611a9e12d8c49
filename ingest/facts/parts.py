"""Tasks told part by part under what is to be done: "- Cơ quan chủ trì: …", "- Thời gian: …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Section, SectionKind
from ingest.facts import columns, times
from ingest.facts.columns import Column
from ingest.facts.lines import Line
from ingest.facts.model import Deadline, Fact, Task
from ingest.vietnamese import bodies

_LONGEST = 320
"""Characters that a quote from what is to be done to those who do it has at most."""
_LIMIT = re.compile(r"\btrước\b|\bhoàn\s+thành\b|\bchậm\s+nhất\b|\bban\s+hành\b", re.IGNORECASE)
_ITSELF = (Column.LEAD, Column.SUPPORT, Column.DUE, Column.PRODUCT, Column.MONEY, Column.WHAT)


@dataclass(slots=True)
class _Group:
    """What is to be done, and its parts as far as they were met."""

    what: Line | None = None
    held: dict[Column, tuple[Line, str]] = field(default_factory=dict)


def read(lines: Sequence[Line]) -> tuple[list[Fact], set[int]]:
    """Return the tasks and deadlines told in parts, and the positions of the lines that tell them.

    Parts count where those who lead are among them.
    """
    parted = [columns.named(line.text) for line in lines]
    led = {
        id(_holder(line))
        for line, parts in zip(lines, parted, strict=True)
        if any(kind is Column.LEAD for kind, _, _ in parts)
    }
    found: list[Fact] = []
    taken: set[int] = set()
    group = _Group()
    for position, (line, parts) in enumerate(zip(lines, parted, strict=True)):
        if parts and id(_holder(line)) in led:
            taken.add(position)
            for kind, start, end in parts:
                if kind in group.held and kind in {Column.LEAD, Column.WHAT}:
                    found += _facts(group)
                    group = _Group(group.what)
                group.held.setdefault(kind, (line, line.text[start:end].strip(" .;()")))
            _inline(line, parts, group)
        elif line.opens or group.what is None or Column.LEAD in group.held:
            found += _facts(group)
            group = _Group(line)
    return found + list(_facts(group)), taken


def _inline(line: Line, parts: Sequence[tuple[Column, int, int]], group: _Group) -> None:
    """Take what is to be done from the line itself where its parts stand behind it, in brackets."""
    first = re.search(r"[(.;]\s*[^(.;:]*\Z", line.text[: parts[0][1]])
    if first is not None and first.start() > _SHORT:
        group.what = line


_SHORT = 20


def _holder(line: Line) -> Section:
    """Return the section that a part belongs to: the one around its bullet or item."""
    own = line.section.kind in {SectionKind.BULLET, SectionKind.ITEM} and line.opens
    return line.above[-2] if own and len(line.above) > 1 else line.section


def _facts(group: _Group) -> Iterator[Fact]:
    lead = group.held.get(Column.LEAD)
    if lead is None or group.what is None:
        return
    what, line = group.what, lead[0]
    end = line.start + len(line.text)
    if end - what.start > _LONGEST or end <= what.start:
        end = what.start + len(what.text)
    due = group.held.get(Column.DUE)
    told = {kind: text for kind, (_, text) in group.held.items() if kind in _ITSELF}
    task = Task(
        start=what.start,
        end=end,
        path=what.path,
        lead=names(told[Column.LEAD]),
        support=names(told.get(Column.SUPPORT, "")),
        what=_what(what.text),
        due=times.of_cell(due[1]) if due else None,
        product=told.get(Column.PRODUCT) or None,
        money=told.get(Column.MONEY) or None,
    )
    yield task
    if due is not None and task.due and _LIMIT.search(due[0].text) and _is_dated(task.due):
        yield Deadline(
            start=due[0].start,
            end=due[0].start + len(due[0].text),
            path=due[0].path,
            what=task.what,
            who=task.lead,
            due=task.due,
        )


def _what(text: str) -> str:
    cut = re.split(r"\s*\((?=[^()]*:)", text, maxsplit=1)[0]
    return " ".join(
        re.sub(r"\A(?:nội\s+dung[^:]{0,20}|nhiệm\s+vụ)\s*:\s*", "", cut, flags=re.I).split()
    ).strip(" .;:")


def _is_dated(due: str) -> bool:
    return bool(times.times(due)) and times.is_day(due)


def names(text: str) -> tuple[str, ...]:
    """Return the bodies that a cell or a part lists; one that lists no known body is one name."""
    plain = text.strip(" .;-+")
    found = bodies.listed(plain, touching=True)
    if not found:
        return tuple(part.strip() for part in re.split(r"[;\n]\s*", plain) if part.strip())[:8]
    rest = plain[found[-1].end :].strip(" ,;.")
    told = tuple(body.name for body in found)
    return (*told, rest) if rest and rest[0].isupper() and len(rest) < _REST else told


_REST = 80
"""Characters of a last name that is not known as a body's."""
