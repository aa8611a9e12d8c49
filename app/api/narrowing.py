"""What lists of documents are narrowed to."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import Depends, Query

from app.api.dependencies import ScopeDep, SystemDep, blank_is
from app.facts.standing import Status
from index.ports import Filters

Words = Annotated[
    str | None, Query(max_length=300, description="Words of title, number, issuer or name.")
]


def list_filters(
    kind: Annotated[str | None, Query(max_length=300, description="The whole kind.")] = None,
    place: Annotated[str | None, Query(max_length=300, description="The whole place.")] = None,
    issuer: Annotated[
        str | None, Query(max_length=300, description="A part of the issuer's name.")
    ] = None,
    number: Annotated[str | None, Query(max_length=300, description="The whole number.")] = None,
    tag: Annotated[str | None, Query(max_length=300, description="A tag they bear.")] = None,
    issued_from: Annotated[
        date | None, blank_is(None), Query(description="First day of issue.")
    ] = None,
    issued_to: Annotated[
        date | None, blank_is(None), Query(description="Last day of issue.")
    ] = None,
) -> Filters:
    """Return what a list is narrowed to; case and diacritics never count."""
    return Filters(
        kind=kind or None,
        place=place or None,
        issuer=issuer or None,
        number=number or None,
        tag=tag or None,
        issued_from=issued_from,
        issued_to=issued_to,
    )


FiltersDep = Annotated[Filters, Depends(list_filters)]


def standing_filters(
    filters: FiltersDep,
    system: SystemDep,
    scope: ScopeDep,
    status: Annotated[
        Status | None,
        blank_is(None),
        Query(description="How they stand by the loaded documents, as each tells it."),
    ] = None,
) -> Filters:
    """Return what a list is narrowed to, by how documents stand too."""
    if status is None:
        return filters
    return replace(filters, document_ids=system.dossiers.standing(status, scope))


StandingDep = Annotated[Filters, Depends(standing_filters)]
