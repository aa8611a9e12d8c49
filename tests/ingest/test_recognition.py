"""What a person wishes of pages: which wish is whose, and what later ones leave of former."""

from ingest.recognition import USUAL, Recognise, Wish, joined, wish_for

ALWAYS, NEVER = Recognise.ALWAYS, Recognise.NEVER


def test_a_pages_own_wish_goes_before_that_for_all() -> None:
    wishes = [Wish(None, ALWAYS), Wish(3, NEVER)]
    assert [wish_for(page, wishes).recognise for page in (2, 3)] == [ALWAYS, NEVER]
    assert wish_for(3, []) == USUAL


def test_later_wishes_leave_those_of_other_pages() -> None:
    former = (Wish(2, ALWAYS), Wish(3, NEVER))
    assert joined(former, [Wish(3, ALWAYS)]) == (Wish(2, ALWAYS), Wish(3, ALWAYS))
    assert joined(former, []) == former


def test_a_wish_for_every_page_takes_the_place_of_all_and_the_usual_one_takes_them_back() -> None:
    former = (Wish(2, ALWAYS), Wish(3, NEVER))
    assert joined(former, [Wish(None, ALWAYS)]) == (Wish(None, ALWAYS),)
    assert joined(former, [USUAL]) == ()
