"""What a lesson imports: seeds, quiet logs, data, figures and checks.

``import course`` seeds every random generator and keeps TensorFlow's start-up chatter out of the
notebook. It does not import TensorFlow itself; that happens where a lesson says
``import tensorflow``. Nothing here is taught, and nothing here is only for an instructor
(that is the package ``autograder``).
"""

from course import runtime, stubs
from course.runtime import device, seed, start

__all__ = ["device", "seed", "start"]
__version__ = runtime.version_of("dl-course")

runtime.prepare()
stubs.show_as_sentences()
