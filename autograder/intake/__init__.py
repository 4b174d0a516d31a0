"""An upload on its way in: from whatever a learning platform hands over to one healed notebook a lesson.

    collect    takes a folder or a zip in, and keeps a record of what became of every file
    layouts    the table of learning platforms: which path says whose work a file is
    records    what became of every file, for whoever grades it
    rebuild    puts a submission's answers back on the lesson they belong to

Runs nothing a student wrote. Not for: marks.
"""
