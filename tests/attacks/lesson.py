"""The lesson that is attacked: a number, partial credit, a function as argument, a network.
Its hidden tests hold a secret."""

from pathlib import Path

import nbformat
from mini_course import PYPROJECT, nbgrader
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.authoring.release import release
from autograder.course_directory import CourseFiles

SECRET = "quagga_7213"
"""Stands in every hidden test, in the instructor's files and environment,
and must turn up in no student's hands."""

POINTS = {"square": 2, "cube": 3, "slope": 2, "network": 2}

EXERCISES = {
    "square": (
        "def square(x):", "return x * x",
        'check.call(square, 3.0).close_to(9.0, because="three threes")',
        f"{SECRET} = 25.0\n"
        f'check.call(square, -5.0).close_to({SECRET}, because="a square is never negative")\n'
        "for number in np.random.default_rng(1).normal(size=3):\n"
        '    check.call(square, float(number)).close_to(number**2, because="the number times itself")',
    ),
    "cube": (
        "def cube(x):", "return x * x * x",
        'with parts.worth(1, "two"):\n    '
        'check.call(cube, 2.0).close_to(8.0, because="eight dice make a die")',
        f'{SECRET} = -1.0\nwith parts.worth(2, "others"):\n    '
        f'check.call(cube, -1.0).close_to({SECRET}, because="the sign stays")\n'
        '    check.call(cube, 1.7).close_to(1.7**3, because="for any number")',
    ),
    "slope": (
        "def slope(f, x):", "return (f(x + 1e-4) - f(x - 1e-4)) / 2e-4",
        'check.call(slope, lambda x: 2 * x, 1.0).close_to(2.0, rtol=1e-3, '
        'because="a straight line is as steep everywhere")',
        f'{SECRET} = 41.7\n'
        f'check.call(slope, lambda x: x * x + {SECRET}, 3.0).close_to(6.0, rtol=1e-3, '
        'because="how fast f grows at x")',
    ),
    "network": (
        "def network():", "return keras.Sequential([keras.layers.Input((4,)), keras.layers.Dense(5)])",
        'model = check.call(network).value\n'
        'check.value("count_params()", model.count_params()).equals(25, because="4·5 weights and 5 biases")',
        f"{SECRET} = np.random.default_rng(1).normal(size=(2, 4))\nkernel, bias = model.get_weights()\n"
        f'check.value("predict", model.predict({SECRET}, verbose=0)).close_to({SECRET} @ kernel + bias, '
        'rtol=1e-3, because="one Dense layer")',
    ),
}

HONEST = {name: f"# exercise: {name}\n{head}\n    {body}" for name, (head, body, *_) in EXERCISES.items()}
"""Answers that earn every point."""


def make_course(folder: Path, exercises: tuple[str, ...] = tuple(EXERCISES)) -> CourseFiles:
    """The course with ``week1/powers``, released, and an instructor's file that nobody else may read.

    Without ``network`` among the exercises, the lesson imports no Keras, and so is graded quicker.
    """
    imports = ["import course", "import numpy as np", "import keras", "from course import check"]
    if "network" not in exercises:
        imports.remove("import keras")
    cells = [new_markdown_cell("# Powers", id="title"),
             new_code_cell("\n".join(imports), id="imports", metadata=nbgrader("imports", locked=True))]
    for name in exercises:
        head, body, visible, hidden = EXERCISES[name]
        source = (f'# exercise: {name}\n{head}\n    """To be written."""\n'
                  f'    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION')
        cells.append(new_code_cell(source, id=name, metadata=nbgrader(name, solution=True)))
        test = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
        if "parts." in test:
            test = f"parts = check.partial({POINTS[name]})\n{test}\nparts.points"
        metadata = nbgrader(f"test-{name}", grade=True, locked=True, points=POINTS[name])
        cells.append(new_code_cell(test, id=f"test-{name}", metadata=metadata))
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    (folder / "solutions" / "week1").mkdir(parents=True)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "secret.txt").write_text(SECRET)
    nbformat.write(new_notebook(cells=cells,
                                metadata={"kernelspec": kernel, "language_info": {"name": "python"}}),
                   folder / "solutions" / "week1" / "powers.ipynb")
    course = CourseFiles.find(folder)
    release(course)
    return course
