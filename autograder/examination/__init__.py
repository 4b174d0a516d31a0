"""Marks that cannot be forged: the student's code in one process, the tests in another.

    provenance   which names of a test are the student's, read from the instructor's notebook
    answering    runs in the student's process: answers questions about its names, in plain data
    remote       runs in the grader's process: what stands there for a student's function or object
    examiner     the grader's process itself: runs locked cells and tests, and writes the record
    scores       what a test cell is worth, by its record or by what it printed

The two processes share nothing but a socket for each test, over which only `autograder.crossing` goes; both
are started, and let talk for one test at a time, by `autograder.engine.examining` in a third, their parent.
What is promised and what is not: ``autograder/THREATS.md``. Imports none of its modules here, since a
student's process must hold `answering` and no other. Not for: the student's own cells
(`autograder.engine.running`).
"""
