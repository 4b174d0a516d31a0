"""autograder.authoring.importable: no function of ``course`` gives back what an exercise asks for."""

from pathlib import Path

import nbformat
import pytest
from mini_course import make_course, nbgrader
from nbformat.v4 import new_code_cell, new_notebook

from autograder.authoring import importable
from autograder.course_directory import CourseFiles

ROOT = Path(__file__).resolve().parents[3]
SOLVED = (
    "# exercise: pmf\ndef pmf(k, n, p):\n    ### BEGIN SOLUTION\n"
    "    return math.comb(n, k) * p**k * (1 - p) ** (n - k)\n    ### END SOLUTION"
)
SAME = "import math\n\ndef chances(seen, all, share):\n    return {}"
THE_ANSWER = "math.comb(all, seen) * share**seen * (1 - share) ** (all - seen)"


@pytest.fixture
def found(tmp_path):
    """A function: findings about a module of the package, beside a lesson with this public cell."""

    def about(module: str, public: str = "import math") -> list[str]:
        course = make_course(tmp_path / "made")
        cells = [new_code_cell(public), new_code_cell(SOLVED, metadata=nbgrader("pmf", solution=True))]
        nbformat.write(new_notebook(cells=cells), course.solutions / "week1" / "dice.ipynb")
        (tmp_path / "course").mkdir()
        (tmp_path / "course" / "dice.py").write_text(module)
        return importable.findings(course, tmp_path / "course")

    return about


def test_an_answer_under_other_names_is_found(found):
    said = found(SAME.format(THE_ANSWER))
    assert said == ["course/dice.py: chances computes what exercise pmf of week1/dice asks for"]


def test_another_formula_a_step_on_the_way_and_what_the_lesson_shows_are_none(found):
    assert not found(SAME.format(THE_ANSWER.replace("1 - share", "2 - share")) + f" + 1\n\nx = {THE_ANSWER}")


def test_what_the_lesson_shows_is_no_secret(found):
    assert not found(SAME.format(THE_ANSWER), f"import math\nall, seen, share = 3, 1, 0.5\n{THE_ANSWER}")


def test_nothing_of_this_course_answers_an_exercise():
    assert not importable.findings(CourseFiles.find(ROOT), ROOT / "course")
