"""A lesson on its way to students: from the solved notebook to what a class, a repository and a site are given.

    execute        runs the solutions and stores their outputs
    lint, check_lint, hint_lint   what release refuses: in a lesson, in a check, in hints
    release        makes every lesson from its solution
    preprocessors  what nbgrader's list for a release lacks
    leaks          looks for solutions and hidden tests in anything that is handed out
    publish        the students' repository; ``students/`` is what it adds to the lessons
    site           the lessons as pages to browse

Not for: anything that was handed in.
"""
