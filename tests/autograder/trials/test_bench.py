"""autograder bench, and `autograder.trials.contenders`: the same submissions, and who fails early is not
fast."""

import nbformat
import pytest
from mini_course import make_course
from test_audit import GOOD

from autograder.course_directory import InstructorError
from autograder.trials import bench, contenders


@pytest.fixture
def benched(tmp_path):
    """The mini course with its bank, so that right answers can be handed in."""
    course = make_course(tmp_path / "course")
    course.answers.joinpath("week1").mkdir(parents=True)
    (course.answers / "week1" / "powers.py").write_text(GOOD)
    return course


def test_stock_and_this_grader_take_turns_and_both_earn_all_points(benched, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)  # without otter
    measured = list(bench.bench(benched, "week1", "powers", submissions=2, rounds=1))
    assert [m.contender for m in measured] == [contenders.STOCK, contenders.OURS]
    assert all(m.share == 1 and m.seconds > 0 and m.cpu_seconds > 0 and m.peak_bytes > 0 for m in measured)
    (low, middle, high), = bench.ratios(measured).values()
    assert low == middle == high == pytest.approx(measured[0].seconds / measured[1].seconds)
    theirs, mine = bench.standings(measured)
    assert theirs.ratio is None and mine.ratio == (low, middle, high) and mine.contender == contenders.OURS
    grown = list(bench.scaling(benched, "week1", "powers", [1], [1]))
    picture = bench.save(measured, grown, benched.work / "bench")
    assert picture.read_bytes().startswith(b"\x89PNG") and (picture.parent / "bench.json").is_file()


def test_a_contender_that_fails_stops_the_bench(benched, tmp_path, monkeypatch):
    stock = contenders.Stock(tmp_path / "stock", benched, "week1", "powers", [b"{}"])
    stock.folder.mkdir()
    monkeypatch.setattr(contenders, "_without_colab_cell", lambda content: content)
    stock.set_up()
    nothing = "graded 0 of 1 submissions, so there is nothing to compare with"
    with pytest.raises(InstructorError, match=nothing):
        stock.grade()


def test_a_standing_is_that_of_the_median_round_with_the_worst_of_memory_and_points():
    def made(name, number, seconds, peak, share):
        return bench.Measured(name, number, 10, seconds, 2 * seconds, peak, share)

    rounds = [made(contenders.STOCK, 1, 100, 5, 1.0), made(contenders.OURS, 1, 10, 7, 1.0),
              made(contenders.STOCK, 2, 100, 5, 1.0), made(contenders.OURS, 2, 20, 9, 0.9),
              made(contenders.STOCK, 3, 100, 5, 1.0), made(contenders.OURS, 3, 50, 8, 1.0)]
    stock, ours = bench.standings(rounds)
    assert stock == bench.Standing(contenders.STOCK, 6.0, 20.0, 5, 1.0, None)
    assert ours == bench.Standing(contenders.OURS, 30.0, 4.0, 9, 0.9, (2.0, 5.0, 10.0))


def test_without_a_release_it_says_what_to_run(benched):
    (benched.lessons / "week1" / "powers.ipynb").unlink()
    with pytest.raises(InstructorError, match="autograder release week1"):
        next(bench.bench(benched, "week1", "powers"))


def test_a_test_cell_becomes_one_silent_doctest():
    import doctest

    hidden = "### BEGIN HIDDEN TESTS\nassert value == wanted\n### END HIDDEN TESTS"
    text = contenders.as_doctest(f"print('half')\nvalue = 3\n{hidden}\nvalue")
    for wanted, failures in ((3, 0), (4, 1)):
        test = doctest.DocTestParser().get_doctest(text, {"wanted": wanted}, "cell", None, 0)
        assert doctest.DocTestRunner(verbose=False).run(test, out=lambda text: None).failed == failures


def test_right_answers_are_mixed_and_fill_every_exercise(benched):
    uploads = bench._submissions(benched, "week1", "powers", 3)
    sources = [{c.id: c.source for c in nbformat.reads(u.decode(), as_version=4).cells} for u in uploads]
    assert all("NotImplementedError" not in s["square"] for s in sources) and sources[0] != sources[1]
