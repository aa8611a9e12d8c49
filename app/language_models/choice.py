"""Opens the language model that the settings name."""

from pathlib import Path

from app.errors import InvalidSettings
from app.language_models.port import LOCAL, LanguageModel
from app.settings import Settings


def open_model(settings: Settings, folder: Path) -> LanguageModel | None:
    """Return the model, None where the site has none; ``folder`` keeps the local one's weights.

    A server elsewhere is not asked yet: the service starts whether or not it is up. Raises
    InvalidSettings, and CannotServe where the model on this machine cannot be loaded.
    """
    if settings.llm_base_url is None:
        return None
    if settings.llm_base_url == LOCAL:
        from app.language_models.local import LocalModel, LocalServer

        return LocalModel(LocalServer(folder, settings.threads, settings.llm_seconds))
    if not settings.llm_model:
        raise InvalidSettings("Cần đặt HOIDAP_LLM_MODEL khi đã đặt HOIDAP_LLM_BASE_URL.")
    from app.language_models.client import OpenAICompatible
    from app.language_models.endpoint import Endpoint

    return OpenAICompatible(
        Endpoint(
            base_url=settings.llm_base_url,
            model=settings.llm_model,
            api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else "",
            form=settings.llm_form,
            constraint=settings.llm_constraint,
            deadline=settings.llm_seconds,
            concurrent=settings.llm_concurrent,
            reasoning_tokens=settings.llm_reasoning_tokens,
        )
    )
