"""Errors of reading files.

IngestError
├── UnsupportedFormat    no parser for this kind of file
├── EmptyFile            nothing to read
├── UndecodableFile      the bytes are not what the name says, or are damaged
├── EncryptedFile        a password is needed
├── NoSuchPage           a page is asked for that the file does not have
├── NotAFile             a pipe, a device or a folder that cannot be read
└── FileTooLarge         past a limit of the settings
"""


class IngestError(Exception):
    """A file cannot be taken in; the message is in Vietnamese, for a clerk."""

    code = "ingest_error"


class UnsupportedFormat(IngestError):
    """No parser reads this kind of file."""

    code = "unsupported"


class EmptyFile(IngestError):
    """The file holds no text."""

    code = "empty"


class UndecodableFile(IngestError):
    """The bytes are damaged or are not what the name says."""

    code = "undecodable"


class EncryptedFile(IngestError):
    """The file is protected by a password."""

    code = "encrypted"


class NoSuchPage(IngestError):
    """A page is to be read in some way that the file does not have."""

    code = "no_such_page"


class NotAFile(IngestError):
    """There is no ordinary file: a pipe, a device, or a folder that cannot be read."""

    code = "not_a_file"


class FileTooLarge(IngestError):
    """The file is past a limit of the settings."""

    code = "too_large"
