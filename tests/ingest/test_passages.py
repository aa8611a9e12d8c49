import dataclasses

import pytest

from ingest import passages
from ingest.document import Document, Passage
from tests.ingest import samples


def check(document: Document, found: list[Passage]) -> None:
    position = 0
    for ordinal, passage in enumerate(found):
        assert passage.ordinal == ordinal
        assert document.text[passage.start : passage.end] == passage.text
        assert document.text[position : passage.start].strip() == ""
        position = passage.end
    assert document.text[position:].strip() == ""
    assert len({passage.id for passage in found}) == len(found)


def test_passages_cover_the_text_and_keep_to_sections() -> None:
    for text in (samples.STATE, samples.PARTY):
        document = samples.parse(text)
        found = passages.split(document)
        check(document, found)
        for passage in found:
            owner = max(
                (s for s in document.walk() if s.start <= passage.start and passage.end <= s.end),
                key=lambda section: len(section.path),
            )
            assert passage.section_path == owner.path


def test_a_section_with_its_heading_is_one_passage_in_context() -> None:
    document = samples.parse(samples.STATE)
    passage = next(p for p in passages.split(document) if p.section_path == ("II", "1", "a"))
    assert passage.text.startswith("a) Đào tạo nghề\n- Mở 12 lớp")
    assert passage.text.endswith("+ Lớp dài hạn: 4 lớp.")
    assert passage.headings == ("NHIỆM VỤ", "Về đào tạo", "Đào tạo nghề")
    assert passage.context == (
        "Kế hoạch số 12/KH-UBND ngày 05/12/2024 của UBND tỉnh Hòa Giang"
        " › NHIỆM VỤ › Về đào tạo › Đào tạo nghề"
    )


def test_long_sections_are_cut_between_lines_then_sentences_then_clauses() -> None:
    sentence = "Các xã báo cáo kết quả phát triển làng nghề hằng năm. "
    clauses = "; ".join(["các thôn rà soát số hộ làm nghề"] * 60) + "."
    document = samples.body(
        "I. VIỆC\n" + f"- {sentence}\n" * 40 + "Kết luận:\n" + sentence * 40 + f"\n{clauses}\n"
    )
    found = passages.split(document, target=600)
    check(document, found)
    assert max(len(passage.text) for passage in found) <= 600
    assert found[1].text.startswith("I. VIỆC\n- Các xã")


def test_ids_hold_when_something_else_changes() -> None:
    document = samples.parse(samples.STATE)
    other = samples.parse(samples.STATE.replace("40 nghệ nhân", "50 nghệ nhân"))
    same = dataclasses.replace(other, id=document.id)
    before = {p.section_path: p.id for p in passages.split(document)}
    after = {p.section_path: p.id for p in passages.split(same)}
    changed = [path for path in before if before[path] != after[path]]
    assert changed == [("II", "1", "b")]


def test_recipients_and_signature_are_passages_of_their_own() -> None:
    document = samples.parse(samples.PARTY)
    by_path = {passage.section_path: passage.text for passage in passages.split(document)}
    assert by_path["Nơi nhận",].startswith("Nơi nhận:\n- Ban Thường vụ Tỉnh ủy,")
    assert by_path["Ký",] == "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nLò Văn Thắm"


@pytest.mark.parametrize("word", ["vận động nhân dân ", "x"])
def test_a_line_without_an_end_is_cut_between_words(word: str) -> None:
    document = samples.parse("KẾ HOẠCH\nNước sạch\n\nI. NỘI DUNG\n" + word * 9000 + "\n")
    found = passages.split(document)
    check(document, found)
    assert max(len(passage.text) for passage in found) <= passages.LONGEST
