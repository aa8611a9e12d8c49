"""Who asks, and what they may do."""

from dataclasses import dataclass

from app.access.rights import EVERYONE, Right
from index.ports import EVERYTHING, AccessLists, Scope


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
