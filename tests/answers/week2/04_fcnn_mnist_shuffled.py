"""Answers to the exercises of week2/04_fcnn_mnist_shuffled, and how its accuracy limits were set."""

import functools

from autograder.trials.bank import Bank

bank = Bank("week2/04_fcnn_mnist_shuffled")

# --- is_permutation

bank.right("is_permutation", "a loop that ticks off", '''
    # exercise: is_permutation
    def is_permutation(order):
        seen = [False] * len(order)
        for place in order:
            if place < 0 or place >= len(order) or seen[place]:
                return False
            seen[place] = True
        return True
''')
bank.right("is_permutation", "sets", '''
    # exercise: is_permutation
    def is_permutation(order):
        return set(int(i) for i in order) == set(range(len(order)))
''')
bank.right("is_permutation", "TensorFlow", '''
    # exercise: is_permutation
    def is_permutation(order):
        return tf.reduce_all(tf.sort(tf.constant(order)) == tf.range(len(order), dtype=tf.constant(order).dtype))
''')
bank.wrong("is_permutation", "only asks whether all numbers differ", '''
    # exercise: is_permutation
    def is_permutation(order):
        return len(set(order.tolist())) == len(order)
''', points=1)
bank.wrong("is_permutation", "only asks whether all numbers are in range", '''
    # exercise: is_permutation
    def is_permutation(order):
        return bool(np.all((order >= 0) & (order < len(order))))
''')
bank.wrong("is_permutation", "compares the sums", '''
    # exercise: is_permutation
    def is_permutation(order):
        return int(np.sum(order)) == len(order) * (len(order) - 1) // 2
''', points=1)
bank.wrong("is_permutation", "asks whether it is sorted", '''
    # exercise: is_permutation
    def is_permutation(order):
        return np.array_equal(order, np.arange(len(order)))
''')
bank.wrong("is_permutation", "counts from 1", '''
    # exercise: is_permutation
    def is_permutation(order):
        return sorted(order.tolist()) == list(range(1, len(order) + 1))
''')
bank.wrong("is_permutation", "a literal", '''
    # exercise: is_permutation
    def is_permutation(order):
        return True
''')

# --- draw_permutation

bank.right("draw_permutation", "NumPy's global generator", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        np.random.seed(seed)
        order = np.arange(n)
        np.random.shuffle(order)
        return order
''')
bank.right("draw_permutation", "Fisher and Yates by hand, a list", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        rng = np.random.default_rng(seed)
        order = list(range(n))
        for last in range(n - 1, 0, -1):
            other = int(rng.integers(0, last + 1))
            order[last], order[other] = order[other], order[last]
        return order
''')
bank.right("draw_permutation", "TensorFlow, sorting random numbers", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return tf.argsort(tf.random.stateless_uniform((n,), seed=(seed, 0)))
''')
bank.wrong("draw_permutation", "the seed is ignored: another permutation every time", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.random.default_rng().permutation(n)
''', points=1)
bank.wrong("draw_permutation", "always the same, whatever the seed", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.random.default_rng(0).permutation(n)
''', points=1)
bank.wrong("draw_permutation", "drawn with replacement: pixels get lost", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.random.default_rng(seed).integers(0, n, size=n)
''')
bank.wrong("draw_permutation", "a shift: neighbours stay together", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.roll(np.arange(n), 7 * seed + 1)
''', points=1)
bank.wrong("draw_permutation", "counts from 1", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.random.default_rng(seed).permutation(n) + 1
''')
bank.wrong("draw_permutation", "always for 784 places", '''
    # exercise: draw_permutation
    def draw_permutation(n, seed):
        return np.random.default_rng(seed).permutation(784)
''', points=1)

# --- shuffle_pixels

