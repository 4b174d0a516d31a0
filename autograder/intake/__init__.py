"""An upload on its way in: from whatever a learning platform hands over to one healed notebook a lesson.

    collect         takes a folder or a zip in, and keeps a record of what became of every file
    uploads         opens folders and zips, each student's within bounds of its own
    layouts         the table of learning platforms: which path says whose work a file is
    records         what became of every file, for whoever grades it
    decoding        from bytes to text, whatever the encoding
    reading         the cells of a file, as far as a person could read it
    salvage         the cells of a file that is no valid JSON any more
    exports         the cells of a script or a web page that was a notebook
    submitted       what is left of a submitted cell
    definitions     what a cell's text defines
    recognition     which submitted cells are the lesson's own
    matching        which of the others answer an exercise in code
    texts           and which a question in words
    rebuild         puts a submission's answers back on the lesson they belong to

Runs nothing a student wrote. Not for: marks.
"""
