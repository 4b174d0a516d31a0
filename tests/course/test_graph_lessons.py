"""course.graph traces and draws every function that the lessons of week 4 differentiate,
with the tape's own gradients."""

import numpy as np
import pytest

from course import graph

tf = pytest.importorskip("tensorflow")
keras = pytest.importorskip("keras")

RNG = np.random.default_rng(4)
LABELS = np.array([0, 2, 1, 2])


def some(*shape):
    return RNG.normal(size=shape)


# --- 10_a_gradient_tape

def chain(u):
    tripled = 3 * u
    shifted = tripled + 1
    return tf.square(shifted)


def product(x, y, z):
    return (x + y) * z


def two_paths(a, b):
    c = a + b
    d = b + 1
    return c * d


def squared_twice(x):
    y = x * x
    y = y * y
    return y


def position(t):
    return tf.exp(-t / 4) * tf.cos(2 * t)


def polar(r, phi):
    return tf.stack([r * tf.cos(phi), r * tf.sin(phi)])


def stretched_then_turned(point):
    wide = tf.stack([2 * point[0], point[1]])
    return tf.stack([-wide[1], wide[0]])


def bowl(theta):
    u, v = theta[0] - 1, theta[1] + 2
    return u * u + u * v + 5 * v * v


def larger(a, b):
    return tf.maximum(a, b)


def largest(a, b):
    return tf.reduce_max(tf.stack([a, b]))


def slope_of_the_cube(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x**3
    return tape.gradient(y, x)


# --- 10_linreg_tape, 11_computational_graph

AGE, PRESSURE = np.linspace(20, 80, 33), np.linspace(110, 170, 33)


def squared_error(a, b):
    ax = a * 58.0
    prediction = ax + b
    residual = prediction - 153.0
    return residual**2


def mean_squared_error(a, b):
    prediction = a * AGE + b
    residual = prediction - PRESSURE
    return tf.reduce_mean(tf.square(residual))


def knit(m1, m2):
    return 10 * tf.matmul(m1, m2)


def neuron_loss(w1, w2, b):
    z = w1 * 1.0 + w2 * 2.2 + b
    p = 1 / (1 + tf.exp(-z))
    return -tf.math.log(p)


def three_and_three(x):
    u = tf.add_n([2 * x, 3 * x, 5 * x])
    return tf.add_n([7 * u, 11 * u, 13 * u])


def tanh_squares(weights):
    return tf.reduce_sum(tf.tanh(weights) ** 2) * weights[0]


# --- 11b_backprop_mlp, 11c_dying_gradients

def cross_entropy(logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=LABELS, logits=logits))


def network_loss(x, W1, W2, W3):
    a1 = tf.sigmoid(W1[0] + x @ W1[1:])
    a2 = tf.nn.relu(W2[0] + a1 @ W2[1:])
    return cross_entropy(W3[0] + a2 @ W3[1:])


def three_gates(z):
    return tf.sigmoid(z) + tf.tanh(z) + tf.nn.relu(z)


def chain_of_sigmoids(x, w1, w2, w3):
    return tf.sigmoid(w3 * tf.sigmoid(w2 * tf.sigmoid(w1 * x)))


def binary_cross_entropy(z):
    p, y = tf.sigmoid(z), np.array([1.0, 0.0, 1.0])
    return tf.reduce_mean(-y * tf.math.log(p) - (1 - y) * tf.math.log(1 - p))


def squared_error_of_a_sigmoid(z):
    return tf.reduce_mean((tf.sigmoid(z) - np.array([1.0, 0.0, 1.0])) ** 2)


def batch_norm(z, gamma, beta):
    mean, variance = tf.nn.moments(z, axes=[0])
    return tf.reduce_sum((gamma * (z - mean) / tf.sqrt(variance + 0.001) + beta) ** 2)


# --- 11d_resnet_gradient_flow, 11e_optimizers

def residual_block(x, W):
    return x + tf.nn.relu(x @ W)


def residual_network_loss(x, W1, W2, W3):
    for W in (W1, W2, W3):
        x = tf.nn.relu(W[0] + x @ W[1:]) + x
    return cross_entropy(x)


