"""autograder publish: what students get works by itself, holds no secret, and spares what it did not make.

The secrets are found by `autograder.authoring.leaks`, the files filled by `autograder.authoring.templates`.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from mini_course import RIGHT, ROOT
from nbclient import NotebookClient
from typer.testing import CliRunner

from autograder import cells
from autograder.authoring import publish
from autograder.authoring.leaks import LeakError
from autograder.cli import app
from autograder.course_directory import CourseFiles, InstructorError

LESSON = "lessons/week1/powers.ipynb"


@pytest.fixture
def whole(course):
    """The tiny course with everything a publication is made of."""
    shutil.copytree(ROOT / "course", course.root / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "constraints.txt"):
        shutil.copy(ROOT / name, course.root)
    return course


@pytest.fixture
def students(whole, tmp_path):
    publish.publish(whole, tmp_path / "students")
    return tmp_path / "students"


def everything(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    return {name: ((folder / name).read_bytes(), (folder / name).stat().st_mtime_ns) for name in names}


def edit_lesson(course, name, source):
    path = course.root / LESSON
    notebook = nbformat.read(path, as_version=4)
    next(c for c in notebook.cells if c.id == name).source += source
    nbformat.write(notebook, path)


def test_what_students_get(students):
    names = {path.name for path in students.iterdir()}
    assert names == {
        "README.md", "LICENSE", "pyproject.toml", "environment.yml", "constraints.txt", ".gitignore",
        ".published", "binder", "course", "lessons",
    }
    listed = [line for line in (students / ".published").read_text().splitlines() if not line.startswith("#")]
    assert listed == sorted(everything(students).keys() - {".published"})


def test_publishing_twice_touches_nothing(whole, students):
    before = everything(students)
    assert publish.publish(whole, students) == [] and everything(students) == before


def test_only_what_changed_is_written_and_what_is_gone_goes(whole, students):
    before = everything(students)
    (whole.root / "course" / "likelihood.py").unlink()
    (whole.root / "course" / "errors.py").open("a").write("# one more line\n")
    assert publish.publish(whole, students) == ["course/errors.py", "course/likelihood.py"]
    after = everything(students)
    assert "course/likelihood.py" not in after
    assert {path for path in after if after[path] != before[path]} == {"course/errors.py", ".published"}


def test_an_emptied_folder_goes_too(whole, students):
    shutil.rmtree(whole.root / "course" / "graph")
    publish.publish(whole, students)
    assert not (students / "course" / "graph").exists()


def test_a_clone_keeps_its_history_and_strangers_their_files(whole, tmp_path):
    clone = tmp_path / "clone"
    subprocess.run(["git", "init", "-q", clone], check=True)
    publish.publish(whole, clone)
    (clone / "notes.md").write_text("mine")
    (whole.root / "course" / "likelihood.py").unlink()
    publish.publish(whole, clone)
    assert (clone / ".git" / "HEAD").is_file() and (clone / "notes.md").read_text() == "mine"


def test_a_run_that_was_stopped_can_be_finished(whole, students):
    (students / LESSON).unlink()
    assert publish.publish(whole, students) == [LESSON]


def test_a_folder_of_somebody_else_is_refused(whole, tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "README.md").write_text("years of work")
    with pytest.raises(InstructorError, match="is not empty and was not made by"):
        publish.publish(whole, tmp_path / "thesis")
    with pytest.raises(InstructorError, match="is not a folder"):
        publish.publish(whole, tmp_path / "thesis" / "README.md")
    assert everything(tmp_path / "thesis").keys() == {"README.md"}


def test_a_strangers_file_in_the_way_is_refused(whole, students):
    (whole.root / "course" / "news.py").write_text('"""New."""\n')
    (students / "course" / "news.py").write_text("a stranger's")
    before = everything(students)
    with pytest.raises(InstructorError, match="news.py was not written by"):
        publish.publish(whole, students)
    assert everything(students) == before


def test_nothing_is_written_through_a_symlink(whole, students, tmp_path):
    shutil.rmtree(students / "lessons")
    (tmp_path / "elsewhere").mkdir()
    (students / "lessons").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InstructorError, match="lessons stands where"):
        publish.publish(whole, students)
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("path", ["../precious.txt", "/etc/passwd", ".git/config", "a/../../b"])
def test_a_list_that_was_tampered_with_removes_nothing(whole, students, path):
    (students / ".published").open("a").write(f"{path}\n")
    with pytest.raises(InstructorError, match="which `autograder publish` never makes"):
        publish.publish(whole, students)


LEAKS = {
    "a solution": ("lesson", "\n    return x ** 2.0"),
    "a hidden test": (
        "lesson", '\ncheck.call(square, -5.0).close_to(25.0, because="a square is never negative")'),
    "a model answer": ("course", "# Minus times minus is plus.\n"),
    "a mark scheme": ("course", '# He knows: one point for the\n# sign rule\n'),
    "a solution's line": ("course", "def f(x):\n    return x ** 3.0\n"),
    "a string of a hidden test": ("course", 'why = "a square is never negative"\n'),
}


@pytest.mark.parametrize("what", LEAKS)
def test_a_leak_is_one_sentence_and_nothing_is_written(whole, tmp_path, what):
    where, text = LEAKS[what]
    if where == "lesson":
        edit_lesson(whole, "square", text)
    else:
        (whole.root / "course" / "errors.py").open("a").write(text)
    with pytest.raises(LeakError) as error:
        publish.publish(whole, tmp_path / "students")
    sentences = str(error.value).split("\n")
    assert all(line.startswith((LESSON, "course/errors.py")) and line.endswith(".") for line in sentences)
    assert not (tmp_path / "students").exists()


def test_words_are_found_however_their_lines_are_broken(whole):
    edit_lesson(whole, "colab-setup-01", "\n\nminus times\n   minus is")  # only three of the answer's words
    assert publish.findings(whole, publish.contents(whole)) == []
    edit_lesson(whole, "colab-setup-01", "\n\nso Minus times\n   minus is plus. Is it?")
    [leak] = publish.findings(whole, publish.contents(whole))
    assert "'Minus times minus is plus.' from the solution of week1/powers, cell why" in leak


def test_a_number_of_a_hidden_test_is_a_secret(whole):
    path = whole.solutions / "week1" / "powers.ipynb"
    notebook = nbformat.read(path, as_version=4)
    test = next(c for c in notebook.cells if c.id == "test-square")
    test.source = test.source.replace("-5.0", "-3.1623")
    nbformat.write(notebook, path)
    (whole.root / "course" / "errors.py").open("a").write("root_of_ten = 3.16230\n")
    [leak] = publish.findings(whole, publish.contents(whole))
    assert "shows the number 3.1623 from the hidden tests of week1/powers, cell test-square" in leak


def test_what_stands_in_the_public_part_too_is_no_leak(whole):
    (whole.root / "course" / "errors.py").open("a").write('why = "eight dice make a die"\n')
    assert publish.findings(whole, publish.contents(whole)) == []


def test_outputs_of_a_lesson_are_a_leak(whole):
    path = whole.root / LESSON
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[3].outputs = [nbformat.v4.new_output("stream", text="25.0")]
    nbformat.write(notebook, path)
    assert "has stored output" in publish.findings(whole, publish.contents(whole))[0]


def test_a_file_nobody_can_look_through_is_refused(whole):
    (whole.root / "course" / "weights.h5").write_bytes(b"\x89HDF\xff\xfe")
    assert publish.findings(whole, publish.contents(whole)) == [
        "course/weights.h5 is not a text, so that nobody can look through it: move it out of the package."]


def test_a_missing_lesson_is_one_sentence_and_exit_code_2(whole, tmp_path, monkeypatch):
    (whole.root / LESSON).unlink()
    monkeypatch.chdir(whole.root)
    result = CliRunner().invoke(app, ["publish", str(tmp_path / "students")])
    assert isinstance(result.exception, InstructorError)
    assert "run `autograder release week1` first" in str(result.exception)


def test_badges_point_at_the_students_repository(whole, students):
    slug = whole.settings["repository"].removeprefix("https://github.com/")
    readme, lesson = (students / "README.md").read_text(), nbformat.read(students / LESSON, as_version=4)
    for text in (readme, lesson.cells[0].source):
        badge = f"https://colab.research.google.com/github/{slug}/blob/{whole.settings['branch']}/{LESSON}"
        assert badge in text
    assert f"https://mybinder.org/v2/gh/{slug}/" in readme and "{{" not in readme
    assert f"git clone {whole.settings['repository']}.git" in readme


def test_settings_for_conda_and_binder_name_files_that_exist(students):
    conda = yaml.safe_load((students / "environment.yml").read_text())
    assert "-e .[lab]" in conda["dependencies"][-1]["pip"]
    for line in (students / "binder" / "requirements.txt").read_text().splitlines():
        if line.startswith("-c "):
            assert (students / "binder" / line[3:]).is_file()
    assert (students / "binder" / "runtime.txt").read_text().startswith("python-3.")


def test_constraints_hold_what_students_install_and_nothing_of_grading(students):
    names = {line.split("==")[0] for line in (students / "constraints.txt").read_text().splitlines()[1:]}
    assert {"tensorflow", "keras", "numpy", "jupyterlab", "ipywidgets", "traitlets"} <= names
    assert not {"nbgrader", "pytest", "ruff", "dask", "SQLAlchemy"} & names


def test_the_wheel_holds_the_course_with_its_data_and_nothing_else(students, tmp_path):
    source = shutil.copytree(students, tmp_path / "source")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "-w", tmp_path]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, source], check=True)
    [made] = tmp_path.glob("*.whl")
    names = [name for name in zipfile.ZipFile(made).namelist() if ".dist-info/" not in name]
    files = [path for path in (students / "course").rglob("*") if path.is_file()]
    published = [path.relative_to(students).as_posix() for path in files]
    assert sorted(names) == sorted(published)


def test_a_lesson_runs_on_the_published_package_alone(students, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(students))
    lesson = nbformat.read(students / LESSON, as_version=4)
    for cell in lesson.cells:
        cell.source = RIGHT.get(cell.id, cell.source)
    lesson.cells.append(nbformat.v4.new_code_cell("print(course.__file__)"))
    client = NotebookClient(lesson, timeout=300, resources={"metadata": {"path": str(students)}})
    asyncio.run(client.async_execute())
    assert lesson.cells[-1].outputs[0].text.strip() == str(students / "course" / "__init__.py")
    outputs = [output for cell in lesson.cells for output in cell.get("outputs", [])]
    assert not [output for output in outputs if output.output_type == "error"]


@pytest.fixture(scope="module")
def real():
    return publish.contents(CourseFiles.find(ROOT))


def test_the_course_itself_has_no_leak(real):
    assert publish.findings(CourseFiles.find(ROOT), real) == []


def test_no_published_file_holds_a_line_of_a_solution_or_a_grader(real):
    """The same question asked in another way: whole lines, without `autograder.authoring.leaks`."""
    secret, public = set(), ""
    for path in (ROOT / "solutions").glob("*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            shown = cell.source
            for region in cells.REGIONS:
                secret |= {line.strip() for line in cells.region_lines(cell.source, region)}
                shown = cells.without_region(shown, region)
            public += shown + "\n"
    secret = {line for line in secret if line not in public and len(line) >= 8}
    secret = {line for line in secret if not re.fullmatch(r"return [\w, ]+", line)}
    assert len(secret) > 1000
    for path, content in real.items():
        text = content.decode()
        assert "### BEGIN" not in text, path
        assert not re.search(r"^\s*(import|from) autograder|nbgrader==", text, re.MULTILINE), path
        lines = text.splitlines() if not path.endswith(".ipynb") else [
            line for cell in nbformat.reads(text, as_version=4).cells for line in cell.source.split("\n")]
        assert not (leaked := secret & {line.strip() for line in lines}), (path, leaked)
    assert not any(Path(path).parts[0] in ("autograder", "solutions", "tests") for path in real)
