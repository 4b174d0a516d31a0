"""The tests of all this, on answers and classes of our own.

    bank                  right and wrong answers, with the points each deserves
    audit                 grades the bank and says where the marks are not what they should be
    mutants, slips        small changes to a solution that some check should notice, any and those people make
    bench, contenders     this grader against stock nbgrader and otter-grader
    demo                  the main job on a sample class

Not for: grading a real class.
"""
