"""The repository itself: nothing of one machine in it, one version, and what its documents promise."""

import importlib.metadata
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from autograder.cli import app

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
        texts = {".py", ".md", ".toml", ".yml", ".txt", ".ipynb", ".cfg", ""}
        if path.suffix in texts and path != Path(__file__):
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


def test_modules_say_what_they_are_for():
    for path in [*(ROOT / "course").rglob("*.py"), *(ROOT / "autograder").rglob("*.py")]:
        assert path.read_text().lstrip().startswith('"""'), path


def test_the_version_stands_in_one_place(tracked):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert re.findall(r"^## \[(\d[^]]*)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)[0] == version
    lists_of_versions = {"pyproject.toml", "CHANGELOG.md", "constraints.txt", "tests/colab/requirements.txt"}
    for path in tracked:
        text = path.read_text(encoding="utf-8", errors="ignore")
        if path.suffix == ".py":
            assert not re.search(r"^__version__\s*=\s*[\"']", text, re.MULTILINE), path
        if path.relative_to(ROOT).as_posix() not in lists_of_versions:
            assert not re.search(rf"(?<![\w.]){re.escape(version)}(?![\w.])", text), path


def test_both_commands_know_the_version():
    import course

    assert course.__version__ == importlib.metadata.version("dl-course")
    assert CliRunner().invoke(app, ["--version"]).stdout == f"autograder {course.__version__}\n"


def test_hooks_are_of_this_repository_and_need_no_other():
    text = (ROOT / ".pre-commit-config.yaml").read_text()
    assert "http" not in text
    hooks = [hook for source in yaml.safe_load(text)["repos"] for hook in source["hooks"]]
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)


def test_forms_for_issues_ask_what_the_machine_says():
    files = (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")
    forms = {path.stem: yaml.safe_load(path.read_text()) for path in files}
    assert forms.keys() == {"bug", "lesson", "config"}
    asked = (("bug", "autograder doctor"), ("bug", "course doctor"), ("lesson", "course doctor"))
    for name, command in asked:
        fields = [field for field in forms[name]["body"] if command in field["attributes"].get("label", "")]
        assert fields and all(field["validations"]["required"] for field in fields)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_contributor_is_pointed_at_exists(name):
    text = (ROOT / name).read_text()
    spelled = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    places = {path for path in re.findall(r"`([\w./]+)`", spelled) if "/" in path}
    for place in sorted(places):
        meant = (ROOT / place, ROOT / f"{place}.py", ROOT / "autograder" / place)
        assert any(path.exists() for path in meant), place
    commands = set(re.findall(r"(?:^|`)autograder ([a-z]+)\b", text, re.MULTILINE))
    known = {command.name or command.callback.__name__ for command in app.registered_commands}
    assert commands and commands <= known
