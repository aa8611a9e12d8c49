"""Whom the sections of a document tell to act: by their titles, their lead-ins, its opening."""

import re
from dataclasses import dataclass, field

from ingest.document import Section, SectionKind
from ingest.facts import addressing, charters, decisions, orders
from ingest.facts.lines import Line, Zone
from ingest.vietnamese import actions

_ITEMS = {SectionKind.ITEM, SectionKind.BULLET}
_TITLE = 80
"""Characters of the longest title that only begins with the name of a body."""
_GOES_ON = re.compile(
    r"\b(?:nhiệm\s+vụ|nội\s+dung|công\s+việc|việc|giải\s+pháp|biện\s+pháp)\b[^:;.]{0,40}\bsau(?:\s+đây)?\s*:\Z",
    re.IGNORECASE,
)
"""How a lead-in ends that names no one and goes on for those told before."""
_SHARED_OUT = re.compile(
    r"\b(?:tổ\s+chức\s+thực\s+hiện|trách\s+nhiệm|phân\s+công)\b", re.IGNORECASE
)
"""What a title calls the part where duties are shared out to bodies."""
_OWED = re.compile(r"\b(?:trách\s+nhiệm|nhiệm\s+vụ)\b", re.IGNORECASE)
"""How a title says that it is about duties, however they are worded."""
_ENOUGH = 1
"""Titles that name bodies after which the next is taken to name one too."""
_SHORT = 40
"""Characters of a lead-in's order up to which the items below say it all."""


