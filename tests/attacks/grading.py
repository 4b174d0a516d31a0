"""Grades a class of attacks and honest students once, and says what each attack came to.

    python -m attacks.grading RESULT.json [NAME ...]

Run from `tests`, behind whatever walls the machine allows its user: `attacks.strengths` starts it in each
strength. Not for: judging the result (`test_classes`).
"""

import importlib
import json
import os
import sys
import tempfile
import time
import traceback
from html.parser import HTMLParser
from pathlib import Path

import nbformat

from attacks.classes import PRELUDE, Attack
from attacks.lesson import HONEST, POINTS, SECRET, make_course
from attacks.world import World

CLASSES = ("breaking", "neighbours", "forging", "learning", "pages", "reaching", "escaping", "lingering")
EXERCISES = ("square", "cube")
HONEST_MARK = "honest_" + "answer"
EVERY = 12
"""One honest student for so many attacks, graded beside them."""


def table() -> dict[str, tuple[str, Attack]]:
    """Every attack of every class: name -> (class, attack)."""
    found: dict[str, tuple[str, Attack]] = {}
    for kind in CLASSES:
        for name, attack in importlib.import_module(f"attacks.classes.{kind}").ATTACKS.items():
            assert name not in found, f"two attacks are called {name}"
            found[name] = kind, attack
    return found


def cells_of(attack: Attack) -> dict[str, str]:
    """The cells of one attack, placeholders and all."""
    return ({"square": PRELUDE + attack.code} if attack.code else {}) | dict(attack.cells)


def run(names: list[str]) -> dict:
    """Grade these attacks in one class; what each came to, and the honest students with them."""
    from autograder.engine import forks, temporary

    attacks = {name: table()[name] for name in names}
    plan = forks.machine_plan()
    result = {"strength": plan.strength, "user": "root" if os.getuid() == 0 else "ordinary user",
              "crash": "", "attacks": {}, "honest": {}, "left": [], "grader": []}
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="class-") as place:
        folder = Path(place)
        folder.chmod(0o755)
        (folder / "tmp").mkdir()
        os.environ |= {"TMPDIR": str(folder / "tmp"), "INSTRUCTOR_SECRET": SECRET}
        tempfile.tempdir = None
        course = make_course(folder / "course", EXERCISES)
        texts = {name: json.dumps(cells_of(attack)) for name, (_, attack) in attacks.items()}
        with World(folder, course.root, SECRET, texts) as world:
            honest = _hand_in(course, folder, world, attacks)
            try:
                outcomes, pages = _grade(course)
            except BaseException:
                result["crash"] = traceback.format_exc()[-3000:]
                outcomes, pages = {}, {}
            changed = world.changed()
            for name, (kind, attack) in attacks.items():
                result["attacks"][name] = _judge(name, kind, attack, outcomes.get(name), pages.get(name, ""),
                                                 changed[name])
            full = {f"test-{exercise}": POINTS[exercise] for exercise in EXERCISES}
            for name in honest:
                lesson = outcomes[name].lessons.get("powers") if name in outcomes else None
                problem = outcomes[name].problem if name in outcomes else "no outcome"
                result["honest"][name] = {"full": bool(lesson) and lesson.points == full,
                                          "page": name in pages, "problem": problem}
            result["grader"] = changed["grader"]
        forks.Zygote.instance().close()
        own = temporary.folder()  # the grader's, which goes with its process: all it may hold is gone by now
        result["left"] = sorted(path.name for path in (folder / "tmp").rglob("*") if path != own)
    result["seconds"] = time.monotonic() - began
    return result


