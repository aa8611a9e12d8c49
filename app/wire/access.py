"""Callers, accounts, groups, tokens and the trail as they go over the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from app.access.directory import NAME
from app.access.rights import Right, Role
from app.wire.requests import DocumentIds, Request

EntryName = Annotated[str, StringConstraints(strict=True, max_length=64, pattern=NAME)]
Title = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, max_length=200)]
Password = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=1000)]
Groups = Annotated[list[EntryName], Field(max_length=200)]


class MeOut(BaseModel):
    """Who asks."""

    id: str = Field(description="The caller; “local” where nobody is asked who they are.")
    name: str = Field(description="For a person to read.")
    rights: list[Right] = Field(description="read, edit, administer, monitor.")
    groups: list[str] = Field(description="Groups whose documents they see.")
    signed_in: bool = Field(description="Whether callers are told apart here.")
    must_change_password: bool = Field(description="Nothing else may be done before that.")


class SignInIn(Request):
    """Name and password."""

    name: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=64)] = Field(
        description="The account's name."
    )
    password: Password = Field(description="Its password.")


class PasswordIn(Request):
    """The password to be, and the one until now."""

    current: Password = Field(description="The present password.")
    new: Password = Field(description="The new one: 10 to 128 characters, not easily guessed.")


class UserIn(Request):
    """An account to add."""

    name: EntryName = Field(description="What one signs in with.")
    title: Title = Field("", description="The person's name.")
    role: Role = Field(Role.READER, description="reader, editor or administrator.")
    groups: Groups = Field(default=[], description="Groups whose documents they see.")
    signs_in: bool = Field(
        True, strict=True, description="Give it a password; false: a proxy vouches for them."
    )


class UserEdit(Request):
    """What changes of an account; what is absent stays."""

    title: Title | None = Field(None, description="The person's name.")
    role: Role | None = Field(None, description="reader, editor or administrator.")
    groups: Groups | None = Field(None, description="All groups they are in from now on.")
    disabled: bool | None = Field(None, strict=True, description="Whether nobody may use it.")


class UserOut(BaseModel):
    """An account."""

    name: str = Field(description="What one signs in with.")
    title: str = Field(description="The person's name.")
    role: Role = Field(description="What they may do.")
    groups: list[str] = Field(description="Groups whose documents they see.")
    disabled: bool = Field(description="Whether nobody may use it.")
    must_change: bool = Field(description="Whether the password given has yet to be changed.")
    locked_until: datetime | None = Field(description="Until then nobody signs in (UTC).")
    created_at: datetime = Field(description="When it was added (UTC).")


class GivenPassword(BaseModel):
    """A password to hand to the account's owner; it is not shown again."""

    name: str = Field(description="The account.")
    password: str = Field(description="To be changed at the first sign-in, within 7 days.")


class UsersOut(BaseModel):
    """All accounts."""

    users: list[UserOut] = Field(description="By name.")


class GroupIn(Request):
    """A group to add."""

    name: EntryName = Field(description="What it is called in headers and commands.")
    title: Title = Field("", description="For a person to read.")


class GroupOut(BaseModel):
    """A group."""

    name: str = Field(description="What it is called in headers and commands.")
    title: str = Field(description="For a person to read.")
    created_at: datetime = Field(description="When it was added (UTC).")


class GroupsOut(BaseModel):
    """All groups; “everyone” is one that each caller is in, and is not listed."""

    groups: list[GroupOut] = Field(description="By name.")


class TokenIn(Request):
    """A program's key to make."""

    name: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)] = Field(
        description="What it is for."
    )
    role: Role = Field(Role.READER, description="reader, editor, administrator or monitor.")
    groups: Groups = Field(default=[], description="Groups whose documents it sees.")
    days: int = Field(365, strict=True, ge=1, le=3650, description="How long it is good for.")


class TokenMade(BaseModel):
    """A program's key; it is not shown again."""

    id: str = Field(description="By which it is revoked.")
    token: str = Field(description="Sent as Authorization: Bearer.")
    expires_at: datetime = Field(description="Good until then (UTC).")


class TokenShown(BaseModel):
    """A program's key, without itself."""

    id: str = Field(description="By which it is revoked.")
    name: str = Field(description="What it is for.")
    role: Role = Field(description="What it may do.")
    groups: list[str] = Field(description="Groups whose documents it sees.")
    created_at: datetime = Field(description="When it was made (UTC).")
    expires_at: datetime = Field(description="Good until then (UTC).")
    used_at: datetime | None = Field(description="When it was last used, within an hour (UTC).")


class TokensOut(BaseModel):
    """All keys of programs."""

    tokens: list[TokenShown] = Field(description="Newest first.")


class AccessIn(Request):
    """To whom documents are shown."""

    document_ids: DocumentIds = Field(min_length=1, description="The documents.")
    groups: Groups = Field(description="These groups and no others; empty: administrators alone.")


class AccessOut(BaseModel):
    """To whom a document is shown."""

    document_id: str = Field(description="The document.")
    groups: list[str] = Field(description="Groups that see it, administrators aside.")


class EntryOut(BaseModel):
    """One thing that was done, or tried."""

    number: int = Field(description="In order, without gaps but at the beginning.")
    at: datetime = Field(description="When (UTC).")
    caller: str = Field(description="Whose id; empty where it is not known.")
    name: str = Field(description="For a person to read.")
    action: str = Field(description="Method and route.")
    documents: list[str] = Field(description="Documents shown, quoted or changed.")
    status: int = Field(description="HTTP status; 0 on the command line.")
    address: str = Field(description="Where from.")
    request_id: str = Field(description="The request's id, as in the log.")
    detail: str = Field(description="What was asked, where that is kept; whom it changed.")


class AuditOut(BaseModel):
    """A page of the trail."""

    entries: list[EntryOut] = Field(description="Newest first.")
    next_cursor: str | None = Field(description="Pass as cursor for older ones; null at the end.")
