"""The service's embedder for other services, as OpenAI's embeddings."""

from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.api import openapi
from app.api.dependencies import SystemDep
from index.embedding.prompts import PASSAGE, QUERY, parted
from index.ports import Embedder, Vectors

router = APIRouter(prefix="/v1", tags=["openai"])

MOST = 256
"""Texts of one request."""

Text = Annotated[str, Field(max_length=50_000)]


class EmbeddingsRequest(BaseModel):
    """Texts to embed; fields that are not listed here are passed over."""

    model_config = ConfigDict(extra="ignore")

    input: Text | Annotated[list[Text], Field(min_length=1, max_length=MOST)] = Field(
        description=f"Texts, each behind “{QUERY}” or “{PASSAGE}”; without either a passage."
    )
    encoding_format: Literal["float"] = Field("float", description="Always float.")


class EmbeddingOut(BaseModel):
    """The vector of one text."""

    object: Literal["embedding"] = Field("embedding", description="Always embedding.")
    index: int = Field(description="The text's position in the request.")
    embedding: list[float] = Field(description="A vector of length 1.")


class EmbeddingsUsage(BaseModel):
    """Counts of words: tokens are the model's own matter."""

    prompt_tokens: int = Field(description="Words of the texts.")
    total_tokens: int = Field(description="The same.")


class EmbeddingsOut(BaseModel):
    """The vectors, in the order of the texts."""

    object: Literal["list"] = Field("list", description="Always list.")
    data: list[EmbeddingOut] = Field(description="One a text.")
    model: str = Field(description="The model, with what tells its weights.")
    usage: EmbeddingsUsage = Field(description="Counts of words.")


@router.post("/embeddings", responses=openapi.problems(413, 415, 422, 503), summary="Embed texts")
def embed(request: EmbeddingsRequest, system: SystemDep) -> EmbeddingsOut:
    """Return the vector of each text; whoever has none of the model's weights asks here."""
    texts = [request.input] if isinstance(request.input, str) else request.input
    rows = _embedded(texts, system.embedder)
    words = sum(len(text.split()) for text in texts)
    return EmbeddingsOut(
        data=[EmbeddingOut(index=at, embedding=row.tolist()) for at, row in enumerate(rows)],
        model=system.embedder.name,
        usage=EmbeddingsUsage(prompt_tokens=words, total_tokens=words),
    )


def _embedded(texts: list[str], embedder: Embedder) -> Vectors:
    vectors = np.empty((len(texts), embedder.dimension), np.float32)
    split = [parted(text) for text in texts]
    for prompt, embedded in (
        (QUERY, embedder.embed_queries),
        (PASSAGE, embedder.embed_passages),
    ):
        at = [n for n, (of, _) in enumerate(split) if of == prompt]
        if at:
            vectors[at] = embedded([split[n][1] for n in at])
    return vectors
