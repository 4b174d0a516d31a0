"""``autograder new WEEK/LESSON``: lays out a lesson with every part it must have, to be turned into another.

What is laid out is the small lesson in ``new_lesson/``: a notebook with one exercise and two questions in
words, its hints, and its answers for the audit. It runs, can be released and passes the audit as it is, so
that an author always changes something that works. Not for: changing a lesson that is there.
"""

from __future__ import annotations

import re
from pathlib import Path

from autograder.authoring.templates import filled
from autograder.course_directory import CourseFiles, InstructorError

TEMPLATES = Path(__file__).with_name("new_lesson")
NAME = re.compile(r"(week\d+[a-z]*)/(\d\d[a-z]?_([a-z0-9_]*[a-z0-9]))")
"""A week and a lesson in it, such as ``week6/14_counts`` or ``week1/01b_losses_and_activations``."""


def new(course: CourseFiles, name: str) -> list[Path]:
    """Write the three files of a lesson `name`; returns them.

    Raises `InstructorError` where the name does not fit or a file is there already; then nothing is written.
    """
    fits = NAME.fullmatch(name)
    if not fits:
        raise InstructorError(f"{name!r} is not the name of a lesson: "
                              "write its week and its name, such as week6/14_counts.")
    week, lesson, title = fits.groups()
    places = {
        "lesson.ipynb": course.solutions / week / f"{lesson}.ipynb",
        "hints.toml": course.hints / week / f"{lesson}.toml",
        "answers.py.template": course.answers / week / f"{lesson}.py",
    }
    for place in places.values():
        if place.exists() or place.is_symlink():
            raise InstructorError(f"{place.relative_to(course.root)} is there already: "
                                  "change it, or choose another name.")
    fields = {"week": week, "lesson": lesson, "title": title.replace("_", " ").capitalize()}
    texts = filled(TEMPLATES, fields)
    for part, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("x", encoding="utf-8") as file:
            file.write(texts[part])
    return list(places.values())
