"""Where a language model is and how long it may take."""

from dataclasses import dataclass, field

import httpx

from app.errors import InvalidSettings
from app.language_models.port import Constraint, Form


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One server and model. Times are in seconds."""

    base_url: str
    """Up to and with "/v1"."""
    model: str
    api_key: str = field(default="", repr=False)
    form: Form = Form.CHAT
    constraint: Constraint = Constraint.AUTO
    deadline: float = 30.0
    """From the request to the last piece, waiting and retries included."""
    connect: float = 5.0
    stall: float | None = None
    """Longest silence before or between pieces; None: as long as the deadline allows, as a model
    may think before it writes."""
    attempts: int = 3
    concurrent: int = 4
    """Requests in hand at the same time; a further one is not queued for long."""
    reasoning_tokens: int = 0
    """Tokens that the model may think for, beside those of the text."""
    proxied: bool = True
    """Whether the proxy settings of the environment apply."""

    def __post_init__(self) -> None:
        """Refuse an address that would put a secret into logs."""
        try:
            url = httpx.URL(self.base_url)
        except httpx.InvalidURL:
            raise InvalidSettings("HOIDAP_LLM_BASE_URL không phải là một địa chỉ.") from None
        if url.scheme not in {"http", "https"} or not url.host:
            raise InvalidSettings("HOIDAP_LLM_BASE_URL phải bắt đầu bằng http:// hoặc https://.")
        if url.userinfo or url.query or url.fragment:
            raise InvalidSettings(
                "HOIDAP_LLM_BASE_URL không được chứa mật khẩu hay tham số; "
                "khóa truy cập đặt ở HOIDAP_LLM_API_KEY."
            )
        if not self.api_key.isascii() or any(c.isspace() for c in self.api_key):
            raise InvalidSettings("HOIDAP_LLM_API_KEY có ký tự không dùng được trong tiêu đề HTTP.")
