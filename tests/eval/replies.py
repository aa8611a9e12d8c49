"""What every reply over the wire holds besides what a test of scores looks at."""

from typing import Any

BESIDE: dict[str, Any] = {
    "kind": "fact",
    "reason": None,
    "understood": {
        "question": "?",
        "kind": "fact",
        "asked": "anything",
        "documents": [],
        "names": [],
        "header_fields": [],
        "unknown_names": [],
        "suggestions": [],
        "every_document": False,
        "parts": [],
        "because": {},
    },
    "coverage": {"stated": [], "silent": [], "not_found": []},
    "claims": [],
}
