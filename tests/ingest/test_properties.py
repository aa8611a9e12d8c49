"""What holds for every text, however odd."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import passages, pipeline
from ingest.document import Document, Section
from ingest.errors import IngestError
from ingest.parsers import parser_for
from ingest.reading import reflow
from ingest.vietnamese.clauses import sentences
from ingest.vietnamese.text import fold, normalise

_WORDS = """
Kế hoạch số 29- NQ/TW Nơi nhận: I. II- 1. 2. 10. a) b) đ) - + • * | Điều 5. Chương I PHỤ LỤC
KẾ HOẠCH QUYẾT ĐỊNH Ủy ban nhân dân tỉnh Hòa Giang T/M BAN THƯỜNG VỤ BÍ THƯ Lò Văn Thắm của,
và. như sau: ** ## ( ) “ ” 80,1% 12/8/2024 2 MỤC LỤC (sau đây viết tắt là X) 1.1. 1.2.3 <br> 😀
ế
"""
WORDS = st.sampled_from([*_WORDS.split(), "-----\t", "\u200b", "\u00a0", " "])
LINES = st.lists(WORDS, max_size=14).map(" ".join)
TEXTS = st.lists(LINES, max_size=30).map("\n".join)
SOURCES = st.sampled_from(["plan.txt", "plan.md"])


def parsed(source: str, text: str) -> Document | None:
    try:
        return pipeline.parse(source, text.encode())
    except IngestError:
        return None


def check_tree(sections: tuple[Section, ...], start: int, end: int) -> None:
    position = start
    for section in sections:
        assert position <= section.start < section.end <= end
        check_tree(section.children, section.start, section.end)
        position = section.end


@settings(max_examples=300, deadline=None)
@given(SOURCES, TEXTS)
def test_documents_are_whole(source: str, text: str) -> None:
    document = parsed(source, text)
    if document is None:
        return
    check_tree(document.sections, 0, len(document.text))
    inside = [(section.start, section.end) for section in document.sections]
    position = 0
    for start, end in inside:
        assert document.text[position:start].strip() == ""
        position = end
    assert document.text[position:].strip() == ""
    data = text.encode()
    assert reflow.lost(parser_for(source, data)(data).lines, document.text) == ""


@settings(max_examples=200, deadline=None)
@given(SOURCES, TEXTS)
def test_spans_are_exact_and_parsing_repeats_itself(source: str, text: str) -> None:
    document = parsed(source, text)
    if document is None:
        return
    assert document == parsed(source, text)
    position = 0
    for passage in passages.split(document, target=200):
        assert document.text[passage.start : passage.end] == passage.text
        assert document.text[position : passage.start].strip() == ""
        position = passage.end
    assert document.text[position:].strip() == ""
    for abbreviation in document.abbreviations:
        assert document.text[abbreviation.start : abbreviation.end]
    for reference in document.references:
        assert 0 <= reference.start < reference.end <= len(document.text)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for source in ("plan.txt", "plan.md"):
        try:
            document = pipeline.parse(source, data)
        except IngestError:
            continue
        assert document.text.strip()


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_vietnamese_holds_for_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert normalise(normalise(text)) == normalise(text)
    covered = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(covered.split()) == "".join(text.split())
