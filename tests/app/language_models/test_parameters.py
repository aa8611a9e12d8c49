import json

import pytest

from app.language_models.parameters import Parameters, named

SENT = ("model", "response_format", "max_tokens", "stream_options", "temperature")


@pytest.mark.parametrize(
    ("refusal", "name"),
    [
        (
            json.dumps({"error": {"param": "max_tokens", "message": "response_format"}}),
            "max_tokens",
        ),
        ("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", "max_tokens"),
        ('{"detail": "json_schema is not supported"}', "response_format"),
        ('{"error": {"message": "include_usage: extra fields not permitted"}}', "stream_options"),
        ("temperature must be 1", "temperature"),
        ("grammar is unknown", None),
        ("bad request", None),
        ("[" * 9000, None),
    ],
)
def test_a_refusal_names_a_parameter_that_was_sent(refusal: str, name: str | None) -> None:
    assert named(refusal, SENT) == name


def test_a_refused_parameter_is_tried_again_later() -> None:
    now = [0.0]
    parameters = Parameters(lambda: now[0])
    parameters.refuse("stop")
    assert parameters.refused("stop")
    assert not parameters.refused("temperature")
    now[0] = 601.0
    assert not parameters.refused("stop")
