"""Why a language model gave nothing usable; each has an answer without it.

ModelFailure
├── ModelUnreachable     no connection, or the server is overloaded or down
├── ModelBusy            as many requests as allowed are in hand already
├── ModelResting         it failed several times in a row and is left alone for a while
├── ModelTooSlow         the deadline passed
├── ModelRefused         the server says no: key, model name, or the request itself
├── ModelGarbled         the reply is not what the protocol says, or breaks off
└── Cancelled            the reader left
"""


class ModelFailure(Exception):
    """Root; ``code`` says why in answers and logs. Messages never hold keys, prompts or replies."""

    code = "model_failed"


class ModelUnreachable(ModelFailure):
    """No connection, or 429, 502, 503, 504 to the last attempt."""

    code = "model_unreachable"


class ModelBusy(ModelFailure):
    """As many requests as allowed are in hand already."""

    code = "model_busy"


class ModelResting(ModelFailure):
    """The circuit breaker is open."""

    code = "model_resting"


class ModelTooSlow(ModelFailure):
    """The deadline of the whole request passed."""

    code = "model_too_slow"


class ModelRefused(ModelFailure):
    """A status that another attempt would not change."""

    code = "model_refused"

    def __init__(self, status: int, told: str = "") -> None:
        """``told`` is what the server says of it; it may hold a key, and is not shown."""
        super().__init__(f"the language model's server answered {status}")
        self.status = status
        self.told = told


class ModelGarbled(ModelFailure):
    """The reply is not what the protocol says, or breaks off."""

    code = "model_garbled"


class Cancelled(ModelFailure):
    """The reader left; nobody waits for the text."""

    code = "cancelled"
