"""Marks that cannot be forged: the student's code in one process, the tests in another.

    provenance   which names of a test are the student's, read from the instructor's notebook
    answering    runs in the student's process: answers questions about its names, in plain data
    remote       runs in the grader's process: what stands there for a student's function or object
    examiner     the grader's process itself: runs locked cells and tests, and writes the record
    trusted      runs in the parent: starts both, and lets them talk for one test at a time

The two share nothing but a socket for each test, over which only `autograder.crossing` goes. What is promised
and what is not: ``autograder/THREATS.md``. Not for: running the student's cells (`autograder.engine.running`).
"""
