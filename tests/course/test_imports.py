"""All modules of `course`: no import circle among them, how they stand upon each other, each with its test.

All of it is read from the source; nothing is imported.

Imports inside functions count as those at the top do: a circle through one of them only breaks later.
"""

import ast
import re
from pathlib import Path

import networkx as nx
from mini_course import ROOT


def modules(package: Path) -> dict[str, Path]:
    """Each module's dotted name and file."""
    found = {}
    for file in sorted(package.rglob("*.py")):
        parts = file.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(package: Path) -> nx.DiGraph:
    """An edge from each module to each one of the same package that it imports, anywhere in it."""
    found = nx.DiGraph()
    known = modules(package)
    found.add_nodes_from(known)
    for module, file in known.items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                inside = module.split(".") if file.name == "__init__.py" else module.split(".")[:-1]
                start = [*inside[: len(inside) + 1 - node.level], *filter(None, [node.module])]
                start = ".".join(start) if node.level else node.module
                # `from course import data` asks for the module `course.data`, `… import seed` for `course`
                names = [f"{start}.{alias.name}" for alias in node.names]
                names = [name if name in known else start for name in names]
            found.add_edges_from((module, name) for name in names if name in known)
    return found


def test_course_has_no_import_circle():
    found = imports(ROOT / "course")
    assert len(found) > 30 and found.number_of_edges() > 60
    assert list(nx.simple_cycles(found)) == []


def test_a_circle_is_found_wherever_its_imports_stand(tmp_path):
    package = tmp_path / "sample"
    (package / "inner").mkdir(parents=True)
    (package / "__init__.py").write_text("from sample import lonely\n")
    (package / "lonely.py").write_text("import os\n")
    (package / "one.py").write_text("from sample.inner import two\n")
    (package / "inner" / "__init__.py").write_text("")
    (package / "inner" / "two.py").write_text("def late():\n    from . import three\n")
    late = "class Late:\n    if True:\n        import sample.one as first\n"
    (package / "inner" / "three.py").write_text(late)
    circles = [set(circle) for circle in nx.simple_cycles(imports(package))]
    assert circles == [{"sample.one", "sample.inner.two", "sample.inner.three"}]
    (package / "inner" / "two.py").write_text("from ..lonely import os\n")
    assert list(nx.simple_cycles(imports(package))) == []
    assert imports(package).has_edge("sample.inner.two", "sample.lonely")


def test_what_runs_only_by_hand_is_imported_by_nobody():
    """Making recordings anew and timing a move are commands; a lesson must never wait for them."""
    found = imports(ROOT / "course")
    assert not list(found.predecessors("course.widgets.record"))
    assert not list(found.predecessors("course.widgets.timing"))


def test_recordings_are_read_below_the_widgets_and_a_graph_shows_itself_above_its_structure():
    found = nx.transitive_closure_dag(imports(ROOT / "course"))
    assert not list(found.successors("course.widgets.recorded"))
    assert found.has_edge("course.graph.picture", "course.graph.structure")
    assert list(found.successors("course.graph.structure")) == ["course.errors"]


def test_course_never_imports_the_grader():
    for module, file in modules(ROOT / "course").items():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] == "autograder" for name in names), module


def docstrings_of_tests() -> dict[Path, str]:
    """Each test file of `course` and its docstring."""
    return {file: ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
            for file in sorted((ROOT / "tests" / "course").rglob("test_*.py"))}


def test_every_module_has_a_test_file_of_its_name_or_one_that_says_it_covers_it():
    told = docstrings_of_tests()
    for module, file in modules(ROOT / "course").items():
        package, _, name = module.rpartition(".")
        if file.name == "__init__.py":
            continue  # no more than a list of names, or the package's own test (course.hints)
        folder = ROOT / "tests" / Path(*package.split("."))
        named = any(re.search(rf"\b{re.escape(module)}\b", docstring) for docstring in told.values())
        assert folder / f"test_{name}.py" in told or named, f"no test says that it is about {module}"


def test_every_test_file_says_what_it_is_about():
    known = {module for module in modules(ROOT / "course") if "." in module}
    for file, docstring in docstrings_of_tests().items():
        about = [module for module in known if re.search(rf"\b{re.escape(module)}\b", docstring)]
        assert about or file == Path(__file__), file
