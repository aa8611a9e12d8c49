"""What callers may do. It imports nothing: the command line shows its help by it."""

from enum import StrEnum

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
