"""Errors of the index.

IndexFailure
├── ManifestMismatch     the index was built with other settings
├── CatalogueReplaced    the catalogue is emptied, older or another than the index was made from
├── WeightsDamaged       the default model's package is damaged or foreign
├── ModelUnavailable     the embedding model named in the settings cannot be loaded
├── DocumentNotFound     no such document within the asker's scope
├── CannotSupersede      one document cannot hold in the other's stead
├── InvalidCursor        the position in a listing is not one that was given out
└── StorageFailure       the disk is full, read-only or damaged
"""


class IndexFailure(Exception):
    """Root of the package's errors; the message is in Vietnamese, for a person."""

    code = "index_error"


class ManifestMismatch(IndexFailure):
    """The index was built by another model or format; says what to do."""

    code = "manifest_mismatch"


class CatalogueReplaced(IndexFailure):
    """The catalogue holds less than what the index was made from, or is another one."""

    code = "catalogue_replaced"


class WeightsDamaged(IndexFailure):
    """The default model's weights are damaged or not the expected file."""

    code = "weights_damaged"


class ModelUnavailable(IndexFailure):
    """The embedding model cannot be loaded."""

    code = "model_unavailable"


class DocumentNotFound(IndexFailure):
    """No such document within the asker's scope."""

    code = "document_not_found"


class CannotSupersede(IndexFailure):
    """One document cannot hold in the other's stead."""

    code = "cannot_supersede"


class TooManyTags(IndexFailure):
    """A document would bear more tags than it may."""

    code = "too_many_tags"


class InvalidCursor(IndexFailure):
    """The position in a listing is not one that was given out."""

    code = "invalid_cursor"


class StorageFailure(IndexFailure):
    """The data folder cannot be read or written."""

    code = "storage_failure"