def _hand_in(course, folder: Path, world: World, attacks) -> list[str]:
    from autograder.intake.collect import collect

    marked = {name: f"{text}\n# {HONEST_MARK}" for name, text in HONEST.items() if name in EXERCISES}
    handed, honest = {}, []
    for number, (name, (kind, attack)) in enumerate(sorted(attacks.items())):
        handed[name] = {exercise: world.fill(name, cell) for exercise, cell in cells_of(attack).items()}
        if number % EVERY == 0 or kind == "neighbours" and number % 3 == 0:
            honest.append(f"{name}_honest")
            handed[honest[-1]] = marked
    released = nbformat.read(course.lessons / "week1" / "powers.ipynb", as_version=4)
    for student, answers in handed.items():
        target = folder / "class" / student / "powers.ipynb"
        target.parent.mkdir(parents=True)
        notebook = released.copy()
        notebook.cells = [nbformat.from_dict(cell | {"source": answers.get(cell.get("id"), cell["source"])})
                          for cell in released.cells]
        target.write_bytes(nbformat.writes(notebook).encode(errors="surrogatepass"))
    collect(course, folder / "class", "week1")
    return honest


def _grade(course):
    from autograder.engine.conditions import Conditions, Limits
    from autograder.gradebook import grade
    from autograder.gradebook.feedback import feedback
    from autograder.sandbox import Resources

    resources = Resources(memory_bytes=800 * 2**20, scratch_bytes=128 * 2**20, processes=128,
                          file_bytes=64 * 2**20)
    limits = Limits(cell_seconds=20, notebook_seconds=60, grace_seconds=5, output_bytes=500_000,
                    resources=resources)
    graded = grade.grade_week(course, "week1", Conditions(limits=limits), jobs=3)
    pages = {}
    for page in map(Path, feedback(course, "week1")):
        student = next(part for part in page.parts if (course.submitted / part).is_dir() and part != "/")
        pages[student] = page.read_text(errors="replace")
    return {outcome.student: outcome for outcome in graded.outcomes}, pages


def _judge(name: str, kind: str, attack: Attack, outcome, page: str, changed: list[str]) -> dict:
    lesson = outcome.lessons.get("powers") if outcome is not None else None
    points = dict(lesson.points) if lesson else {}
    deserved = {f"test-{exercise}": value for exercise, value in attack.deserves}
    shown = lesson.notebook if lesson and lesson.notebook else ""
    told = str([cell.get("outputs") for cell in nbformat.reads(shown, as_version=4).cells]) if shown else ""
    words = [SECRET, HONEST_MARK]
    leaked = [word for word in words if word in told or word in page]
    leaked += [attack.learns] if attack.learns and attack.learns in page else []
    harmed = changed + ([f"reached {name}"] if f"REACHED:{name}" in told else [])
    return {
        "class": kind,
        "forged": sorted(test for test, value in points.items() if value > deserved.get(test, 0)),
        "leaked": leaked, "harmed": harmed + _live(name, page),
        "stopped": "no outcome" if outcome is None else outcome.fault or "",
        "page": bool(page),
        "own": sum(points.values()) < sum(deserved.values()),
    }


class _Live(HTMLParser):
    """Finds scripts and handlers in a page that hold a word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word, self.inside, self.found = word, False, []

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script"
        for key, value in attrs:
            runs = key.startswith("on") or (value or "").strip().lower().startswith("javascript:")
            if (runs or key == "srcdoc") and f"{self.word}(" in (value or ""):
                self.found.append(f"runs in the page: {tag} {key}")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside and f"{self.word}(" in data:
            self.found.append("runs in the page: script")


def _live(name: str, page: str) -> list[str]:
    parser = _Live(name)
    parser.feed(page)
    return sorted(set(parser.found))


if __name__ == "__main__":
    target, *chosen = sys.argv[1:]
    os.environ.setdefault("AUTOGRADER_PRELOAD", "numpy,ipykernel.kernelapp,ipykernel.ipkernel")
    os.environ |= {"COURSE_SOURCE": "offline", "MPLBACKEND": "agg"}
    found = run(chosen or list(table()))
    Path(target).write_text(json.dumps(found, indent=1))
