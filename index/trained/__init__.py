"""Weights trained by ``hoidap train`` that come with the service; CARD.md tells from what."""

from importlib.resources import files
from pathlib import Path

FOLDER = Path(str(files("index.trained")))
"""Where they lie; a folder of a site's own may stand in its place."""
EMBEDDER = "embedder.safetensors"
"""Changes to the default embedding model."""
