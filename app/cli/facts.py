"""Commands about what documents promise: facts."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.opening import open_catalogue
from app.cli.options import AsJson, DataDir, Documents
from app.cli.terminal import print_json, say
from ingest.facts.model import FactKind

if TYPE_CHECKING:
    from index.facts import FactRecord

MOST = 100_000
"""Facts that are printed."""
_DAY = ["%Y-%m-%d", "%d/%m/%Y"]


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("facts")(facts)


Kind = Annotated[
    FactKind | None,
    typer.Option(
        "--kind",
        metavar="LOẠI",
        help="indicator (chỉ tiêu), task (nhiệm vụ), deadline (thời hạn), reference (viện dẫn) "
        "hoặc definition (định nghĩa).",
    ),
]
Body = Annotated[
    str | None,
    typer.Option("--body", metavar="CƠ_QUAN", help="Cơ quan được nêu; viết tắt cũng được."),
]
DueFrom = Annotated[
    datetime | None,
    typer.Option("--due-from", metavar="NGÀY", formats=_DAY, help="Hạn từ ngày này."),
]
DueTo = Annotated[
    datetime | None,
    typer.Option("--due-to", metavar="NGÀY", formats=_DAY, help="Hạn đến hết ngày này."),
]
Words = Annotated[
    str | None, typer.Option("--words", metavar="TỪ", help="Các từ phải có, thứ tự bất kỳ.")
]
Place = Annotated[
    str | None,
    typer.Option("--place", metavar="NƠI", help="Chỉ văn bản của địa phương này."),
]
Issuer = Annotated[
    str | None,
    typer.Option("--issuer", metavar="CƠ_QUAN", help="Chỉ văn bản do cơ quan này ban hành."),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="In bảng CSV.")]
AsCalendar = Annotated[
    bool, typer.Option("--ics", help="In lịch thời hạn (iCalendar) cho Outlook, Thunderbird.")
]


def facts(
    kind: Kind = None,
    body: Body = None,
    document: Documents = None,
    due_from: DueFrom = None,
    due_to: DueTo = None,
    words: Words = None,
    place: Place = None,
    issuer: Issuer = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    as_calendar: AsCalendar = False,
) -> None:
    """Liệt kê chỉ tiêu, nhiệm vụ, thời hạn, viện dẫn, định nghĩa mà văn bản nêu."""
    from app.facts.register import Register
    from index.facts import FactQuery
    from index.ports import EVERYTHING, Filters

    query = FactQuery(kind, body, words, _day(due_from), _day(due_to))
    filters = Filters(
        document_ids=frozenset(document) if document else None, place=place, issuer=issuer
    )
    with open_catalogue(data_dir) as catalogue:
        for document_id in document or ():
            catalogue.record(document_id, EVERYTHING)  # an unknown one is an error here
        register = Register(catalogue, catalogue)
        records = list(register.every(query, filters, EVERYTHING, MOST))
    if as_calendar:
        _print_calendar(records, every=kind is not None)
        return
    if as_json or as_csv:
        _print(records, as_json=as_json)
        return
    for record in records:
        _describe(record)
    say(f"{len(records)} mục.")


def _day(given: datetime | None) -> date | None:
    return None if given is None else given.date()


def _print(records: "list[FactRecord]", *, as_json: bool) -> None:
    from app.rendering import ledger
    from app.wire import views

    if as_json:
        print_json(views.facts(records, None))
    else:
        typer.echo(ledger.as_csv(map(views.fact, records)), nl=False)


def _print_calendar(records: "list[FactRecord]", *, every: bool) -> None:
    """Print deadlines and tasks with a day, or whatever kind was asked for."""
    from app.rendering import calendar

    duties = {FactKind.DEADLINE, FactKind.TASK}
    shown = (record for record in records if every or record.fact.kind in duties)
    typer.echo(calendar.write("Hỏi đáp", shown), nl=False)


def _describe(record: "FactRecord") -> None:
    from app.rendering import ledger
    from app.wire import views

    place = " › ".join(record.fact.path)
    page = f", trang {record.page}" if record.page else ""
    say(f"{ledger.line(views.fact(record))}")
    say(f"   {record.title}{f', {place}' if place else ''}{page}")