@dataclass(slots=True)
class Leads:
    """Who is told to act below a section, as far as the lines were read."""

    titled: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """By the identity of a section: those whom its title names."""
    announced: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Those whom the last lead-in of a section names."""
    lead_ins: dict[int, str] = field(default_factory=dict)
    begun: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Those whom the first line of a section tells to act, before a lead-in goes on for them."""
    headed: dict[int, int] = field(default_factory=dict)
    """By the identity of a section, or 0: how many of the titles in it have named bodies."""
    general: tuple[str, ...] = ()
    """Those whom the document's opening tells to do all the items that name no one."""

    own: tuple[str, ...] = ()
    """The body that the document is about, whose duties it lists under no name."""

    def take(self, line: Line) -> bool:
        """Note the bodies that a title or a lead-in names; return whether it is one and no more."""
        if _is_letterhead(line):
            return False
        if not (line.opens or line.announces):
            if line.section.kind is not SectionKind.BULLET:
                self.announced.pop(id(line.section), None)
            return False
        if line.opens and (told := orders.told(line.text)) is not None:
            self.begun[id(line.section)] = tuple(body.name for body in told[0])
        if line.announces:
            self.lead_ins[id(line.section)] = line.text
        named: tuple[str, ...] = ()
        if line.zone is not Zone.OPENING:
            named = addressing.addressed(line.text) or _concerned(line) or _titled(line)
            if line.opens and not (_OWED.search(line.text) or _orders_below(line.section)):
                named = ()
            named = self._like_those_before(line, named)
        if line.opens and not named and (beside := self._beside(line)):
            self.titled[id(line.section)] = beside
            return False
        return self._title(line, named) if line.opens else self._lead_in(line, named)

    def _beside(self, line: Line) -> tuple[str, ...]:
        """Return whom an item names before its colon, beside items that begin with bodies."""
        head, colon, rest = line.text.partition(": ")
        around = id(line.above[-2]) if len(line.above) > 1 else 0
        if not colon or not self.headed.get(around, 0) or line.zone is Zone.OPENING:
            return ()
        return addressing.unknown(f"{head}:", [rest])

    def _like_those_before(self, line: Line, named: tuple[str, ...]) -> tuple[str, ...]:
        """Return the body of a title, one in unknown words where those before it named bodies."""
        if not line.opens:
            return named
        around = id(line.above[-2]) if len(line.above) > 1 else 0
        if named or addressing.begun(line.text):
            self.headed[around] = self.headed.get(around, 0) + 1
        elif self.headed.get(around, 0) >= _ENOUGH:
            return addressing.unknown(line.text, [each.title for each in line.section.children])
        return named

    def _title(self, line: Line, named: tuple[str, ...]) -> bool:
        if told := addressing.before_items(line.text):
            self.titled[id(line.section)] = told
            return False
        if not named and self.own and charters.are_duties(line.text):
            named = self.over(line)[0] or self.own
        if named:
            self.titled[id(line.section)] = named
            return True
        return line.announces and self._announce(line)

    def _lead_in(self, line: Line, named: tuple[str, ...]) -> bool:
        if named:
            self.announced[id(line.section)] = named
            return True
        return self._announce(line)

    def _announce(self, line: Line) -> bool:
        """Note those whom a lead-in tells in a sentence; return whether the items say what."""
        if called := addressing.called(line.text):
            self.general = called
            if line.zone is not Zone.OPENING:
                self.announced[id(line.section)] = called
            return True
        if decisions.is_one(line.text):
            return False
        found = orders.told(line.text)
        if found is None and _GOES_ON.search(line.text) and (begun := self._begun(line)):
            self.announced[id(line.section)] = begun
            return False
        if found is None or orders.LISTS.search(line.text, found[1]):
            return False
        self.announced[id(line.section)] = tuple(body.name for body in found[0])
        return len(line.text) - found[1] < _SHORT

    def _begun(self, line: Line) -> tuple[str, ...]:
        return () if line.opens else self.begun.get(id(line.section), ())

    def over(self, line: Line) -> tuple[tuple[str, ...], bool]:
        """Return the bodies that the nearest section above a line names, and whether in its title.

        Else those whom the sentence above a bare duty tells, or those of the opening for an item
        that stands under no heading.
        """
        for section in reversed(line.above):
            if id(section) in self.announced:
                return self.announced[id(section)], False
            if id(section) in self.titled:
                return self.titled[id(section)], True
        plain = all(_is_item(section) for section in line.above)
        duty = not line.legal and actions.end(line.text) is not None
        plainly = bool(self.general) and plain
        for section in reversed(line.above[:-1] if duty or plainly else ()):
            if id(section) in self.begun and (plainly or id(section) not in self.lead_ins):
                return self.begun[id(section)], False
        return (self.general, False) if plain else ((), False)

    def going_on(self, line: Line) -> tuple[str, ...]:
        """Return those whom the first line of an item tells to act, for a paragraph below it."""
        if line.opens or line.section.kind not in _ITEMS or actions.end(line.text) is None:
            return ()
        duties = any(_SHARED_OUT.search(each.title) for each in line.above[:-1])
        return self.begun.get(id(line.section), ()) if duties else ()

    def schedule(self, line: Line) -> str:
        """Return the titles and lead-ins above a line, which may announce a schedule."""
        titles = [section.title for section in line.above[:-1]]
        return " ".join((*titles, *(self.lead_ins.get(id(each), "") for each in line.above)))


def _orders_below(section: Section) -> bool:
    """Whether an item below a title begins with what is to be done, if there are items."""
    below = [each.title for each in section.walk() if each is not section and each.title]
    return not below or any(actions.end(each) is not None for each in below)


def _is_letterhead(line: Line) -> bool:
    """Whether the first line of a part is not its title: the body that issued it stands above."""
    section = line.section
    part = line.opens and section.kind is SectionKind.HEADING and line.text.isupper()
    return part and line.text.lower() not in section.title.lower()


def _is_item(section: Section) -> bool:
    """Whether a section is no part with a title of its own: an item, or a numbered paragraph."""
    return section.kind in _ITEMS or (not section.children and len(section.title) > _TITLE)


def _concerned(line: Line) -> tuple[str, ...]:
    below = [each.title for each in line.section.children] if line.opens else []
    return addressing.concerned(line.text, below)


def _titled(line: Line) -> tuple[str, ...]:
    """Return the body that a title with items below it begins with, in words not wholly known."""
    heads = line.opens and line.section.kind in {SectionKind.HEADING, SectionKind.BULLET}
    lists = orders.LISTS.search(line.text) is not None
    plain = heads and not lists and len(line.text) < _TITLE and line.text[-1:] not in ".;,"
    holds = plain and any(child.kind in _ITEMS for child in line.section.children)
    return addressing.heading(line.text) if holds else ()
