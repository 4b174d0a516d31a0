"""course.widgets.echo: which inputs are seen, against derivatives of a network, and what the words say."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from course.errors import CourseError
from course.widgets import echo, echo_field
from course.widgets.echo import DOUBLED, EARLIEST, HOLES, LATEST, MOST, PLAIN, STACKS, STEPS


def seen_by_a_network(kernel, dilations, step):
    """The inputs with a derivative, for convolutions by Keras with all weights 1."""
    layers = [keras.layers.Conv1D(1, kernel, padding="causal", dilation_rate=d, kernel_initializer="ones")
              for d in dilations]
    x = tf.Variable(tf.zeros((1, STEPS, 1)))
    with tf.GradientTape() as tape:
        flow = x
        for layer in layers:
            flow = layer(flow)
        last = flow[0, step, 0]
    return np.flatnonzero(tape.gradient(last, x)[0, :, 0]).tolist()


@pytest.mark.parametrize("dilations", STACKS)
@pytest.mark.parametrize("kernel", [2, 5])
def test_inputs_seen_are_those_with_a_derivative(dilations, kernel):
    for step in (EARLIEST, 90):
        units = echo._Sliding(kernel).units(dilations, step)
        assert len(units) == len(dilations) + 1 and units[0] == [step]
        assert units[-1] == seen_by_a_network(kernel, dilations, step)


def test_no_stack_reaches_back_beyond_the_start_and_no_echo_does():
    sliding = echo._Sliding(5)
    assert min(sliding.units(stack, EARLIEST)[-1][0] for stack in STACKS) >= 0
    assert EARLIEST - MOST >= 0 and LATEST == STEPS - 1


def test_the_words_for_an_echo_inside_outside_and_in_a_gap():
    widget = echo_field()
    assert widget.description(dilations=PLAIN, delay=16, step=90) == (
        "Kernels of length 5, dilations 1, 1, 1, 1: the output at step 90 sees 17 inputs between steps "
        "74 and 90. The echo of delay 16 needs step 74, which is one of them.")
    outside = widget.description(dilations=DOUBLED, delay=63, step=80)
    assert "sees 61 inputs between steps 20 and 80" in outside
    assert "needs step 17, which is 3 before the first of them: no training helps." in outside
    gap = widget.description(dilations=HOLES, delay=17, step=90)
    assert "sees 17 inputs between steps 26 and 90" in gap and "lies in a gap" in gap


def test_moves_change_the_picture_and_going_there_is_the_same_as_drawing_anew():
    widget = echo_field()
    settings = [{"dilations": stack, "delay": delay, "step": step}
                for stack in STACKS for delay, step in ((0, EARLIEST), (70, LATEST))]
    pictures = [widget.picture(**setting) for setting in settings]
    assert len(set(pictures)) == len(settings)
    assert widget.picture(**settings[2]) == pictures[2]
    (png, words), again = widget.filmstrip(), echo_field().filmstrip()
    assert (png, words) == again and png.startswith(b"\x89PNG") and "in a gap" in words


def test_the_panel_has_a_list_and_two_sliders():
    dilations, delay, step = echo_field().panel().children[:3]
    assert [value for _, value in dilations.options] == list(STACKS)
    assert len(delay.options) == MOST + 1 and step.value == 90
    panel = echo_field().panel()
    panel.children[1].value = 17
    words = panel.children[-1].value
    assert 'role="status"' in words and "echo of delay 17 needs step 73, which is 1 before" in words


@pytest.mark.parametrize("kernel", [1, 6])
def test_a_kernel_that_does_not_fit_is_refused_in_one_sentence(kernel):
    with pytest.raises(CourseError, match=f"a kernel of length {kernel}"):
        echo_field(kernel)