def canyon(theta):
    x, y = theta[0], theta[1]
    return x**2 / 2 + 15 * y**2


def saddle(theta):
    x, y = theta[0], theta[1]
    return x**2 / 2 + y**4 / 4 - y**2 / 2


def slope_of_the_saddle(theta):
    with tf.GradientTape() as tape:
        tape.watch(theta)
        height = saddle(theta)
    return tape.gradient(height, theta)


CASES = [
    (chain, dict(u=1.0)), (product, dict(x=-2.0, y=5.0, z=-4.0)), (two_paths, dict(a=2.0, b=1.0)),
    (squared_twice, dict(x=3.0)),
    (position, dict(t=some(5))), (polar, dict(r=2.0, phi=0.7)), (stretched_then_turned, dict(point=some(2))),
    (bowl, dict(theta=some(2))),
    (larger, dict(a=2.0, b=2.0)), (largest, dict(a=2.0, b=2.0)), (slope_of_the_cube, dict(x=3.0)),
    (squared_error, dict(a=0.0, b=139.0)), (mean_squared_error, dict(a=np.float64(0), b=np.float64(139))),
    (knit, dict(m1=[[3.0, 3.0]], m2=[[2.0], [2.0]])), (neuron_loss, dict(w1=0.3, w2=0.1, b=1.0)),
    (three_and_three, dict(x=1.0)), (tanh_squares, dict(weights=[0.5, -1.0, 2.0, 0.1, 0.7, -0.3])),
    (network_loss, dict(x=some(4, 2), W1=some(3, 3), W2=some(4, 3), W3=some(4, 3))),
    (three_gates, dict(z=[-10.0, 0.0, 10.0])),
    (chain_of_sigmoids, dict(x=0.3, w1=1.0, w2=-2.0, w3=3.0)), (binary_cross_entropy, dict(z=some(3))),
    (squared_error_of_a_sigmoid, dict(z=some(3))),
    (batch_norm, dict(z=some(5, 2), gamma=some(2), beta=some(2))),
    (residual_block, dict(x=some(3, 2), W=some(2, 2))),
    (residual_network_loss, dict(x=some(4, 3), W1=some(4, 3), W2=some(4, 3), W3=some(4, 3))),
    (canyon, dict(theta=some(2))), (saddle, dict(theta=some(2))), (slope_of_the_saddle, dict(theta=some(2))),
]


def check_against_the_tape(function, inputs, traced):
    """Output and gradients by `graph.trace` are those of a plain tape;
    the picture and the text can be made."""
    nodes = {node.name: node for node in traced.nodes if node.operation == "input"}
    tensors = {name: tf.constant(nodes[name].value) for name in inputs}
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        output = function(**tensors)
    np.testing.assert_allclose(traced.output.value, output, rtol=1e-5, atol=1e-6)
    for name, gradient in tape.gradient(output, tensors).items():
        if gradient is not None:
            np.testing.assert_allclose(nodes[name].gradient, gradient, rtol=1e-4, atol=1e-6, err_msg=name)
    assert traced.png().startswith(b"\x89PNG") and "Backward pass" in str(traced)


@pytest.mark.parametrize("function, inputs", CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_what_the_lessons_of_week_4_differentiate(function, inputs):
    check_against_the_tape(function, inputs, graph.trace(function, **inputs))


def test_a_residual_block_of_keras_layers():
    inputs = keras.layers.Input((2,))
    branch = keras.layers.Dense(2, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Add()([inputs, keras.layers.Rescaling(0.5)(branch)]))
    x = some(3, 2).astype("float32")
    check_against_the_tape(model, {"inputs": x}, graph.trace(model, inputs=x))


def test_a_network_of_keras_layers_with_batch_norm_and_its_loss():
    model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(3),
                              keras.layers.BatchNormalization(), keras.layers.Activation("sigmoid"),
                              keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    x = some(4, 2).astype("float32")

    def loss_of(x):
        return loss(LABELS, model(x, training=True))

    check_against_the_tape(loss_of, {"x": x}, graph.trace(loss_of, x=x))
