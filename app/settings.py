"""The settings: the only reader of the environment and of ``.env``."""

import os
import re
from pathlib import Path
from typing import Any, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from app import complaints
from app.errors import InvalidSettings
from app.ingestion.guards import Guards
from app.ingestion.scanning import open_scanner
from app.language_models.port import Constraint, Form
from ingest import refusals
from ingest.parsers import limits
from ingest.settings import Limits

PREFIX = "HOIDAP_"
ENV_FILE = ".env"
MEBIBYTE = 1024 * 1024
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")
SECRETS = ("database_url", "embedding_key", "llm_api_key")
"""Settings that may also be given as a file, by the same name and ``_file``."""


class Settings(BaseSettings):
    """Every value that a site may set; ``HOIDAP_`` + the name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    data_dir: Path = Field(default=Path("var"), description="Folder that holds all state.")
    database_url: SecretStr | None = Field(
        default=None,
        description=(
            "PostgreSQL (with pgvector) that holds the catalogue for several services: "
            "postgresql://user:password@host/name; empty: files in the data folder."
        ),
    )
    database_url_file: Path | None = Field(
        default=None, description="File that holds that address, in its stead."
    )
    embedding_model: str | None = Field(
        default=None,
        description="Name or folder of a sentence-transformers model; empty: the default one.",
    )
    embedding_url: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description=(
            "Server that embeds in this service's stead, up to /v1: text-embeddings-inference, "
            "vLLM, another service; empty: this one embeds itself."
        ),
    )
    embedding_key: SecretStr | None = Field(default=None, description="Key for that server.")
    embedding_key_file: Path | None = Field(
        default=None, description="File that holds the key, in its stead."
    )
    embedding_prompts: bool = Field(
        default=True,
        description="Whether that server's texts begin with “query: ” and “passage: ” (E5).",
    )
    embedding_tuned: bool = Field(
        default=True,
        description="Whether the default embedding model takes the changes that were learned.",
    )
    fitted: bool = Field(
        default=True,
        description="Whether passages are ranked by what was fitted to questions.",
    )
    reader: bool = Field(
        default=True, description="Whether the best passages are also read, where fitted."
    )
    facts_first: bool = Field(
        default=True,
        description="Whether targets, tasks, dates and summaries are answered from facts first.",
    )
    trained_dir: Path | None = Field(
        default=None,
        description="Folder that hoidap train wrote; empty: the weights that come along.",
    )
    host: str = Field(
        default="127.0.0.1", min_length=1, description="Address the service listens on."
    )
    port: int = Field(default=8080, ge=0, le=65535, description="Port the service listens on.")
    allow_open: bool = Field(
        default=False,
        description="Listen beyond this machine although nobody signs in.",
    )
    access: bool = Field(
        default=False,
        description="Ask who someone is, and show each only the documents of their groups.",
    )
    proxy_addresses: str = Field(
        default="",
        description="Addresses of reverse proxies that say who asks, comma-separated.",
    )
    proxy_user_header: str = Field(
        default="X-Remote-User", min_length=1, description="Header that names the caller."
    )
    proxy_name_header: str = Field(
        default="X-Remote-Name", min_length=1, description="Header with the person's name."
    )
    proxy_groups_header: str = Field(
        default="X-Remote-Groups",
        min_length=1,
        description="Header with the caller's groups, comma-separated.",
    )
    proxy_editor_group: str = Field(
        default="", description="Group whose members may add and delete documents."
    )
    proxy_administrator_group: str = Field(
        default="", description="Group whose members are administrators."
    )
    session_hours: int = Field(
        default=12, ge=1, le=720, description="After so many hours one signs in anew."
    )
    session_idle_minutes: int = Field(
        default=60, ge=1, le=43_200, description="The same after so many minutes without a request."
    )
    rate_questions: str = Field(
        default="60/minute", description="Questions and searches of one caller; “off”: any number."
    )
    rate_uploads: str = Field(default="120/hour", description="The same of uploads.")
    rate_requests: str = Field(default="1200/minute", description="The same of all requests.")
    audit_questions: bool = Field(
        default=False, description="Whether the audit trail says what was asked."
    )
    audit_days: int = Field(
        default=365, ge=1, le=36_500, description="How long entries of the audit trail are kept."
    )
    allowed_hosts: str = Field(
        default="",
        description=(
            "Names the service answers to beside loopback, comma-separated; “*.” before a domain: "
            "all below it; “*”: any."
        ),
    )
    embed_origins: str = Field(
        default="",
        description="Sites whose pages may show the question box in a frame, comma-separated.",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Least severe message that is logged."
    )
    threads: int | None = Field(
        default=None,
        ge=1,
        le=256,
        description="Threads the embedder computes with; empty: all cores.",
    )
    request_threads: int = Field(
        default=16,
        ge=1,
        le=256,
        description="Requests but questions that are worked on at the same time.",
    )
    question_threads: int | None = Field(
        default=None,
        ge=1,
        le=256,
        description="Questions that are worked on at the same time; empty: twice the cores, and "
        "request_threads where the replies of a language model are waited for.",
    )
    max_file_bytes: int = Field(
        default=100 * MEBIBYTE, ge=1, description="Largest file that is taken in, in bytes."
    )
    max_upload_bytes: int = Field(
        default=200 * MEBIBYTE,
        ge=1,
        description="Largest upload request, all its files together, in bytes.",
    )
    max_upload_files: int = Field(
        default=100, ge=1, le=1000, description="Most files in one upload."
    )
    max_request_bytes: int = Field(
        default=MEBIBYTE, ge=4096, description="Largest body of any other request, in bytes."
    )
    max_queued_jobs: int = Field(
        default=100, ge=1, le=10_000, description="Most uploads that may wait at the same time."
    )
    max_characters: int = Field(
        default=20_000_000, ge=1, description="Longest text of one file, in characters."
    )
    max_unpacked_bytes: int = Field(
        default=512 * MEBIBYTE,
        ge=1,
        description="What one archive (ZIP, DOCX, XLSX) may unpack to, in bytes.",
    )
    max_unpack_ratio: int = Field(
        default=200, ge=1, description="Most times a file in an archive may grow when unpacked."
    )
    max_archive_files: int = Field(default=5000, ge=1, description="Most files in one archive.")
    max_archive_nesting: int = Field(
        default=2, ge=0, le=10, description="Deepest archive within archives."
    )
    max_pages: int = Field(default=3000, ge=1, description="Most pages of one PDF.")
    max_ocr_pages: int = Field(
        default=300, ge=0, description="Most pages of one file that are read from their picture."
    )
    ocr_seconds: float = Field(
        default=120.0, ge=1, le=3600, description="Longest reading of one page from its picture."
    )
    max_pixels: int = Field(
        default=100_000_000, ge=10_000, description="Largest picture, width times height."
    )
    max_columns: int = Field(default=256, ge=1, description="Most columns of one table.")
    max_rows: int = Field(default=100_000, ge=1, description="Most rows of one file's tables.")
    office_seconds: float = Field(
        default=120.0, ge=1, le=3600, description="Longest conversion of one file by LibreOffice."
    )
    parse_processes: int | None = Field(
        default=None, ge=1, le=256, description="Files parsed at the same time; empty: all cores."
    )
    parse_seconds: float = Field(
        default=1800.0, ge=1, le=86_400, description="Longest parsing of one file."
    )
    parse_bytes: int = Field(
        default=4096 * MEBIBYTE,
        ge=512 * MEBIBYTE,
        description="Most memory that reading one file may map, in bytes.",
    )
    scan_address: str | None = Field(
        default=None,
        pattern=r"^(unix:/.+|tcp:.+:\d+)$",
        description="ClamAV's daemon: unix:/path or tcp:host:port; empty: files are not scanned.",
    )
    refuse_classified: bool = Field(
        default=True, description="Refuse documents stamped MẬT, TỐI MẬT or TUYỆT MẬT."
    )
    keep_conversation_days: int | None = Field(
        default=None,
        ge=1,
        description="Conversations unused for so many days are erased; empty: kept until deleted.",
    )
    keep_feedback_days: int | None = Field(
        default=None, ge=1, description="The same for judgements of answers."
    )
    refresh_seconds: float = Field(
        default=1.0,
        ge=0.1,
        le=5.0,
        description="How often a running service looks for what another process ingested.",
    )
    llm_base_url: str | None = Field(
        default=None,
        description=(
            "Address of an OpenAI-compatible server, up to /v1; “local”: the extra llm's model; "
            "empty: no language model."
        ),
    )
    llm_model: str | None = Field(default=None, description="The model's name on that server.")
    llm_api_key: SecretStr | None = Field(default=None, description="Key for that server.")
    llm_api_key_file: Path | None = Field(
        default=None, description="File that holds the key, in its stead."
    )
    llm_form: Form = Field(
        default=Form.CHAT,
        description="chat: an instructed model; completion: a base model that continues examples.",
    )
    llm_constraint: Constraint = Field(
        default=Constraint.AUTO,
        description="How the server can be held to a form: auto, json_schema, grammar or none.",
    )
    llm_passages: int = Field(
        default=12, ge=4, le=24, description="Passages an instructed model is shown at most."
    )
    llm_context: int = Field(
        default=16_000,
        ge=4_000,
        le=1_000_000,
        description="Tokens the model takes in, what it writes included.",
    )
    llm_reasoning_tokens: int = Field(
        default=0,
        ge=0,
        le=100_000,
        description="For a model that thinks before it writes: tokens it may think for.",
    )
    llm_prompt_price: float = Field(
        default=0.0, ge=0, description="Price of a million tokens read, in any unit."
    )
    llm_completion_price: float = Field(
        default=0.0, ge=0, description="Price of a million tokens written, in the same unit."
    )
    llm_seconds: float = Field(
        default=60.0,
        ge=0.1,
        le=600.0,
        description=(
            "Longest wait for a language model, all its requests for one answer together; after "
            "it the extractive answer is given."
        ),
    )
    llm_concurrent: int = Field(
        default=4, ge=1, le=256, description="Requests a language model gets at the same time."
    )

    @model_validator(mode="before")
    @classmethod
    def _read_secrets(cls, values: Any) -> Any:  # noqa: ANN401 - not yet validated
        """Take each secret that is given by the name of its file from there."""
        if not isinstance(values, dict):
            return values
        read = dict(values)
        for name in SECRETS:
            path = read.get(f"{name}_file")
            if path and not read.get(name):
                try:
                    read[name] = Path(path).read_text(encoding="utf-8").strip()
                except (OSError, UnicodeDecodeError) as error:
                    told = refusals.told(error)
                    raise ValueError(f"{PREFIX}{name.upper()}_FILE: {told}") from error
        return read

    def guards(self) -> Guards:
        """Return what files and documents must pass to be kept."""
        return Guards(open_scanner(self.scan_address), self.refuse_classified)

    def questions_at_once(self) -> int:
        """Return how many questions are worked on at the same time.

        More than the cores can work on make each of them, and all else, wait longer.
        """
        if self.question_threads is not None:
            return self.question_threads
        cores = os.cpu_count() or 1
        return self.request_threads if self.llm_base_url else min(2 * cores, self.request_threads)

    def hosts(self) -> tuple[str, ...]:
        """Return the names to answer to beside loopback."""
        return tuple(name for each in self.allowed_hosts.split(",") if (name := each.strip()))

    def framing(self) -> tuple[str, ...]:
        """Return the origins whose pages may frame the question box; raises InvalidSettings."""
        origins = tuple(each.strip() for each in self.embed_origins.split(",") if each.strip())
        for origin in origins:
            if not _ORIGIN.fullmatch(origin):
                raise InvalidSettings(
                    f"HOIDAP_EMBED_ORIGINS: “{origin}” không phải địa chỉ như https://ten-mien."
                )
        return origins

    def proxies(self) -> tuple[str, ...]:
        """Return the addresses and networks of the proxies that say who asks."""
        return tuple(each.strip() for each in self.proxy_addresses.split(",") if each.strip())

    def limits(self) -> Limits:
        """Return what one file may hold and cost."""
        return Limits(
            max_bytes=self.max_file_bytes,
            max_characters=self.max_characters,
            parsing=limits.Limits(
                unpacked_bytes=self.max_unpacked_bytes,
                ratio=self.max_unpack_ratio,
                members=self.max_archive_files,
                nesting=self.max_archive_nesting,
                pages=self.max_pages,
                ocr_pages=self.max_ocr_pages,
                ocr_seconds=self.ocr_seconds,
                pixels=self.max_pixels,
                columns=self.max_columns,
                rows=self.max_rows,
                office_seconds=self.office_seconds,
            ),
        )


def load(**given: Any) -> Settings:  # noqa: ANN401 - pydantic checks the values
    """Read the settings; ``given`` values win over the environment, None means not given.

    Raises InvalidSettings, naming each variable that is wrong.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        wrong = "; ".join(complaints.each(error, _variable))
        raise InvalidSettings(f"Cấu hình không hợp lệ: {wrong}") from error


def _variable(name: str) -> str:
    return PREFIX + name.upper() if name else ""


def unknown_variables() -> list[str]:
    """Return the names of ``HOIDAP_…`` variables that no setting reads, sorted."""
    known = {_variable(name) for name in Settings.model_fields}
    present = {*os.environ, *dotenv_values(ENV_FILE)}
    return sorted(
        name for name in present if name.upper().startswith(PREFIX) and name.upper() not in known
    )
