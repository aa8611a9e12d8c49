"""For administrators: accounts, groups, tokens, who sees which document, the trail."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from app.access.directory import User
from app.access.rights import EVERYONE, Role
from app.api import openapi
from app.api.dependencies import AccessDep, NotedDep, SystemDep
from app.api.files import Format, attached
from app.errors import EntryNotFound
from app.wire.access import (
    AccessIn,
    AccessOut,
    AuditOut,
    EntryOut,
    GivenPassword,
    GroupIn,
    GroupOut,
    GroupsOut,
    TokenIn,
    TokenMade,
    TokenShown,
    TokensOut,
    UserEdit,
    UserIn,
    UserOut,
    UsersOut,
)

router = APIRouter(prefix="/v1/admin", tags=["administration"])

Named = Annotated[str, Path(description="Its name.", max_length=64)]
TokenId = Annotated[str, Path(description="The token's id.", max_length=64)]
DocumentId = Annotated[str, Path(description="The document's id.", max_length=200)]
_BODY = (400, 403, 409, 413, 415, 422, 503)


@router.get("/users", responses=openapi.problems(409, 503), summary="Accounts")
def list_users(access: AccessDep) -> UsersOut:
    """Return all accounts."""
    return UsersOut(users=[_user(user) for user in access.accounts.users()])


@router.post(
    "/users", status_code=201, responses=openapi.problems(*_BODY, 404), summary="Add an account"
)
def add_user(given: UserIn, access: AccessDep, noted: NotedDep) -> GivenPassword:
    """Add an account and return the password to hand to its owner, once."""
    noted.detail = given.name
    password = access.accounts.add(
        given.name, given.role, given.groups, given.title, None if given.signs_in else ""
    )
    return GivenPassword(name=given.name, password=password)


@router.patch("/users/{name}", responses=openapi.problems(*_BODY, 404), summary="Change an account")
def edit_user(name: Named, given: UserEdit, access: AccessDep, noted: NotedDep) -> UserOut:
    """Change what is given; who is disabled is signed out."""
    noted.detail = name
    user = access.accounts.edit(
        name,
        role=given.role,
        groups=given.groups,
        title=given.title,
        disabled=given.disabled,
    )
    if user.disabled:
        access.sessions.end_all(name)
    return _user(user)


@router.delete(
    "/users/{name}",
    status_code=204,
    responses=openapi.problems(403, 404, 409, 422, 503),
    summary="Delete an account",
)
def remove_user(name: Named, access: AccessDep, noted: NotedDep) -> None:
    """Forget an account and sign it out; its documents stay."""
    noted.detail = name
    access.accounts.remove(name)
    access.sessions.end_all(name)


@router.post(
    "/users/{name}/password",
    responses=openapi.problems(403, 404, 409, 422, 503),
    summary="Give an account another password",
)
def reset_password(name: Named, access: AccessDep, noted: NotedDep) -> GivenPassword:
    """Return a password to hand to the account's owner, once; its sessions end."""
    noted.detail = name
    password = access.accounts.reset(name)
    access.sessions.end_all(name)
    return GivenPassword(name=name, password=password)


@router.get("/groups", responses=openapi.problems(409, 503), summary="Groups")
def list_groups(access: AccessDep) -> GroupsOut:
    """Return all groups."""
    return GroupsOut(
        groups=[
            GroupOut.model_validate(each, from_attributes=True) for each in access.accounts.groups()
        ]
    )


@router.post("/groups", status_code=201, responses=openapi.problems(*_BODY), summary="Add a group")
def add_group(given: GroupIn, access: AccessDep, noted: NotedDep) -> GroupOut:
    """Add a group."""
    noted.detail = given.name
    made = access.accounts.add_group(given.name, given.title)
    return GroupOut.model_validate(made, from_attributes=True)


