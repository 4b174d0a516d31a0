"""Answers to the exercises of week5/12b_mnist_loglike, and how the limits on the untrained network were set."""

from autograder.trials.bank import Bank

bank = Bank("week5/12b_mnist_loglike")

# --- nll

bank.right("nll", "a loop", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        total = 0.0
        for row, label in zip(probabilities, labels):
            total -= np.log(max(row[label], floor))
        return total / len(labels)
''')
bank.right("nll", "one-hot rows, vectorised", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        one_hot = np.eye(probabilities.shape[1])[labels]
        given = (one_hot * probabilities).sum(axis=1)
        return -np.log(np.clip(given, floor, 1.0)).mean()
''')
bank.right("nll", "TensorFlow, float32", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        p = tf.cast(probabilities, tf.float32)
        given = tf.gather(p, labels, batch_dims=1)
        return -tf.reduce_mean(tf.math.log(tf.maximum(given, floor)))
''')
bank.wrong("nll", "the floor is ignored", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        with np.errstate(divide="ignore"):
            return -np.mean(np.log(probabilities[np.arange(len(labels)), labels]))
''', points=3)
bank.wrong("nll", "the sum instead of the mean", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return -np.sum(np.log(np.maximum(probabilities[np.arange(len(labels)), labels], floor)))
''')
bank.wrong("nll", "binary logarithm", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return -np.mean(np.log2(np.maximum(probabilities[np.arange(len(labels)), labels], floor)))
''')
bank.wrong("nll", "logarithm of the mean probability", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return -np.log(np.maximum(np.mean(probabilities[np.arange(len(labels)), labels]), floor))
''')
bank.wrong("nll", "all rows with all labels: an n × n table", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return -np.mean(np.log(np.maximum(probabilities[:, labels], floor)))
''')
bank.wrong("nll", "the largest probability instead of that of the true class", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return -np.mean(np.log(np.maximum(probabilities.max(axis=1), floor)))
''')
bank.wrong("nll", "mean over all n·K entries", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        one_hot = np.eye(probabilities.shape[1])[labels]
        return -np.mean(one_hot * np.log(np.maximum(probabilities, max(floor, 1e-30))))
''')
bank.wrong("nll", "the minus is missing", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return np.mean(np.log(np.maximum(probabilities[np.arange(len(labels)), labels], floor)))
''')
bank.wrong("nll", "the example's number as a literal", '''
    # exercise: nll
    def nll(probabilities, labels, floor=0.0):
        return 0.654667
''')

# --- expected_cross_entropy

bank.right("expected_cross_entropy", "a loop", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return sum(float(p) * np.log(1 / q) for p, q in zip(truth, guess))
''')
bank.right("expected_cross_entropy", "a dot product", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.dot(truth, np.log(guess))
''')
bank.right("expected_cross_entropy", "TensorFlow, float32", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        p, q = tf.cast(truth, tf.float32), tf.cast(guess, tf.float32)
        return -tf.reduce_sum(p * tf.math.log(q))
''')
bank.wrong("expected_cross_entropy", "truth and guess swapped", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.sum(guess * np.log(truth))
''')
bank.wrong("expected_cross_entropy", "the entropy of the guess", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.sum(guess * np.log(guess))
''')
bank.wrong("expected_cross_entropy", "mean over the classes instead of the sum", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.mean(truth * np.log(guess))
''')
bank.wrong("expected_cross_entropy", "binary cross-entropy: adds the other classes' 1 − q", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.sum(truth * np.log(guess) + (1 - truth) * np.log(1 - guess))
''')
bank.wrong("expected_cross_entropy", "always ln K", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return np.log(len(guess))
''')
bank.wrong("expected_cross_entropy", "logarithm to the base 10", '''
    # exercise: expected_cross_entropy
    def expected_cross_entropy(truth, guess):
        return -np.sum(truth * np.log10(guess))
''')

# --- simulate_guessing

bank.right("simulate_guessing", "a loop over the labels", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng(seed)
        total = 0.0
        for label in rng.choice(len(truth), size=n, p=truth):
            total += -np.log(guess[label])
        return total / n
''')
bank.right("simulate_guessing", "counts from a multinomial draw", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        counts = np.random.default_rng(seed).multinomial(n, truth)
        return -(counts @ np.log(guess)) / n
''')
bank.right("simulate_guessing", "uniform numbers against the cumulative shares, TensorFlow mean in float32", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        u = np.random.default_rng(seed).random(n)
        labels = np.minimum(np.searchsorted(np.cumsum(truth), u, side="right"), len(truth) - 1)
        return -tf.reduce_mean(tf.math.log(tf.cast(guess[labels], tf.float32)))
''')
bank.wrong("simulate_guessing", "no simulation, the formula", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        return -np.sum(truth * np.log(guess))
''')
bank.wrong("simulate_guessing", "labels drawn from the guess", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng(seed)
        return np.mean(-np.log(guess[rng.choice(len(guess), size=n, p=guess)]))
''', points=1)
bank.wrong("simulate_guessing", "every class equally often", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng(seed)
        return np.mean(-np.log(guess[rng.integers(0, len(truth), size=n)]))
''', points=1)
bank.wrong("simulate_guessing", "the seed is not used", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng()
        return np.mean(-np.log(guess[rng.choice(len(truth), size=n, p=truth)]))
''', points=2)
bank.wrong("simulate_guessing", "the same labels for every seed", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng(0)
        return np.mean(-np.log(guess[rng.choice(len(truth), size=n, p=truth)]))
''', points=2)
bank.wrong("simulate_guessing", "logarithm of the mean", '''
    # exercise: simulate_guessing
    def simulate_guessing(truth, guess, n, seed):
        rng = np.random.default_rng(seed)
        return -np.log(np.mean(guess[rng.choice(len(truth), size=n, p=truth)]))
''', points=1)

# --- best_guess

bank.right("best_guess", "a loop that counts", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        shares = [0.0] * classes
        for label in labels:
            shares[label] += 1 / len(labels)
        return shares
''')
bank.right("best_guess", "mean of one-hot rows in TensorFlow, float32", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        return tf.reduce_mean(tf.one_hot(labels, classes), axis=0)
''')
bank.right("best_guess", "a comparison with every class", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        return np.mean(np.asarray(labels)[:, None] == np.arange(classes), axis=0)
''')
bank.wrong("best_guess", "everything on the most frequent class", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        counts = np.bincount(labels, minlength=classes)
        return np.eye(classes)[counts.argmax()]
''')
bank.wrong("best_guess", "the same for every class", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        return np.full(classes, 1 / classes)
''')
bank.wrong("best_guess", "counts instead of shares", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        return np.bincount(labels, minlength=classes)
''')
bank.wrong("best_guess", "divided by the number of classes", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        return np.bincount(labels, minlength=classes) / classes
''')
bank.wrong("best_guess", "one added to every count, so that none is 0", '''
    # exercise: best_guess
    def best_guess(labels, classes):
        counts = np.bincount(labels, minlength=classes) + 1
        return counts / counts.sum()
''')

