"""The question box in a frame of another site's page."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app import settings
from app.api.application import create
from app.errors import InvalidSettings


def client(folder: Path, origins: str) -> TestClient:
    """A client of a service that is not loaded: its pages are there at once."""
    return TestClient(create(settings.load(data_dir=folder, embed_origins=origins)))


def test_only_the_origins_named_may_frame_it(tmp_path: Path) -> None:
    with_frames = client(tmp_path, "https://cong.example, https://noi-bo.example:8443")
    inside = with_frames.get("/embed")
    policy = inside.headers["content-security-policy"]
    assert "frame-ancestors https://cong.example https://noi-bo.example:8443" in policy
    assert "unsafe" not in policy
    assert "x-frame-options" not in inside.headers
    assert '<body class="embedded">' in inside.text
    script = with_frames.get("/embed.js")
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "iframe" in script.text
    whole = with_frames.get("/").headers
    assert "frame-ancestors 'none'" in whole["content-security-policy"]
    assert whole["x-frame-options"] == "DENY"


def test_without_origins_there_is_no_frame(tmp_path: Path) -> None:
    assert client(tmp_path, "").get("/embed").status_code == 404


@pytest.mark.parametrize("origin", ["*", "cong.example", "https://cong.example/x", "https://a; x"])
def test_what_is_no_origin_is_refused(tmp_path: Path, origin: str) -> None:
    with pytest.raises(InvalidSettings):
        client(tmp_path, origin)
