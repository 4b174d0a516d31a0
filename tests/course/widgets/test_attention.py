"""course.widgets.attention: weights against Keras' attention, long and short queries, and the words."""

import keras
import numpy as np
import pytest

from course.widgets import attention, attention_weights
from course.widgets.attention import ANGLES, EARLIER, EVERY_KEY, KEYS, NAMES, VALUES


@pytest.mark.parametrize("mask", [EVERY_KEY, EARLIER])
@pytest.mark.parametrize(("angle", "length"), [(40, 1.5), (200, 3.0), (305, 0.25)])
def test_weights_and_answer_are_those_of_keras(angle, length, mask):
    query = np.float32([[length * np.cos(np.deg2rad(angle)), length * np.sin(np.deg2rad(angle))]])
    allowed = np.array([[True] * 3 + [mask == EVERY_KEY] * 2])
    answer = keras.layers.Attention()(
        [query[None] / 2**0.5, np.float32(VALUES)[None, :, None], np.float32(KEYS)[None]],
        mask=[None, np.array(allowed)],
    )
    shares = attention._shares(angle, length, mask)
    assert shares.sum() == pytest.approx(1) and np.all(shares[~allowed[0]] == 0)
    assert shares @ VALUES == pytest.approx(float(np.ravel(answer)[0]), rel=1e-4)


def test_no_length_asks_nothing_and_a_longer_query_is_surer():
    np.testing.assert_allclose(attention._shares(75, 0.0, EVERY_KEY), 0.2)
    np.testing.assert_allclose(attention._shares(75, 0.0, EARLIER), [1 / 3] * 3 + [0, 0])
    for number, angle in enumerate(ANGLES):
        tops = [attention._shares(angle, length, EVERY_KEY)[number] for length in (0.5, 1, 2, 3)]
        assert np.all(np.diff(tops) > 0)


def test_the_words_name_every_weight_and_the_answer():
    widget = attention_weights()
    words = widget.description(angle=150, length=0.0, mask=EVERY_KEY)
    assert words == ("A query of length 0 in the direction 150 degrees gives the weights A 20%, B 20%, "
                     "C 20%, D 20%, E 20%. The answer, the weighted mean of the values, is 44.0.")
    masked = widget.description(angle=200, length=3.0, mask=EARLIER)
    assert "D 0%, E 0%" in masked and masked.endswith("however well they fit.")


def test_moves_change_the_picture_and_it_is_the_same_from_run_to_run():
    widget = attention_weights()
    pictures = {widget.picture(angle=angle, length=length, mask=mask)
                for angle in (0, 150) for length in (1.0, 3.0) for mask in (EVERY_KEY, EARLIER)}
    assert len(pictures) == 8
    (png, words), again = widget.filmstrip(), attention_weights().filmstrip()
    assert (png, words) == again and png.startswith(b"\x89PNG") and words.count("A query of length") == 4


def test_the_panel_has_two_sliders_and_a_list():
    panel = attention_weights().panel()
    angle, length, mask = panel.children[:3]
    length.value, mask.value = 3.0, EARLIER
    assert 'role="status"' in panel.children[-1].value and "masked" in panel.children[-1].value
    assert len(angle.options) == 72 and len(NAMES) == len(KEYS) == len(VALUES)
