"""autograder.intake.matching: an answer in code is found by what it defines; what is in doubt is said."""

import json

from mini_course import RIGHT

from autograder import cells
from autograder.intake import rebuild


def own(source, kind="code", **more):
    return {"cell_type": kind, "metadata": {}, "source": source} | more


def place(tree, name):
    return next(number for number, cell in enumerate(tree["cells"]) if cell.get("id") == name)


def rebuilt(lesson, tree):
    return rebuild.rebuild(lesson, json.dumps(tree).encode())


def answer(result, name):
    return next(cell.source for cell in result.notebook.cells if cells.grade_id(cell) == name)


def values(result):
    """What the rebuilt notebook's functions come to where they are tested."""
    names, found = {}, {}
    for cell in result.notebook.cells:
        if cells.is_test(cell):
            function = cell.id.removeprefix("test-")
            found[function] = names[function](3) if function in names else None
        elif cell.cell_type == "code" and not cell.source.startswith("from course"):
            exec(cell.source, names)
    return found


def test_an_untouched_stub_is_never_the_answer_where_another_cell_defines_it(lesson, blank):
    blank["cells"].append(own("def square(x):\n    return x * x\n\ndef cube(x):\n    return x ** 3"))
    result = rebuilt(lesson, blank)
    assert values(result) == {"square": 9, "cube": 27}
    assert "square: found by the name of its function" in result.healed


def test_several_definitions_in_one_cell_count_for_several_exercises(lesson, perfect):
    square, cube = (perfect["cells"][place(perfect, name)] for name in ("square", "cube"))
    square["source"] = "import math\n" + RIGHT["square"] + "\n\nprint(square(2))\n\n\n" + RIGHT["cube"]
    perfect["cells"].remove(cube)
    result = rebuilt(lesson, perfect)
    assert values(result) == {"square": 9, "cube": 27}
    assert "import math" in answer(result, "square") and "print" not in answer(result, "cube")


def test_what_a_cell_defines_comes_before_what_a_pasted_marker_says(lesson, perfect):
    square, cube = (perfect["cells"][place(perfect, name)] for name in ("square", "cube"))
    cube["source"] = "# exercise: square\ndef cube(x):\n    return x * x * x"
    square["source"] = "# exercise: cube\ndef square(x):\n    return x * x"
    assert values(rebuilt(lesson, perfect)) == {"square": 9, "cube": 27}


def test_what_a_cell_defines_comes_before_its_id(lesson, perfect):
    square, cube = (perfect["cells"][place(perfect, name)] for name in ("square", "cube"))
    square["source"], cube["source"] = (RIGHT[name].split("\n", 1)[1] for name in ("cube", "square"))
    assert values(rebuilt(lesson, perfect)) == {"square": 9, "cube": 27}


def test_a_split_does_not_stop_at_the_first_part_that_parses(lesson, perfect):
    at = place(perfect, "cube")
    perfect["cells"][at]["source"] = "# exercise: cube\ndef cube(x):\n    y = x * x"
    perfect["cells"][at + 1:at + 1] = [own("    y = y * x"), own("    return y")]
    result = rebuilt(lesson, perfect)
    assert values(result)["cube"] == 27 and "cube: was split into 3 cells" in result.healed


def test_two_answers_are_both_named_and_both_there(lesson, perfect):
    other = own("# exercise: square\ndef square(x):\n    return 9")
    perfect["cells"].insert(place(perfect, "square") + 1, other)
    result = rebuilt(lesson, perfect)
    note = next(note for note in result.healed if "claim" in note)
    assert "return 9" in note and "return x * x" in note
    assert result.doubtful == ["square"]
    assert any("#     return x * x" in cell.source for cell in result.notebook.cells)


def test_an_answer_typed_elsewhere_brings_the_helpers_it_needs(lesson, blank):
    blank["cells"] += [own("base = 1"), own("def helper(x):\n    return x * base"), own("unused = nowhere"),
                       own("def square(x):\n    return helper(x) * x")]
    result = rebuilt(lesson, blank)
    ids = [cell.id for cell in result.notebook.cells]
    above = result.notebook.cells[:ids.index("square")]
    before = [cell.source for cell in above if cell.id.startswith("own")]
    assert before == ["base = 1", "def helper(x):\n    return x * base"]


def test_a_stub_within_a_students_own_cell_hides_no_answer(lesson, perfect):
    stub = next(cell.source for cell in lesson.cells if cell.id == "square")
    perfect["cells"].insert(place(perfect, "test-square"), own(f"{stub}\n\nhelper = 2"))
    result = rebuilt(lesson, perfect)
    assert values(result)["square"] == 9
    assert "helper = 2" in [cell.source for cell in result.notebook.cells]


def test_an_answer_in_a_tests_cell_is_taken_and_the_test_is_the_lessons(lesson, blank):
    blank["cells"][place(blank, "cube")]["source"] = RIGHT["cube"]
    test = blank["cells"][place(blank, "test-square")]
    test["source"] = "def square(x):\n    return x * x\n\nprint('passed')"
    result = rebuilt(lesson, blank)
    assert values(result)["square"] == 9
    assert "print('passed')" not in [cell.source for cell in result.notebook.cells]
    assert "three threes" in next(cell.source for cell in result.notebook.cells if cell.id == "test-square")


def test_cells_that_were_moved_take_the_students_own_cells_nowhere(lesson, perfect):
    perfect["cells"].insert(place(perfect, "test-cube"), own("late = square(2)"))
    perfect["cells"].append(perfect["cells"].pop(place(perfect, "square")))
    ids = [cell.id for cell in rebuilt(lesson, perfect).notebook.cells]
    own_cell = next(name for name in ids if name.startswith("own"))
    assert ids.index("cube") < ids.index(own_cell) < ids.index("test-cube")


def test_nothing_is_cut_silently(lesson, perfect):
    perfect["cells"][:0] = [own(f"junk = {number}") for number in range(6_000)]
    perfect["cells"].append(own("#" + "x" * 1_000_001))
    result = rebuilt(lesson, perfect)
    assert values(result) == {"square": 9, "cube": 27}
    said = "6000 cells are the student's own: those after the first 5000"
    assert any(said in note for note in result.healed)
    assert any("has 1000002 characters, more than a cell may have" in note for note in result.healed)
