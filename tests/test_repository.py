"""The repository itself: nothing of one machine in it, one version, and what README and CONTRIBUTING promise."""

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
    for path in [*(ROOT / "course").rglob("*.py"), *(ROOT / "autograder").rglob("*.py")]:
        text = path.read_text()
        assert text.lstrip().startswith('"""'), path
        assert len(text.splitlines()) <= 400, path


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
    hooks = [hook for source in yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"] for hook in source["hooks"]]
    assert "http" not in (ROOT / ".pre-commit-config.yaml").read_text()
    assert {hook["language"] for hook in hooks} == {"system"}
    assert all(hook["entry"].startswith(".venv/bin/") for hook in hooks)


def test_forms_for_issues_ask_what_the_machine_says():
    forms = {path.stem: yaml.safe_load(path.read_text()) for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")}
    assert forms.keys() == {"bug", "lesson", "config"}
    for name, command in (("bug", "autograder doctor"), ("bug", "course doctor"), ("lesson", "course doctor")):
        fields = [field for field in forms[name]["body"] if command in field["attributes"].get("label", "")]
        assert fields and all(field["validations"]["required"] for field in fields)


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_a_contributor_is_pointed_at_exists(name):
    text = (ROOT / name).read_text()
    spelled = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    places = {path for path in re.findall(r"`([\w./]+)`", spelled) if "/" in path}
    rooms = {path for path in places if (ROOT / "autograder" / path).is_dir()}
    assert [path for path in sorted(places - rooms) if not (ROOT / path).exists() and not (ROOT / f"{path}.py").is_file()] == []
    commands = set(re.findall(r"autograder ([a-z]+)\b", "\n".join(re.findall(r"^autograder .*|`autograder [a-z]+", text, re.MULTILINE))))
    assert commands and commands <= {command.name or command.callback.__name__ for command in app.registered_commands}
