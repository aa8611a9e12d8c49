"""What stands before a text for models that embed questions and passages differently (E5)."""

QUERY = "query: "
PASSAGE = "passage: "


def parted(text: str) -> tuple[str, str]:
    """Return what stands before the text, and the text; a bare one is a passage."""
    for prompt in (QUERY, PASSAGE):
        if text.startswith(prompt):
            return prompt, text[len(prompt) :]
    return PASSAGE, text
