"""Who asks, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from index.ports import EVERYTHING, AccessLists, Scope

EVERYONE = "everyone"
"""The group that every caller is in; documents shown to it are shown to all who sign in."""


class Right(StrEnum):
    """What a caller may do."""

    READ = "read"
    """Ask, search and read the documents that are shown to them."""
    EDIT = "edit"
    """Add documents, and change and delete those of their own groups."""
    ADMINISTER = "administer"
    """See every document, and say who may see what."""
    MONITOR = "monitor"
    """Read the service's metrics."""


class Role(StrEnum):
    """The rights that go together."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"
    MONITOR = "monitor"
    """A program that watches the service; it sees no document."""

    @property
    def rights(self) -> frozenset[Right]:
        """What someone of this role may do."""
        return _RIGHTS[self]


_RIGHTS = {
    Role.READER: frozenset({Right.READ}),
    Role.EDITOR: frozenset({Right.READ, Right.EDIT}),
    Role.ADMINISTRATOR: frozenset(Right),
    Role.MONITOR: frozenset({Right.MONITOR}),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks."""

    id: str
    """Unlike that of anyone else, whatever way they came: "user:an.nguyen", "token:…"."""
    name: str
    """For a person to read."""
    groups: frozenset[str] = frozenset()
    rights: frozenset[Right] = frozenset()
    ambient: bool = False
    """A browser vouches for them with each request, whoever made it ask: a cookie, a proxy."""
    must_change_password: bool = False
    """Until then they may do nothing else."""

    def may(self, right: Right) -> bool:
        """Return whether the caller has the right."""
        return right in self.rights

    def sees(self, lists: AccessLists) -> Scope:
        """Return which documents the caller may read; administrators read all."""
        if self.may(Right.ADMINISTER):
            return EVERYTHING
        return lists.scope(self.groups | {EVERYONE})

    def edits(self, lists: AccessLists) -> Scope:
        """Return which documents the caller may change: those of their own groups."""
        return EVERYTHING if self.may(Right.ADMINISTER) else lists.scope(self.groups)


LOCAL = Caller("local", "", frozenset(), frozenset(Right))
"""Whoever asks where nobody is asked who they are, and whoever is at the machine itself."""
