"""A class: what was graded, and what instructors and students get of it.

    grade          grades every collected submission of a week, and takes up a run that was stopped
    recording      writes outcomes to nbgrader's gradebook
    safekeeping    one grader at a time, a copy of the gradebook before each run, true sentences
    late           penalties for what came late, by nbgrader's plugin
    preprocessors  the same grading for nbgrader's own command and formgrader
    pages          what of a submission may stand in a page: nothing that runs
    sentences      what a student may read of a test: its author's words
    feedback       a page a student and lesson, never a hidden test
    report         a page for the instructor
    export         grades for a spreadsheet or a learning platform

Not for: what happens to one submission (`autograder.engine`).
"""
