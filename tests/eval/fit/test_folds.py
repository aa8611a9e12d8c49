from eval.fit.folds import parted, without


def test_every_set_is_in_one_fold_and_none_is_empty() -> None:
    folds = parted(["d", "a", "c", "b", "e"], 3)
    assert sorted(name for fold in folds for name in fold) == ["a", "b", "c", "d", "e"]
    assert {len(fold) for fold in folds} <= {1, 2}
    assert parted(["a"], 3) == [["a"]]


def test_what_judges_a_fold_never_saw_it() -> None:
    folds = [[1, 2], [3], [4]]
    for left_out, fold in enumerate(folds):
        assert not set(without(folds, left_out)) & set(fold)
