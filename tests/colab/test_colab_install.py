"""The set-up cell on a new Colab machine: it installs the course, changes nothing else,
and says what it can't do."""

import json

import pytest

pytestmark = [pytest.mark.colab, pytest.mark.timeout(900)]


def test_the_set_up_cell_installs_the_course_and_nothing_else(new_colab, repository):
    machine = new_colab()
    before = machine.packages()
    first, second = machine.set_up(repository, times=2)
    assert {package.split("==")[0] for package in machine.packages() ^ before} == {"dl-course"}
    assert first == second and first[0].text.startswith("Colab with Python 3.")
    assert machine.set_up("file:///nowhere") == [first]  # installed already: the address is not asked again
    assert machine.command("-c", "import course").returncode == 0
    assert "No module named 'autograder'" in machine.command("-c", "import autograder").stderr


def test_even_without_no_deps_pip_would_change_nothing(new_colab, repository):
    said = new_colab().command("-m", "pip", "install", "--dry-run", "--quiet", "--report", "-",
                               f"git+{repository}@main")
    report = json.loads(said.stdout)
    assert [package["metadata"]["name"] for package in report["install"]] == ["dl-course"]


def test_where_the_course_cannot_be_had_one_sentence_says_so(new_colab):
    ((error,),) = new_colab().set_up("file:///nowhere")
    assert error.traceback == [f"NotInstalled: {error.evalue}"]
    assert "then run this cell again." in error.evalue
