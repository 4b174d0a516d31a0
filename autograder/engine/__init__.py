"""One submission from job to outcome, on this machine or on another.

    conditions     everything but the submission that could change its marks
    submission     rebuild, run, score: a `Job` in, an `Outcome` out
    running        one notebook, cell by cell, in a kernel, with limits
    timing         processor time, and when a cell has to be stopped
    outputs        a kernel's messages as a cell's outputs, checked and counted
    temporary      this process's folder, gone with it
    examining      the parent's part of a trusted test
    environment    the variables that processes of the engine see
    kernels        where kernels come from, and the environment they see
    provisioner    jupyter_client's plug for kernels that a zygote forked
    forks          this process's zygote, and the processes forked from it
    zygote         the process that has imported TensorFlow once
    cluster        the same work on Dask

Reads no gradebook and writes nothing outside scratch folders. Not for: classes, weeks or people.
"""