bank.right("shuffle_pixels", "loops over places", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        n, height, width = x.shape
        result = np.zeros_like(x)
        for place in range(height * width):
            source = order[place]
            result[:, place // width, place % width] = x[:, source // width, source % width]
        return result
''')
bank.right("shuffle_pixels", "image by image, a list", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        return [image.ravel()[order].reshape(image.shape) for image in x]
''')
bank.right("shuffle_pixels", "TensorFlow's gather, float32", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        flat = tf.reshape(tf.cast(x, tf.float32), (len(x), -1))
        return tf.reshape(tf.gather(flat, order, axis=1), x.shape)
''')
bank.wrong("shuffle_pixels", "the images change their order, not the pixels", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        return x[np.argsort(order[:len(x)])]
''')
bank.wrong("shuffle_pixels", "the way back instead of the way there", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        result = np.empty((len(x), x[0].size))
        result[:, order] = x.reshape(len(x), -1)
        return result.reshape(x.shape)
''', points=1)
bank.wrong("shuffle_pixels", "each image in its own order", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        flat = x.reshape(len(x), -1)
        return np.random.default_rng(0).permuted(flat, axis=1).reshape(x.shape)
''')
bank.wrong("shuffle_pixels", "numbered column by column", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        flat = x.transpose(0, 2, 1).reshape(len(x), -1)[:, order]
        return flat.reshape(len(x), x.shape[2], x.shape[1]).transpose(0, 2, 1)
''', points=1)
bank.wrong("shuffle_pixels", "nothing is moved", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        return x
''')
bank.wrong("shuffle_pixels", "the shape is lost", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        return x.reshape(len(x), -1)[:, order]
''')
bank.wrong("shuffle_pixels", "all images as one long row", '''
    # exercise: shuffle_pixels
    def shuffle_pixels(x, order):
        flat = x.ravel().copy()
        flat[:len(order)] = flat[order]
        return flat.reshape(x.shape)
''', points=1)

# --- inverse

bank.right("inverse", "argsort", '''
    # exercise: inverse
    def inverse(order):
        return np.argsort(order)
''')
bank.right("inverse", "searching, a list", '''
    # exercise: inverse
    def inverse(order):
        return [order.tolist().index(pixel) for pixel in range(len(order))]
''')
bank.right("inverse", "TensorFlow", '''
    # exercise: inverse
    def inverse(order):
        return tf.math.invert_permutation(tf.constant(order, tf.int32))
''')
bank.wrong("inverse", "the same permutation again", '''
    # exercise: inverse
    def inverse(order):
        return order
''')
bank.wrong("inverse", "read from the back", '''
    # exercise: inverse
    def inverse(order):
        return order[::-1]
''')
bank.wrong("inverse", "applied twice", '''
    # exercise: inverse
    def inverse(order):
        return order[order]
''')
bank.wrong("inverse", "sorted: the places are lost", '''
    # exercise: inverse
    def inverse(order):
        return np.sort(order)
''')
bank.wrong("inverse", "the example's numbers as literals", '''
    # exercise: inverse
    def inverse(order):
        return np.array([1, 3, 0, 2])
''')

# --- shuffle_weights

bank.right("shuffle_weights", "a loop over the rows", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        result = np.zeros(W.shape)
        for place, pixel in enumerate(order):
            result[place] = W[pixel]
        return result
''')
bank.right("shuffle_weights", "the product with a permutation matrix", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        return np.eye(len(order))[order] @ W
''')
bank.right("shuffle_weights", "TensorFlow's gather, float32", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        return tf.gather(tf.cast(W, tf.float32), order, axis=0)
''')
bank.wrong("shuffle_weights", "the inverse order", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        return W[np.argsort(order)]
''')
bank.wrong("shuffle_weights", "nothing is moved", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        return W
''')
bank.wrong("shuffle_weights", "the neurons are shuffled instead of the inputs", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        return W[:, np.argsort(np.asarray(order)[:W.shape[1]])]
''')
bank.wrong("shuffle_weights", "all entries shuffled as one long row", '''
    # exercise: shuffle_weights
    def shuffle_weights(W, order):
        flat = W.ravel().copy()
        flat[:len(order)] = flat[order]
        return flat.reshape(W.shape)
''', points=1)

# --- measure

bank.right("measure", "predict and count, float64", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        network.fit(x_train, y_train, epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=0)
        p = network.predict(x_test, verbose=0)
        return np.mean(np.argmax(p, axis=1) == y_test)
''')
bank.right("measure", "a loop of single epochs, TensorFlow's mean", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        for _ in range(EPOCHS):
            network.fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=1, verbose=0)
        guesses = tf.argmax(network(tf.constant(x_test, tf.float32), training=False), axis=1)
        return tf.reduce_mean(tf.cast(guesses == tf.cast(y_test, tf.int64), tf.float32))
''')
bank.right("measure", "the last validation accuracy of the history", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        history = fresh_network().fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=EPOCHS,
                                      validation_data=(x_test, y_test), verbose=0).history
        return history["val_accuracy"][-1]
''')
bank.wrong("measure", "tested on the training images", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        network.fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return network.evaluate(x_train, y_train, verbose=0)[1]
''')
bank.wrong("measure", "trained on the test images", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        network.fit(x_test, y_test, batch_size=BATCH_SIZE, epochs=3 * EPOCHS, verbose=0)
        return network.evaluate(x_test, y_test, verbose=0)[1]
''')
bank.wrong("measure", "the loss instead of the accuracy", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        network.fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return network.evaluate(x_test, y_test, verbose=0)[0]
''')
bank.wrong("measure", "never trained", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        return fresh_network().evaluate(x_test, y_test, verbose=0)[1]
''')
bank.wrong("measure", "a literal", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        return 0.82
''')
bank.wrong("measure", "per cent", '''
    # exercise: measure
    def measure(x_train, y_train, x_test, y_test):
        network = fresh_network()
        network.fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return 100 * network.evaluate(x_test, y_test, verbose=0)[1]
''')
bank.wrong("measure", "one network for all calls: what it learned before stays", '''
    # exercise: measure
    network = fresh_network()
    def measure(x_train, y_train, x_test, y_test):
        network.fit(x_train, y_train, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return network.evaluate(x_test, y_test, verbose=0)[1]
''', points=1)


@functools.cache
def _measured(seed, source):
    """Accuracies of the network of the lesson, started from `seed`: what the checks of `measure` look at."""
    import keras
    import numpy as np

    import course
    from course import data

    images = data.load_mnist(n_train=4000, n_test=2000, source=source)
    x_train, x_test = images.x_train.astype("float32") / 255, images.x_test.astype("float32") / 255
    order = np.random.default_rng(seed).permutation(784)  # the lesson's check uses one of these
    coded_train, coded_test = (x.reshape(-1, 784)[:, order].reshape(-1, 28, 28) for x in (x_train, x_test))

    def accuracy(x, y, x_new, y_new):
        dense = [keras.layers.Dense(200, activation="relu"), keras.layers.Dense(200, activation="relu")]
        model = keras.Sequential([keras.layers.Input((28, 28)), keras.layers.Flatten(), *dense, keras.layers.Dense(10, activation="softmax")])
        rate = keras.optimizers.schedules.CosineDecay(0.003, decay_steps=8 * 32)
        model.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x, y, batch_size=128, epochs=8, verbose=0)
        return model.evaluate(x_new, y_new, verbose=0)[1]

    course.seed(seed)
    return {
        "original": accuracy(x_train, images.y_train, x_test, images.y_test),
        "shuffled": accuracy(coded_train, images.y_train, coded_test, images.y_test),
        "only the test shuffled": accuracy(x_train[:1000], images.y_train[:1000], coded_test[:500], images.y_test[:500]),
    }


def accuracy_original(seed, source):
    return _measured(seed, source)["original"]


def accuracy_shuffled(seed, source):
    return _measured(seed, source)["shuffled"]


def change(seed, source):
    return accuracy_shuffled(seed, source) - accuracy_original(seed, source)


def accuracy_only_test_shuffled(seed, source):
    return _measured(seed, source)["only the test shuffled"]


bank.threshold(
    "measure", "accuracy on original images", 0.7, measure=accuracy_original,
    offline=[0.8735, 0.871, 0.8755, 0.8695, 0.8755, 0.872, 0.8795, 0.865, 0.8735, 0.8695, 0.875, 0.8705, 0.871, 0.874, 0.87, 0.868,
             0.88, 0.8815, 0.876, 0.8765, 0.876, 0.8695, 0.877, 0.882, 0.8775, 0.8805, 0.878, 0.8745, 0.8695, 0.874],
    real=[0.9225, 0.9155, 0.9225, 0.922, 0.921, 0.9195, 0.9165, 0.917, 0.918, 0.922],
)
bank.threshold(
    "measure", "accuracy on images shuffled alike", 0.7, measure=accuracy_shuffled,
    offline=[0.8775, 0.877, 0.859, 0.878, 0.876, 0.872, 0.8735, 0.8745, 0.878, 0.8705, 0.878, 0.871, 0.8675, 0.878, 0.882, 0.872,
             0.869, 0.8705, 0.871, 0.8675, 0.869, 0.8755, 0.87, 0.8805, 0.865, 0.876, 0.872, 0.8705, 0.8775, 0.8825],
    real=[0.9165, 0.919, 0.9175, 0.921, 0.9155, 0.9215, 0.9165, 0.925, 0.9255, 0.919],
)
bank.threshold(
    "measure", "change of the accuracy, shuffled less original, upwards", 0.04, above=False, measure=change,
    offline=[0.004, 0.006, -0.0165, 0.0085, 0.0005, 0, -0.006, 0.0095, 0.0045, 0.001, 0.003, 0.0005, -0.0035, 0.004, 0.012, 0.004,
             -0.011, -0.011, -0.005, -0.009, -0.007, 0.006, -0.007, -0.0015, -0.0125, -0.0045, -0.006, -0.004, 0.008,
             0.0085],
    real=[-0.006, 0.0035, -0.005, -0.001, -0.0055, 0.002, 0, 0.008, 0.0075, -0.003],
)
bank.threshold(
    "measure", "change of the accuracy, shuffled less original, downwards", -0.04, measure=change,
    offline=[0.004, 0.006, -0.0165, 0.0085, 0.0005, 0, -0.006, 0.0095, 0.0045, 0.001, 0.003, 0.0005, -0.0035, 0.004, 0.012, 0.004,
             -0.011, -0.011, -0.005, -0.009, -0.007, 0.006, -0.007, -0.0015, -0.0125, -0.0045, -0.006, -0.004, 0.008,
             0.0085],
    real=[-0.006, 0.0035, -0.005, -0.001, -0.0055, 0.002, 0, 0.008, 0.0075, -0.003],
)
bank.threshold(
    "measure", "accuracy if trained on 1,000 original and tested on 500 shuffled images", 0.4, above=False, measure=accuracy_only_test_shuffled,
    offline=[0.094, 0.116, 0.122, 0.068, 0.104, 0.09, 0.07, 0.136, 0.094, 0.1],
    real=[0.08, 0.126, 0.11, 0.098, 0.122, 0.104, 0.068, 0.12, 0.12, 0.082],
)


# What no check has to notice
bank.argued("draw_permutation", "rounded", because="whole numbers")
bank.argued("inverse", "rounded", "np.empty(len(order))", because="whole numbers, also as floats")
bank.argued("shuffle_pixels", "`1` became `2`", because="to NumPy every negative size means the rest")
bank.argued("measure", "rounded", because="two digits are what such an accuracy gives")
bank.argued(
    "measure",
    "`fcnn.fit(",
    "`fcnn.evaluate(x_test, y_test)`",
    "`0` became `1`",
    because="the accuracy is asked for, not how long or how quietly a network trains",
)
