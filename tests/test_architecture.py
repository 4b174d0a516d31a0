"""The rooms of the grader: who may import whom, and where a reader finds a module.

The contracts stand in ``pyproject.toml`` ([tool.importlinter]). Types are `make check`'s.
"""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = sorted(path.parent for path in (ROOT / "autograder").glob("*/__init__.py"))


def lint_imports(folder: Path) -> subprocess.CompletedProcess:
    """The contracts, checked for the packages in a folder."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=folder, env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
                          capture_output=True, text=True)


def modules(room: Path) -> list[str]:
    """Names of the modules of a room, and of its packages."""
    inside = [path for path in room.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    return sorted(path.stem for path in inside if not path.stem.startswith("__"))


def docstring(path: Path) -> str:
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def test_every_contract_is_kept():
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "line", "contract"), [
    ("autograder/crossing/channel.py", "from autograder import cells", "The sandbox and the crossing"),
    ("autograder/intake/collect.py", "import autograder.gradebook.grade", "No import runs up"),
    ("autograder/examination/scores.py", "import autograder.intake.collect", "No import runs up"),
    ("autograder/examination/answering.py", "import autograder.examination.scores", "A student's process"),
    ("course/errors.py", "def f():\n    import autograder.cells", "What a student's notebook imports"),
    ("autograder/sandbox/libc.py", "import autograder.sandbox.machine", "No modules of a room"),
    ("autograder/fresh.py", "", "No import runs up"),  # a module without a place
])
def test_a_contract_that_is_broken_is_named(tmp_path, module, line, contract):
    ignored = shutil.ignore_patterns("__pycache__", "work")
    for package in ("autograder", "course"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with open(tmp_path / module, "a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    broken = re.search(f"^{contract}.* BROKEN$", done.stdout, re.MULTILINE)
    assert done.returncode == 1 and broken, done.stdout


def test_the_house_has_seven_floors_and_forty_arrows_at_the_most():
    """Rooms are the folders and modules right below ``autograder``, and ``course`` is the ground they stand
    on."""
    graph = grimp.build_graph("autograder", "course", cache_dir=None)
    below: dict[str, set[str]] = {}
    for module in graph.modules:
        for imported in graph.find_modules_directly_imported_by(module):
            pair = [
                "course" if name.startswith("course") else name.split(".")[1]
                for name in (module, imported)
                if name != "autograder"
            ]
            if len(pair) == 2 and pair[0] != pair[1]:
                below.setdefault(pair[0], set()).add(pair[1])

    def floor(room: str) -> int:
        return 1 + max(map(floor, below.get(room, ())), default=0)

    assert max(map(floor, below)) <= 7
    assert sum(len(rooms - {"course"}) for rooms in below.values()) <= 40


def listed(room: Path) -> set[str]:
    """The modules a room's docstring lists: lines of names, two spaces or more, what they are for."""
    lines = re.findall(r"^    (\w+(?:, \w+)*)  +\S", docstring(room / "__init__.py"), re.MULTILINE)
    return {name for line in lines for name in line.split(", ")}


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_rooms_docstring_names_every_module_in_it(room):
    missing = set(modules(room)) - listed(room)
    assert not missing, f"autograder/{room.name}/__init__.py does not say what these are for: {missing}"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_rooms_docstring_names_no_module_that_is_not_there(room):
    gone = listed(room) - set(modules(room))
    assert not gone, f"autograder/{room.name}/__init__.py names modules that it does not have: {gone}"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_module_has_its_tests_where_a_reader_looks(room):
    """In the folder of its room and under its own name, or named by the docstring of the test that covers
    it."""
    folder = ROOT / "tests" / "autograder" / room.name
    said = " ".join(docstring(path) for path in (ROOT / "tests").rglob("test_*.py"))
    homeless = [name for name in modules(room) if not (folder / f"test_{name}.py").is_file()
                and not re.search(rf"\bautograder\.{room.name}\.{name}\b", said)]
    assert not homeless, f"no test is about {', '.join(homeless)} of autograder/{room.name}"
