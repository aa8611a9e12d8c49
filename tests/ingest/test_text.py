import pytest

from ingest import pipeline
from ingest.errors import EmptyFile, FileTooLarge, UndecodableFile, UnsupportedFormat
from ingest.parsers import text
from ingest.settings import Limits

SENTENCE = "Kế hoạch này có hiệu lực từ ngày ký."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(encoding: str) -> None:
    assert text.decode(SENTENCE.encode(encoding)) == SENTENCE


def test_windows_1258_is_read_and_composed() -> None:
    written = "Nghi\u0323 quy\u00ea\u0301t v\u00ea\u0300 la\u0300ng ngh\u00ea\u0300"
    assert text.decode(written.encode("cp1258") * 5).startswith("Nghị quyết về làng nghề")


@pytest.mark.parametrize("data", [b"", b"  \n\t ", "\u200b\n".encode(), b"---\n***"])
def test_files_without_text_are_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        pipeline.parse("plan.txt", data)


@pytest.mark.parametrize(
    "data", [b"K\x00\x01\x02\xff\xfe\x00" * 50, b"Ke hoach\x00so 5", b"\xff\xfeK"]
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableFile):
        pipeline.parse("plan.txt", data)


def test_a_damaged_pdf_named_txt_is_refused_as_what_it_is() -> None:
    with pytest.raises(UndecodableFile, match="PDF"):
        pipeline.parse("plan.txt", b"%PDF-1.7 ...")


def test_unknown_formats_are_refused() -> None:
    with pytest.raises(UnsupportedFormat, match=r"\.exe"):
        pipeline.parse("plan.exe", b"MZ")


def test_limits_are_kept() -> None:
    with pytest.raises(FileTooLarge):
        pipeline.parse("plan.txt", SENTENCE.encode() * 3, limits=Limits(max_bytes=100))
    with pytest.raises(FileTooLarge):
        pipeline.parse("plan.txt", SENTENCE.encode(), limits=Limits(max_characters=10))
    with pytest.raises(ValueError, match="max_bytes"):
        Limits(max_bytes=0)


def test_form_feeds_start_pages() -> None:
    document = pipeline.parse("plan.txt", "I. MỘT\nTrang đầu.\n\fII. HAI\nTrang sau.".encode())
    assert document.page_at(0) == 1
    assert document.page_at(document.text.index("II. HAI")) == 2


@pytest.mark.parametrize("code", ["cp1252", "utf-8"])
def test_text_typed_for_an_old_font_is_known_by_its_letters(code: str) -> None:
    typed = "KÕ ho¹ch ph¸t triÓn n«ng nghiÖp cña huyÖn n­íc s¹ch, giao phßng n«ng nghiÖp chñ tr×."
    data = f"{typed}\n{typed}".encode(code)

    assert "nước sạch, giao phòng nông nghiệp chủ trì." in text.read(data).lines[0].text
