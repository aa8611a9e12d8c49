"""The database that several services share, by the settings."""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from app.errors import InvalidSettings
from app.settings import Settings

if TYPE_CHECKING:
    from index.postgres.database import PostgresDatabase


def open_database(settings: Settings) -> "PostgresDatabase":
    """Open the database of the settings. Raises StorageFailure, InvalidSettings."""
    if settings.database_url is None:
        raise InvalidSettings("Chưa đặt HOIDAP_DATABASE_URL.")
    if find_spec("psycopg") is None or find_spec("pgvector") is None:
        raise InvalidSettings(
            "HOIDAP_DATABASE_URL cần gói mở rộng “postgres”: pip install 'hoidap[postgres]'."
        )
    from index.postgres.database import PostgresDatabase

    return PostgresDatabase(settings.database_url.get_secret_value())