# --- untrained_loss

bank.right("untrained_loss", "predict, a loop in float64", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        model = build_cnn()
        p = model.predict(x, verbose=0).astype("float64")
        return sum(-np.log(max(p[i, labels[i]], 1e-7)) for i in range(len(labels))) / len(labels)
''')
bank.right("untrained_loss", "evaluate of a compiled model", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        model = build_cnn()
        model.compile(loss="sparse_categorical_crossentropy")
        return model.evaluate(x, labels, verbose=0)
''')
bank.right("untrained_loss", "Keras' loss of the called model, a tensor", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        model = build_cnn()
        return keras.losses.SparseCategoricalCrossentropy()(labels, model(tf.constant(x, tf.float32)))
''')
bank.wrong("untrained_loss", "the known answer as a literal", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        return np.log(10)
''')
bank.wrong("untrained_loss", "the sum over the images", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        p = np.asarray(build_cnn()(x))
        return -np.sum(np.log(p[np.arange(len(labels)), labels]))
''', points=1)
bank.wrong("untrained_loss", "scales the pixels a second time", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        p = np.asarray(build_cnn()(x / 255))
        return -np.mean(np.log(p[np.arange(len(labels)), labels]))
''', points=3)
bank.wrong("untrained_loss", "no seed: other weights at every call", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        p = np.asarray(build_cnn()(x))
        return -np.mean(np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-7)))
''', points=3)
bank.wrong("untrained_loss", "the same weights for every seed", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(0)
        p = np.asarray(build_cnn()(x))
        return -np.mean(np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-7)))
''', points=1)
bank.wrong("untrained_loss", "the mean probability of the true class, without logarithm", '''
    # exercise: untrained_loss
    def untrained_loss(x, labels, seed):
        course.seed(seed)
        p = np.asarray(build_cnn()(x))
        return np.mean(p[np.arange(len(labels)), labels])
''', points=1)

# --- loss_at_scale

