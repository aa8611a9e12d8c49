"""What a check finds: each fault with the place and what to do about it."""

from pydantic import BaseModel, Field


class Finding(BaseModel):
    """One thing that is not as it should be."""

    code: str
    """What is wrong, for a program."""
    where: str
    """The file, document or row."""
    problem: str
    """What is wrong, in Vietnamese."""
    advice: str
    """What to do, in Vietnamese."""


class Report(BaseModel):
    """What was looked over, and what was found."""

    sound: bool = True
    documents: int = 0
    passages: int = 0
    conversations: int = 0
    findings: list[Finding] = Field(default_factory=list)

    def add(self, code: str, where: str, problem: str, advice: str) -> None:
        """Note a fault."""
        self.findings.append(Finding(code=code, where=where, problem=problem, advice=advice))
        self.sound = False
