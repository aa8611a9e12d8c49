"""Opens what a command works on, by the settings."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import logs, settings
from app.cli.terminal import say

if TYPE_CHECKING:
    from app.bootstrap import System
    from index.catalogue.sqlite import SqlCatalogue

LOG_FILE = "hoidap.log"


def load_settings(data_dir: Path | None, **given: Any) -> settings.Settings:  # noqa: ANN401
    """Return the settings, with a warning for each variable that is none."""
    loaded = settings.load(data_dir=data_dir, **given)
    for name in settings.unknown_variables():
        say(f"Cảnh báo: không có thiết đặt {name}; bỏ qua.", error=True)
    return loaded


@contextmanager
def open_catalogue(data_dir: Path | None) -> "Iterator[SqlCatalogue]":
    """Yield the catalogue alone; needs no model."""
    from app import bootstrap

    with closing(bootstrap.open_catalogue(load_settings(data_dir))) as catalogue:
        yield catalogue


@contextmanager
def open_system(data_dir: Path | None, *, rebuilding: bool = False) -> "Iterator[System]":
    """Yield the loaded system; what it logs goes to a file beside the data."""
    from app import bootstrap

    chosen = load_settings(data_dir)
    bootstrap.open_catalogue(chosen).close()
    logs.configure("WARNING", chosen.data_dir / LOG_FILE)
    with closing(bootstrap.build(chosen, rebuilding=rebuilding)) as system:
        yield system
