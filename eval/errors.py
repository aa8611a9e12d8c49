"""Errors of the evaluation.

EvalError
├── DatasetInvalid       a gold, passage, question or run file is not what it should be
├── CorpusRejected       a file of the corpus could not be taken in, or is not there
├── PlotsUnavailable     the drawing library is not installed
├── WrongUsage           the options of the command do not go together
└── AskFailed            the system under test did not give an answer
"""

from pathlib import Path


class EvalError(Exception):
    """Root of the package's errors; the message is in Vietnamese, for a person."""


class DatasetInvalid(EvalError):
    """A data file is wrong; the message names the file and the line."""

    def __init__(self, path: Path, line: int | None, problem: str) -> None:
        place = f"{path}, dòng {line}" if line is not None else str(path)
        super().__init__(f"{place}: {problem}")


class CorpusRejected(EvalError):
    """A file of the corpus is missing, so that scores would mean nothing."""


class AskFailed(EvalError):
    """The system under test gave an error instead of an answer."""


class WrongUsage(EvalError):
    """The options of the command do not go together."""


class PlotsUnavailable(EvalError):
    """The drawing library, an optional dependency, is not installed."""