@router.delete(
    "/groups/{name}",
    status_code=204,
    responses=openapi.problems(403, 404, 409, 422, 503),
    summary="Delete a group",
)
def remove_group(name: Named, access: AccessDep, system: SystemDep, noted: NotedDep) -> None:
    """Forget a group; documents shown to no other are seen by administrators alone."""
    noted.detail = name
    access.accounts.remove_group(name)
    system.access.forget_principal(name)


@router.get("/tokens", responses=openapi.problems(409, 503), summary="Programs' keys")
def list_tokens(access: AccessDep) -> TokensOut:
    """Return all keys of programs, without themselves."""
    return TokensOut(
        tokens=[
            TokenShown(
                **token.model_dump(exclude={"digest", "groups"}), groups=sorted(token.groups)
            )
            for token in access.tokens.all()
        ]
    )


@router.post(
    "/tokens", status_code=201, responses=openapi.problems(*_BODY, 404), summary="Make a key"
)
def add_token(given: TokenIn, access: AccessDep, noted: NotedDep) -> TokenMade:
    """Return a program's key, once."""
    noted.detail = given.name
    token, secret = access.tokens.add(given.name, given.role, given.groups, given.days)
    return TokenMade(id=token.id, token=secret, expires_at=token.expires_at)


@router.delete(
    "/tokens/{token_id}",
    status_code=204,
    responses=openapi.problems(403, 404, 409, 422, 503),
    summary="Revoke a key",
)
def revoke_token(token_id: TokenId, access: AccessDep, noted: NotedDep) -> None:
    """End a key at once."""
    noted.detail = token_id
    access.tokens.revoke(token_id)


@router.get(
    "/access/{document_id}",
    responses=openapi.problems(404, 409, 422, 503),
    summary="Who sees a document",
)
def show_access(document_id: DocumentId, access: AccessDep, system: SystemDep) -> AccessOut:  # noqa: ARG001
    """Return the groups that a document is shown to."""
    groups = sorted(system.access.access(document_id))
    return AccessOut(document_id=document_id, groups=groups)


@router.put(
    "/access",
    status_code=204,
    responses=openapi.problems(*_BODY, 404),
    summary="Say who sees documents",
)
def show_documents(given: AccessIn, access: AccessDep, system: SystemDep, noted: NotedDep) -> None:
    """Show the documents to these groups and no others; all of them, or none where one is gone."""
    known = {EVERYONE, *(group.name for group in access.accounts.groups())}
    for name in given.groups:
        if name not in known:
            raise EntryNotFound(f"Không có nhóm “{name}”.")
    system.access.show(given.document_ids, given.groups)
    noted.about(*given.document_ids)
    noted.detail = ", ".join(sorted(given.groups))


@router.get("/audit", responses=openapi.problems(409, 422, 503), summary="What was done")
def list_audit(
    access: AccessDep,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most entries to return.")] = 100,
    cursor: Annotated[
        int | None, Query(ge=1, le=2**62, description="The previous page's next_cursor.")
    ] = None,
) -> AuditOut:
    """Return a page of the trail, newest first."""
    found = access.audit.entries(cursor, limit)
    more = len(found) == limit and found[-1].number > 1
    return AuditOut(
        entries=[EntryOut.model_validate(entry, from_attributes=True) for entry in found],
        next_cursor=str(found[-1].number) if more else None,
    )


@router.get(
    "/audit/export",
    response_class=Response,
    responses=openapi.problems(409, 422, 503),
    summary="The trail as a file",
)
def export_audit(
    access: AccessDep,
    form: Annotated[Literal["jsonl"], Query(alias="format", description="JSON lines.")] = "jsonl",
) -> Response:
    """Return the whole trail, newest first."""
    body = "".join(f"{line}\n" for line in access.audit.lines())
    return attached(body.encode(), "nhat-ky", Format(form, "application/x-ndjson"))


def _user(user: User) -> UserOut:
    return UserOut(
        name=user.name,
        title=user.title,
        role=Role(user.role),
        groups=sorted(user.groups),
        disabled=user.disabled,
        must_change=user.must_change and bool(user.password),
        locked_until=user.locked_until,
        created_at=user.created_at,
    )
