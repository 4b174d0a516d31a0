"""The repository itself: nothing of one machine in it, and the layout the README promises."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MACHINE = re.compile(r"/root/\.|/work/main|/farm/|\.internal\b|simple/[a-z]|file:///opt")


@pytest.fixture(scope="module")
def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_file_names_a_path_or_index_of_one_machine(tracked):
    for path in tracked:
        if path.suffix in {".py", ".md", ".toml", ".yml", ".txt", ".ipynb", ".cfg", ""} and path != Path(__file__):
            found = MACHINE.search(path.read_text(encoding="utf-8", errors="ignore"))
            assert not found, f"{path}: {found.group(0)}"


def test_no_data_work_files_or_large_files_are_tracked(tracked):
    for path in tracked:
        assert path.suffix not in {".npz", ".csv", ".db", ".zip"} and "autograder/work" not in str(path)
        assert path.stat().st_size < 3_000_000, path


def test_constraints_are_names_and_versions_only():
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.+!]*", line), line


def test_every_dependency_has_a_bound():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for wanted in [*project["dependencies"], *sum(project["optional-dependencies"].values(), [])]:
        assert re.search(r"[<>=]", wanted) or wanted.startswith("dl-course["), wanted


def test_course_never_imports_autograder():
    for path in (ROOT / "course").rglob("*.py"):
        assert not re.search(r"^\s*(from|import) autograder", path.read_text(), re.MULTILINE), path


def test_modules_say_what_they_are_for_and_stay_small():
    for path in [*(ROOT / "course").rglob("*.py"), *(ROOT / "autograder").glob("*.py")]:
        text = path.read_text()
        assert text.lstrip().startswith('"""'), path
        assert len(text.splitlines()) <= 400, path
