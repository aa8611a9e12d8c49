import subprocess
import sys

import pytest

from ingest.vietnamese.words import dictionary, syllables


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kế hoạch 171 -KH/HU", ["kế", "hoạch", "171-kh/hu", "171", "kh", "hu"]),
        ("ngày 05/03/2031", ["ngày", "05/03/2031", "5/3/2031"]),
        ("đạt 80%", ["đạt", "80%", "80"]),
        ("2 tỉ", ["2", "tỷ"]),
    ],
)
def test_tokens_for_matching(text: str, tokens: list[str]) -> None:
    assert syllables(text) == tokens


def test_the_dictionary_holds_words_of_several_syllables() -> None:
    assert {"kế hoạch", "học sinh"} <= set(dictionary())


def test_threads_may_ask_for_words_at_once() -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from ingest.vietnamese.words import words
together = Barrier(4)
def cut(number):
    together.wait()
    return words(f"Kế hoạch số {number} triển khai thực hiện.")
with ThreadPoolExecutor(4) as pool:
    print(sum("kế_hoạch" in found for found in pool.map(cut, range(4))))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.stdout, done.returncode) == ("4\n", 0), done.stderr
