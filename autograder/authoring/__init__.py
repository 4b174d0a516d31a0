"""A lesson on its way to students: from the solved notebook to what class, repository and site are given.

    new            lays out a lesson with every part it must have; ``new_lesson/`` is what it lays out
    execute        runs the solutions and stores their outputs
    lint, check_lint, hint_lint   what release refuses: in a lesson, in a check, in hints
    release        makes every lesson from its solution
    preprocessors  what nbgrader's list for a release lacks
    importable     looks for answers among the functions that students can import
    leaks          looks for solutions and hidden tests in anything that is handed out
    publish        the students' repository; ``students/`` is what it adds to the lessons
    templates      fills the fields in ``new_lesson/`` and ``students/``
    site           the lessons as pages to browse

Not for: anything that was handed in.
"""
