"""Where the course lies and how nbgrader is set up for it.

`CourseFiles` finds the checkout, loads ``autograder/nbgrader_config.py`` and names the folders of each
step. Not for: reading or writing notebooks, which every step does itself.
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from course.errors import CourseError

COURSE_ID = "default_course"
"""What nbgrader calls a course in a gradebook where nobody says, as its preprocessors do."""


class InstructorError(CourseError):
    """Something an instructor can put right: one sentence, exit code 2."""


@dataclass(frozen=True)
class CourseFiles:
    """The folders of one course. `work` holds everything that must not be committed.

    The one source of where things lie: ``nbgrader_config.py`` asks it, so that nbgrader's own commands,
    formgrader and ``autograder`` open the same gradebook.
    """

    root: Path
    work: Path
    server: str = ""
    """The address of a gradebook that is no file in `work`."""

    @classmethod
    def find(cls, start: Path | None = None, work: Path | None = None) -> CourseFiles:
        """The course around `start` (default: the working folder): the nearest folder above with
        ``solutions``.

        The work folder is `work`, with a gradebook in it. Else it is what the variable ``AUTOGRADER_WORK``
        or `work` in ``[tool.dl-course]`` of pyproject.toml names (seen from the course, where it is no
        absolute path), else ``autograder/work``; and the gradebook is what ``AUTOGRADER_GRADEBOOK`` or
        `gradebook` there names, else a file in that folder. Raises `InstructorError` where there is no course
        or a setting makes no sense.
        """
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if (folder / "solutions").is_dir() and (folder / "pyproject.toml").is_file():
                if work:
                    return cls(folder, (folder / work).resolve())
                settings = cls(folder, folder).settings
                named = os.environ.get("AUTOGRADER_WORK") or settings.get("work") or "autograder/work"
                server = os.environ.get("AUTOGRADER_GRADEBOOK") or settings.get("gradebook") or ""
                return cls(folder, (folder / str(named)).resolve(), _address(str(server)))
        raise InstructorError(
            f"there is no course in or above {start}: run this inside a checkout of the course."
        )

    @property
    def solutions(self) -> Path:
        return self.root / "solutions"

    @property
    def lessons(self) -> Path:
        return self.root / "lessons"

    @property
    def answers(self) -> Path:
        return self.root / "tests" / "answers"

    @property
    def hints(self) -> Path:
        return self.root / "course" / "hints"

    @property
    def submitted(self) -> Path:
        return self.work / "submitted"

    @property
    def autograded(self) -> Path:
        return self.work / "autograded"

    @property
    def feedback(self) -> Path:
        return self.work / "feedback"

    @property
    def gradebook_url(self) -> str:
        """nbgrader's address of the gradebook."""
        return self.server or f"sqlite:///{self.work / 'gradebook.db'}"

    @property
    def gradebook_file(self) -> Path | None:
        """The gradebook's file; `None` where it is on a server."""
        if not self.server:
            return self.work / "gradebook.db"
        from sqlalchemy.engine import make_url  # it would slow every command down

        url = make_url(self.server)
        return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None

    @property
    def gradebook_shown(self) -> str:
        """The gradebook's name for a sentence, without a password."""
        if file := self.gradebook_file:
            return str(file)
        from sqlalchemy.engine import make_url

        return str(make_url(self.server))

    def waiting_url(self, seconds: float) -> str:
        """The gradebook's address for a program that waits so long for another to release it. Only sqlite
        knows this; a server waits by itself."""
        return self.gradebook_url + (f"?timeout={seconds:g}" if self.gradebook_file else "")

    @property
    def course_id(self) -> str:
        """nbgrader's name for the course: in the gradebook, and of its folder in an exchange."""
        return str(self.settings.get("course_id", COURSE_ID))

    @property
    def nbgrader_folders(self) -> dict[str, str]:
        """nbgrader's names for these folders, and its gradebook: the settings of its `CourseDirectory`."""
        return {
            "root": str(self.root),
            "source_directory": str(self.solutions),
            "release_directory": str(self.lessons),
            "submitted_directory": str(self.submitted),
            "autograded_directory": str(self.autograded),
            "feedback_directory": str(self.feedback),
            "db_url": self.gradebook_url,
            "course_id": self.course_id,
        }

    @cached_property
    def config(self) -> Config:
        """nbgrader's configuration from ``nbgrader_config.py``, with this course's folders.

        Raises `InstructorError` where somebody has set other folders there than this module says: nbgrader's
        own commands would open another gradebook.
        """
        settings = Path(__file__).with_name("nbgrader_config.py")
        config = PyFileConfigLoader(settings.name, path=str(settings.parent)).load_config()
        for name, value in CourseFiles.find(settings.parent).nbgrader_folders.items():
            if config.CourseDirectory.get(name) != value:
                raise InstructorError(
                    f"{settings.name} sets CourseDirectory.{name} to {config.CourseDirectory.get(name)!r}, "
                    "which `autograder` would not see: take the line out, and name the work folder by "
                    "AUTOGRADER_WORK, the gradebook by AUTOGRADER_GRADEBOOK."
                )
        config.CourseDirectory.update(self.nbgrader_folders)
        return config

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The table ``[tool.dl-course]`` of pyproject.toml: where students find the lessons, and the
        limits."""
        with (self.root / "pyproject.toml").open("rb") as file:
            try:
                return tomllib.load(file).get("tool", {}).get("dl-course", {})
            except tomllib.TOMLDecodeError as error:
                raise InstructorError(f"{file.name} cannot be read ({error}): correct it.") from error

    def weeks(self, wanted: list[str] | None = None) -> list[str]:
        """The names of the weeks asked for, or of all; raises `InstructorError` for an unknown one."""
        known = sorted(folder.name for folder in self.solutions.iterdir() if any(folder.glob("*.ipynb")))
        for week in wanted or []:
            if week not in known:
                raise InstructorError(
                    f"there is no week {week!r} in solutions: choose from {', '.join(known)}."
                )
        return list(dict.fromkeys(wanted)) if wanted else known

    def lesson_names(self, week: str) -> list[str]:
        """The lessons of one week, in the order of their names."""
        return sorted(path.stem for path in (self.solutions / week).glob("*.ipynb"))

    def lessons_named(
        self, weeks: list[str] | None = None, names: list[str] | None = None,
    ) -> list[tuple[str, str]]:
        """Week and name of every lesson of these weeks (default: all), or of those with one of these names.

        Raises `InstructorError` for an unknown week, and for a name that none of the weeks has.
        """
        known = [(week, lesson) for week in self.weeks(weeks) for lesson in self.lesson_names(week)]
        lessons = dict.fromkeys(lesson for _, lesson in known)
        for name in names or []:
            if name not in lessons:
                where, choice = ", ".join(weeks or ["any week"]), ", ".join(lessons)
                raise InstructorError(f"there is no lesson {name!r} in {where}: choose from {choice}.")
        return [(week, lesson) for week, lesson in known if not names or lesson in names]


def _address(server: str) -> str:
    """An address of a gradebook that can be one."""
    if not server:
        return ""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        if make_url(server).get_backend_name() in ("sqlite", "postgresql"):
            return server
    except ArgumentError:
        pass
    raise InstructorError(
        "AUTOGRADER_GRADEBOOK, or gradebook in [tool.dl-course] of pyproject.toml, is no "
        'address of a gradebook: write it as "postgresql+psycopg://USER@HOST/NAME" or "sqlite:////FOLDER/gradebook.db".'
    )