bank.right("loss_at_scale", "a loop with logaddexp", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        total = 0.0
        for row, label in zip(factor * logits, labels):
            total += np.logaddexp.reduce(row) - row[label]
        return total / len(labels)
''')
bank.right("loss_at_scale", "TensorFlow log_softmax, float32", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        log_p = tf.nn.log_softmax(tf.cast(factor * logits, tf.float32))
        return -tf.reduce_mean(tf.gather(log_p, labels, batch_dims=1))
''')
bank.right("loss_at_scale", "Keras from logits", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(labels, factor * logits)
''')
bank.wrong("loss_at_scale", "the loss is multiplied, not the logits", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        z = logits - logits.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return -factor * np.mean(log_p[np.arange(len(labels)), labels])
''')
bank.wrong("loss_at_scale", "overflow: the largest logit is not subtracted", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        with np.errstate(all="ignore"):
            p = np.exp(factor * logits)
            p = p / p.sum(axis=1, keepdims=True)
            return -np.mean(np.log(p[np.arange(len(labels)), labels]))
''', points=2)
bank.wrong("loss_at_scale", "probabilities with Keras' floor", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        p = tf.nn.softmax(factor * logits).numpy()
        return -np.mean(np.log(np.maximum(p[np.arange(len(labels)), labels], 1e-7)))
''', points=2)
bank.wrong("loss_at_scale", "softmax first, then the factor", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p = factor * p / p.sum(axis=1, keepdims=True)
        with np.errstate(divide="ignore"):
            return -np.mean(np.log(p[np.arange(len(labels)), labels]))
''')
bank.wrong("loss_at_scale", "the sum over the images", '''
    # exercise: loss_at_scale
    def loss_at_scale(logits, labels, factor):
        z = factor * logits
        z = z - z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return -np.sum(log_p[np.arange(len(labels)), labels])
''')

# --- limits on random quantities


def _build_cnn():
    """The lesson's network."""
    import keras

    layers = [keras.layers.Input((28, 28, 1))]
    for kernels in (8, 16):
        for _ in range(2):
            layers.append(keras.layers.Conv2D(kernels, 3, padding="same", activation="relu"))
        layers.append(keras.layers.MaxPooling2D())
    layers += [keras.layers.Flatten(), keras.layers.Dense(40, activation="relu"), keras.layers.Dense(10)]
    return keras.Sequential(layers)


def _first_loss(seed, source, scale, images):
    import numpy as np

    import course
    from course import data

    digits = data.load_mnist(n_test=images, source=source)
    course.seed(seed)
    z = np.asarray(_build_cnn()(scale * (digits.x_test[..., None] / 255)), dtype="float64")
    z -= z.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(images), digits.y_test].mean())


def measure_untrained(seed, source):
    """Loss of an untrained network on 500 test digits with pixels from 0 to 1."""
    return _first_loss(seed, source, 1, 500)


def measure_unscaled(seed, source):
    """Logarithm of how far the loss lies above ln 10 with pixels from 0 to 255, 200 test digits.

    The excess spreads over a factor of twenty between seeds; its logarithm is nearly normal.
    """
    import math

    return math.log(_first_loss(seed, source, 255, 200) - math.log(10))


UNTRAINED_OFFLINE = [
    2.3026, 2.3038, 2.3016, 2.3056, 2.301, 2.308, 2.3015, 2.3002, 2.3038, 2.306,
    2.3042, 2.3044, 2.3004, 2.3028, 2.303, 2.3034, 2.3008, 2.3038, 2.3042, 2.3038,
]
UNTRAINED_REAL = [
    2.3039, 2.3045, 2.3011, 2.3101, 2.2984, 2.3068, 2.3116, 2.308, 2.3004, 2.2994,
    2.3028, 2.3034, 2.3088, 2.3182, 2.3002, 2.3041, 2.304, 2.3035, 2.3038, 2.3178,
]
UNSCALED_OFFLINE = [
    0.9638, 1.6982, 0.4054, 2.7851, 3.1228, 3.7173, 3.1981, 2.2191, 2.1861, 3.1912,
    2.6327, 2.0066, 2.5059, 3.0383, 2.3913, 2.4007, 1.7866, 2.5852, 1.1396, 3.6658,
]
UNSCALED_REAL = [
    2.0768, 2.2557, 1.592, 2.9922, 3.4081, 3.5906, 3.3778, 2.8495, 2.7481, 3.5267,
    3.0529, 2.3438, 2.9909, 3.2897, 2.8075, 2.9325, 2.6945, 2.8054, 1.788, 3.9209,
]

bank.threshold("untrained_loss", "loss with pixels 0 … 1, upper limit ln 10 + 0.05", 2.302585 + 0.05, above=False,
               offline=UNTRAINED_OFFLINE, real=UNTRAINED_REAL, measure=measure_untrained)
bank.threshold("untrained_loss", "loss with pixels 0 … 1, lower limit ln 10 - 0.05", 2.302585 - 0.05,
               offline=UNTRAINED_OFFLINE, real=UNTRAINED_REAL, measure=measure_untrained)
bank.threshold("untrained_loss", "ln of the excess over ln 10 with pixels 0 … 255, lower limit ln 0.05", -2.9957,
               offline=UNSCALED_OFFLINE, real=UNSCALED_REAL, measure=measure_unscaled)


# What no check has to notice
bank.argued("nll", "np.clip(", because="the floor of the examples is larger")
bank.argued("expected_cross_entropy", "np.clip(", because="right for every guess that is not 0")
bank.argued("simulate_guessing", "np.clip(", because="right for every guess that is not 0")
bank.argued(
    "untrained_loss",
    "floor",
    "`1e-07` became",
    because="an untrained network gives no class that little",
)
bank.argued(
    "loss_at_scale",
    "np.clip(",
    because="behind the subtraction of the largest, the sum is at least 1",
)
