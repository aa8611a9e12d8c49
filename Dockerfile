# Two stages: the first builds the environment and writes the embedding model, the second only runs.
# Nothing is fetched when the container runs.
FROM python:3.11 AS build

# An extra package index to take the CPU build of PyTorch from; see README.md.
ARG TORCH_INDEX=""
# Extras of the package, comma-separated: postgres, mcp.
ARG EXTRAS=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/hoidap
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY ingest ingest
COPY index index
COPY prompts prompts
COPY app app
COPY eval eval
RUN /opt/hoidap/bin/pip install --quiet --constraint constraints.txt \
        ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} ".${EXTRAS:+[$EXTRAS]}" \
    && /opt/hoidap/bin/python -m index.embedding.weights /opt/hoidap/models

FROM python:3.11-slim

# For scanned pages, and for old texts (DOC, RTF).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        tesseract-ocr tesseract-ocr-vie libreoffice-writer-nogui \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --uid 10001 hoidap \
    && install --directory --owner=hoidap --group=hoidap /data
COPY --from=build /opt/hoidap /opt/hoidap
# A container's network is closed until a port of it is published: publish it on loopback, or ask who
# asks (HOIDAP_ACCESS=true).
ENV PATH=/opt/hoidap/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOIDAP_DATA_DIR=/data \
    HOIDAP_HOST=0.0.0.0 \
    HOIDAP_ALLOW_OPEN=true \
    HOIDAP_EMBEDDING_MODEL=/opt/hoidap/models/multilingual-e5-small-q4
USER hoidap
WORKDIR /home/hoidap
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health/ready', timeout=4)"]
CMD ["hoidap", "serve", "--port", "8080"]
