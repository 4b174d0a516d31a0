"""What may cross between a student's process and the grader's: plain data, by value, checked on arrival.

    packing      a value as a tree of JSON and a list of raw buffers; the table of what crosses
    unpacking    the way back, trusting nothing
    models       Keras models and training histories, as numbers
    figures      Matplotlib figures, as numbers
    channel      one message after another over a socket, with a deadline
    refusals     what is said when something does not cross

Nothing here pickles, imports or evaluates anything a message says, so the worst a message can do is to be
refused (`Malformed`). Imports no other room. Not for: what a name stands for (`autograder.examination`).
"""

from autograder.crossing.packing import Part, Tree, pack
from autograder.crossing.refusals import CannotCross, Malformed
from autograder.crossing.unpacking import safe_name, unpack

__all__ = ["CannotCross", "Malformed", "Part", "Tree", "pack", "safe_name", "unpack"]
