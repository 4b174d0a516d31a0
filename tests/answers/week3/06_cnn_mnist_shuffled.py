"""Answers to the exercises of week3/06_cnn_mnist_shuffled, and the measurement its story rests on.

Every number below is one seed, which also draws the permutation and the starting weights, in the
lesson's own setting: 2,000 training and 2,000 test images, four epochs.
"""

import functools
import math

from autograder.trials.bank import Bank

bank = Bank("week3/06_cnn_mnist_shuffled")


@functools.cache
def _accuracy(kind: str, seed: int, source: str, shuffled: bool) -> float:
    """Test accuracy of one training of the model answer."""
    import keras
    import numpy as np

    import course
    from course import data

    images = data.load_mnist(2000, 2000, source=source)
    x_train, x_test = (x[:, :, :, None] / np.float32(255) for x in (images.x_train, images.x_test))
    if shuffled:
        order = np.random.default_rng(seed).permutation(784)
        x_train, x_test = (x.reshape(-1, 784)[:, order].reshape(x.shape) for x in (x_train, x_test))
    layers = keras.layers
    if kind == "fcNN":
        hidden = [layers.Flatten(), layers.Dense(200, activation="relu"), layers.Dense(200, activation="relu")]
    else:
        first = [layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D()]
        second = [layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D()]
        hidden = [*first, *second, layers.Flatten(), layers.Dense(40, activation="relu")]
    course.seed(seed)
    model = keras.Sequential([layers.Input((28, 28, 1)), *hidden, layers.Dense(10, activation="softmax")])
    rate = keras.optimizers.schedules.CosineDecay(0.003, decay_steps=4 * 32)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, images.y_train.astype(int), batch_size=64, epochs=4, verbose=0)
    return model.evaluate(x_test, images.y_test.astype(int), batch_size=500, verbose=0)[1]


def cnn_accuracy(seed: int, source: str) -> float:
    """Test accuracy of the CNN on original images."""
    return _accuracy("CNN", seed, source, False)


def log_cnn_loss(seed: int, source: str) -> float:
    """Logarithm of what the CNN's test accuracy loses by shuffling."""
    loss = _accuracy("CNN", seed, source, False) - _accuracy("CNN", seed, source, True)
    return math.log(max(loss, 1e-6))


def fcnn_change(seed: int, source: str) -> float:
    """How much the fcNN's test accuracy changes by shuffling, without sign."""
    return abs(_accuracy("fcNN", seed, source, False) - _accuracy("fcNN", seed, source, True))


MEASURED = {  # test accuracy on original and on shuffled images; seeds 0, 1, 2, …
    ("CNN", "offline", "original"): [0.8125, 0.813, 0.8395, 0.8425, 0.7935, 0.7975, 0.818, 0.807, 0.7795, 0.8025],
    ("CNN", "offline", "shuffled"): [0.573, 0.57, 0.5295, 0.4745, 0.5555, 0.5195, 0.515, 0.5035, 0.5245, 0.295],
    ("CNN", "real", "original"): [0.9085, 0.917, 0.918, 0.9215, 0.9325, 0.921, 0.9185, 0.924, 0.92, 0.92],
    ("CNN", "real", "shuffled"): [0.777, 0.7495, 0.7465, 0.7485, 0.7365, 0.7885, 0.7295, 0.751, 0.764, 0.6865],
    ("fcNN", "offline", "original"): [0.7725, 0.7835, 0.781, 0.7765, 0.7945, 0.797, 0.784, 0.7975, 0.773, 0.77,
                                      0.782, 0.774, 0.7915, 0.7815, 0.78, 0.7785, 0.789, 0.776, 0.787, 0.783],
    ("fcNN", "offline", "shuffled"): [0.785, 0.7755, 0.7895, 0.783, 0.783, 0.786, 0.7715, 0.785, 0.7805, 0.78,
                                      0.7905, 0.7765, 0.7655, 0.787, 0.7845, 0.7775, 0.7785, 0.773, 0.794, 0.777],
    ("fcNN", "real", "original"): [0.8785, 0.8755, 0.879, 0.8675, 0.874, 0.8755, 0.875, 0.8765, 0.876, 0.87,
                                   0.8735, 0.864, 0.8735, 0.8765, 0.885, 0.877, 0.878, 0.8725, 0.8745, 0.8715],
    ("fcNN", "real", "shuffled"): [0.873, 0.8745, 0.873, 0.8765, 0.8685, 0.8765, 0.875, 0.8765, 0.886, 0.874,
                                   0.8815, 0.8625, 0.8675, 0.8715, 0.875, 0.8725, 0.878, 0.874, 0.8715, 0.8715],
}


def _differences(kind: str, source: str) -> list[float]:
    """Original minus shuffled, seed by seed."""
    pairs = zip(MEASURED[kind, source, "original"], MEASURED[kind, source, "shuffled"], strict=True)
    return [before - after for before, after in pairs]


# What is graded: a CNN that was trained.
bank.threshold("train", "the CNN's test accuracy above .65", 0.65, offline=MEASURED["CNN", "offline", "original"],
               real=MEASURED["CNN", "real", "original"], measure=cnn_accuracy)
# What the lesson tells: the CNN loses more than .04, the fcNN changes by less. The loss is taken by its logarithm:
# it is skewed, and a run that loses far more than the others must not count against the limit.
bank.threshold("train", "logarithm of the CNN's loss by shuffling above log .04", math.log(0.04), measure=log_cnn_loss,
               offline=[math.log(loss) for loss in _differences("CNN", "offline")],
               real=[math.log(loss) for loss in _differences("CNN", "real")])
bank.threshold("train", "the fcNN's change by shuffling below .04", 0.04, above=False, measure=fcnn_change,
               offline=[abs(change) for change in _differences("fcNN", "offline")],
               real=[abs(change) for change in _differences("fcNN", "real")])

# --- shuffle_images

bank.right("shuffle_images", "loops over the pixels", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        n, height, width, _ = x.shape
        places = [(row, column) for row in range(height) for column in range(width)]
        new_places = list(places)
        np.random.RandomState(seed).shuffle(new_places)
        result = np.empty_like(x)
        for (row, column), (new_row, new_column) in zip(places, new_places):
            result[:, new_row, new_column] = x[:, row, column]
        return result
''')
bank.right("shuffle_images", "TensorFlow: sort random numbers, gather", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        order = tf.argsort(tf.random.stateless_uniform((x.shape[1] * x.shape[2],), seed=(seed, 7)))
        flat = tf.reshape(x, (len(x), -1))
        return tf.reshape(tf.gather(flat, order, axis=1), x.shape)
''')
bank.right("shuffle_images", "in place, on a copy", """
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        flat = x.copy().reshape(len(x), -1)
        flat[:] = flat[:, np.random.default_rng(seed).permutation(flat.shape[1])]
        return flat.reshape(x.shape)
""")
bank.wrong("shuffle_images", "the images overwritten", """
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        order = np.random.default_rng(seed).permutation(x.shape[1] * x.shape[2])
        flat = x.reshape(len(x), -1)
        flat[:] = flat[:, order]
        return flat.reshape(x.shape)
""")
bank.wrong("shuffle_images", "every image in an order of its own", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        return np.random.default_rng(seed).permuted(x.reshape(len(x), -1), axis=1).reshape(x.shape)
''')
bank.wrong("shuffle_images", "the order of the images, not of their pixels", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        return np.random.default_rng(seed).permutation(x)
''')
bank.wrong("shuffle_images", "drawn with replacement: pixels get lost", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        size = x.shape[1] * x.shape[2]
        order = np.random.default_rng(seed).integers(0, size, size)
        return x.reshape(len(x), -1)[:, order].reshape(x.shape)
''')
bank.wrong("shuffle_images", "only the rows change places", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        return x[:, np.random.default_rng(seed).permutation(x.shape[1])]
''', points=1)
bank.wrong("shuffle_images", "the seed is not used: a new order at each call", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        order = np.random.default_rng().permutation(x.shape[1] * x.shape[2])
        return x.reshape(len(x), -1)[:, order].reshape(x.shape)
''', points=1)
bank.wrong("shuffle_images", "always the same seed", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        order = np.random.default_rng(1).permutation(x.shape[1] * x.shape[2])
        return x.reshape(len(x), -1)[:, order].reshape(x.shape)
''', points=1)
bank.wrong("shuffle_images", "the channel got lost", '''
    # exercise: shuffle_images
    def shuffle_images(x, seed):
        order = np.random.default_rng(seed).permutation(x.shape[1] * x.shape[2])
        return x.reshape(len(x), -1)[:, order].reshape(x.shape[:3])
''')

# --- build_cnn

bank.right("build_cnn", "Sequential with add, everything spelt out", '''
    # exercise: build_cnn
    def build_cnn():
        model = keras.Sequential()
        model.add(keras.Input((28, 28, 1)))
        model.add(keras.layers.Conv2D(filters=32, kernel_size=(3, 3), padding="valid", activation="relu"))
        model.add(keras.layers.MaxPooling2D((2, 2)))
        model.add(keras.layers.Conv2D(filters=64, kernel_size=(3, 3), padding="valid", activation="relu"))
        model.add(keras.layers.MaxPooling2D((2, 2)))
        model.add(keras.layers.Flatten())
        model.add(keras.layers.Dense(40, activation="relu"))
        model.add(keras.layers.Dense(10, activation="softmax"))
        return compiled(model)
''')
bank.right("build_cnn", "functional, activations as layers, a loop", '''
    # exercise: build_cnn
    def build_cnn():
        inputs = outputs = keras.Input((28, 28, 1))
        for filters in (32, 64):
            outputs = keras.layers.Conv2D(filters, 3)(outputs)
            outputs = keras.layers.ReLU()(outputs)
            outputs = keras.layers.MaxPool2D(2)(outputs)
        outputs = keras.layers.Reshape((1600,))(outputs)
        outputs = keras.layers.ReLU()(keras.layers.Dense(40)(outputs))
        return compiled(keras.Model(inputs, keras.layers.Softmax()(keras.layers.Dense(10)(outputs))))
''')
_CNN = '''
    # exercise: build_cnn
    def build_cnn():
        L = keras.layers
        first = [L.Conv2D(32, 3, activation="relu"), L.MaxPooling2D()]
        second = [L.Conv2D(64, 3, activation="relu"), L.MaxPooling2D()]
        head = [L.Flatten(), L.Dense(40, activation="relu"), L.Dense(10, activation="softmax")]
        return compiled(keras.Sequential([L.Input((28, 28, 1)), *first, *second, *head]))
'''
bank.wrong("build_cnn", "average pooling, hidden by start weights of zero", _CNN.replace("MaxPooling2D()", "AveragePooling2D(2)").replace(
    'activation="relu"', 'activation="relu", kernel_initializer="zeros"'), points=2)
bank.wrong("build_cnn", "no ReLU, hidden by start weights of zero", _CNN.replace('activation="relu"', 'kernel_initializer="zeros"'), points=2)
bank.wrong("build_cnn", "padding same", _CNN.replace('3, activation', '3, padding="same", activation'))
bank.wrong("build_cnn", "no ReLU in the convolutions", _CNN.replace('3, activation="relu"', '3'), points=2)
bank.wrong("build_cnn", "average pooling", _CNN.replace("MaxPooling2D()", "AveragePooling2D(2)"), points=2)
bank.wrong("build_cnn", "no softmax at the end", _CNN.replace(', activation="softmax"', ''), points=2)
bank.wrong("build_cnn", "not compiled", _CNN.replace("compiled(keras.Sequential([L.Input((28, 28, 1)), *first, *second, *head]))",
                                                     "keras.Sequential([L.Input((28, 28, 1)), *first, *second, *head])"), points=2)
bank.wrong("build_cnn", "the second pooling forgotten", _CNN.replace('L.Conv2D(64, 3, activation="relu"), L.MaxPooling2D()',
                                                                      'L.Conv2D(64, 3, activation="relu")'))
bank.wrong("build_cnn", "32 and 64 swapped", _CNN.replace("Conv2D(32", "Conv2D(0").replace("Conv2D(64", "Conv2D(32").replace("Conv2D(0", "Conv2D(64"), points=2)

# --- train

bank.right("train", "a dict of builders", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        model = {"fcNN": build_fcnn, "CNN": build_cnn}[kind]()
        model.fit(x, y, epochs=EPOCHS, batch_size=BATCH_SIZE, verbose=0)
        return model
''')
bank.right("train", "epoch by epoch with train_on_batch, TensorFlow data set", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        if kind == "CNN":
            model = build_cnn()
        else:
            model = build_fcnn()
        batches = tf.data.Dataset.from_tensor_slices((np.float32(x), y)).shuffle(len(x), seed=seed).batch(BATCH_SIZE)
        for epoch in range(EPOCHS):
            for x_batch, y_batch in batches:
                model.train_on_batch(x_batch, y_batch)
        return model
''')
bank.wrong("train", "never trained", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        return build_fcnn() if kind == "fcNN" else build_cnn()
''', points=1)
bank.wrong("train", "always the fcNN", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        model = build_fcnn()
        model.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return model
''')
bank.wrong("train", "the history instead of the model", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        model = build_fcnn() if kind == "fcNN" else build_cnn()
        return model.fit(x, y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
''')
bank.wrong("train", "images shuffled against their labels", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        model = build_fcnn() if kind == "fcNN" else build_cnn()
        model.fit(np.random.permutation(x), y, batch_size=BATCH_SIZE, epochs=EPOCHS, verbose=0)
        return model
''', points=1)
bank.wrong("train", "only the first batch of images", '''
    # exercise: train
    def train(kind, x, y, seed):
        course.seed(seed)
        model = build_fcnn() if kind == "fcNN" else build_cnn()
        model.fit(x[:BATCH_SIZE], y[:BATCH_SIZE], epochs=EPOCHS, verbose=0)
        return model
''', points=1)

# --- strongest_places

bank.right("strongest_places", "loops and a sorted list", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        best = []
        for image, one in enumerate(maps):
            row, column = max(((r, c) for r in range(one.shape[0]) for c in range(one.shape[1])), key=lambda place: one[place])
            best.append((float(one[row, column]), image, row, column))
        best.sort(reverse=True)
        return [list(place[1:]) for place in best[:count]]
''')
bank.right("strongest_places", "TensorFlow top_k, float32", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = tf.reshape(tf.cast(maps, tf.float32), (maps.shape[0], -1))
        chosen = tf.math.top_k(tf.reduce_max(flat, axis=1), k=count).indices
        place = tf.cast(tf.argmax(tf.gather(flat, chosen), axis=1), tf.int32)
        return tf.stack([chosen, place // maps.shape[2], place % maps.shape[2]], axis=1)
''')
bank.wrong("strongest_places", "several places of one image", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        order = np.argsort(-maps.ravel())[:count]
        return np.stack(np.unravel_index(order, maps.shape), axis=1)
''')
bank.wrong("strongest_places", "the weakest first", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = maps.reshape(len(maps), -1)
        chosen = np.argsort(flat.max(axis=1))[:count]
        rows, columns = np.unravel_index(flat[chosen].argmax(axis=1), maps.shape[1:])
        return np.stack([chosen, rows, columns], axis=1)
''')
bank.wrong("strongest_places", "row and column swapped", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = maps.reshape(len(maps), -1)
        chosen = np.argsort(-flat.max(axis=1))[:count]
        rows, columns = np.unravel_index(flat[chosen].argmax(axis=1), maps.shape[1:])
        return np.stack([chosen, columns, rows], axis=1)
''')
bank.wrong("strongest_places", "the first images instead of the strongest", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = maps.reshape(len(maps), -1)
        rows, columns = np.unravel_index(flat.argmax(axis=1), maps.shape[1:])
        return np.stack([np.arange(len(maps)), rows, columns], axis=1)[:count]
''')
bank.wrong("strongest_places", "the right images in the order of their numbers", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = maps.reshape(len(maps), -1)
        chosen = np.sort(np.argsort(-flat.max(axis=1))[:count])
        rows, columns = np.unravel_index(flat[chosen].argmax(axis=1), maps.shape[1:])
        return np.stack([chosen, rows, columns], axis=1)
''')
bank.wrong("strongest_places", "ranked by the mean of the map", '''
    # exercise: strongest_places
    def strongest_places(maps, count):
        flat = maps.reshape(len(maps), -1)
        chosen = np.argsort(-flat.mean(axis=1))[:count]
        rows, columns = np.unravel_index(flat[chosen].argmax(axis=1), maps.shape[1:])
        return np.stack([chosen, rows, columns], axis=1)
''', points=1)

# --- confidence_interval

bank.right("confidence_interval", "loops, the math module, a list", '''
    # exercise: confidence_interval
    def confidence_interval(accuracies):
        n = len(accuracies)
        mean = sum(accuracies) / n
        variance = sum((a - mean) ** 2 for a in accuracies) / (n - 1)
        return [mean, T_95[n] * (variance / n) ** 0.5]
''')
bank.right("confidence_interval", "SciPy instead of the table", '''
    # exercise: confidence_interval
    def confidence_interval(accuracies):
        from scipy import stats
        low, high = stats.t.interval(0.95, len(accuracies) - 1, scale=max(stats.sem(accuracies), 1e-30))
        return np.array([np.mean(accuracies), high])
''')
bank.right("confidence_interval", "TensorFlow, float32", '''
    # exercise: confidence_interval
    def confidence_interval(accuracies):
        a, n = tf.cast(accuracies, tf.float32), len(accuracies)
        mean = tf.reduce_mean(a)
        s = tf.sqrt(tf.reduce_sum((a - mean) ** 2) / (n - 1))
        return tf.stack([mean, T_95[n] * s / n**0.5])
''')
_INTERVAL = '''
    # exercise: confidence_interval
    def confidence_interval(accuracies):
        n = len(accuracies)
        return np.mean(accuracies), {half}
'''
bank.wrong("confidence_interval", "standard deviation with n", _INTERVAL.format(half="T_95[n] * np.std(accuracies) / np.sqrt(n)"))
bank.wrong("confidence_interval", "√n forgotten", _INTERVAL.format(half="T_95[n] * np.std(accuracies, ddof=1)"))
bank.wrong("confidence_interval", "1.96 for every n", _INTERVAL.format(half="1.96 * np.std(accuracies, ddof=1) / np.sqrt(n)"))
bank.wrong("confidence_interval", "divided by n instead of √n", _INTERVAL.format(half="T_95[n] * np.std(accuracies, ddof=1) / n"))
bank.wrong("confidence_interval", "variance instead of standard deviation", _INTERVAL.format(half="T_95[n] * np.var(accuracies, ddof=1) / np.sqrt(n)"))
bank.wrong("confidence_interval", "always the factor for three runs", _INTERVAL.format(half="4.303 * np.std(accuracies, ddof=1) / np.sqrt(n)"), points=1)
bank.wrong("confidence_interval", "the whole width", _INTERVAL.format(half="2 * T_95[n] * np.std(accuracies, ddof=1) / np.sqrt(n)"))

# --- shuffling_table

bank.right("shuffling_table", "vectorised", '''
    # exercise: shuffling_table
    def shuffling_table(original, shuffled):
        loss = np.asarray(original) - np.asarray(shuffled)
        n = loss.shape[1]
        half = T_95[n] * loss.std(axis=1, ddof=1) / np.sqrt(n)
        return np.column_stack([np.mean(original, axis=1), np.mean(shuffled, axis=1), loss.mean(axis=1), half])
''')
bank.right("shuffling_table", "a list of lists, loops", '''
    # exercise: shuffling_table
    def shuffling_table(original, shuffled):
        rows = []
        for network in range(len(original)):
            losses = np.array([original[network][run] - shuffled[network][run] for run in range(len(original[network]))])
            mean, half = confidence_interval(losses)
            rows.append([sum(original[network]) / len(losses), sum(shuffled[network]) / len(losses), mean, half])
        return rows
''')
_TABLE = '''
    # exercise: shuffling_table
    def shuffling_table(original, shuffled):
        table = []
        for before, after in zip(original, shuffled):
            table.append({row})
        return np.array(table)
'''
bank.wrong("shuffling_table", "shuffled minus original", _TABLE.format(
    row="[np.mean(before), np.mean(after), *confidence_interval(after - before)]"), points=1)
bank.wrong("shuffling_table", "the interval of the original accuracy", _TABLE.format(
    row="[np.mean(before), np.mean(after), np.mean(before) - np.mean(after), confidence_interval(before)[1]]"), points=1)
bank.wrong("shuffling_table", "half widths added up as if nothing belonged together", _TABLE.format(
    row="[np.mean(before), np.mean(after), np.mean(before - after), confidence_interval(before)[1] + confidence_interval(after)[1]]"), points=1)
bank.wrong("shuffling_table", "shuffled in the first column", _TABLE.format(
    row="[np.mean(after), np.mean(before), *confidence_interval(before - after)]"), points=1)
bank.wrong("shuffling_table", "a column for each network", _TABLE.format(
    row="[np.mean(before), np.mean(after), *confidence_interval(before - after)]").replace("np.array(table)", "np.array(table).T"))
bank.wrong("shuffling_table", "the standard deviation instead of the half width", _TABLE.format(
    row="[np.mean(before), np.mean(after), np.mean(before - after), np.std(before - after, ddof=1)]"), points=1)
bank.wrong("shuffling_table", "the loss in per cent of the original", _TABLE.format(
    row="[np.mean(before), np.mean(after), np.mean((before - after) / before), confidence_interval(before - after)[1]]"), points=1)

# --- confusion_matrix

bank.right("confusion_matrix", "np.add.at", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        matrix = np.zeros((classes, classes))
        np.add.at(matrix, (true, predicted), 1)
        return matrix
''')
bank.right("confusion_matrix", "TensorFlow", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return tf.math.confusion_matrix(true, predicted, num_classes=classes, dtype=tf.float32)
''')
bank.right("confusion_matrix", "a list of lists, counted pair by pair", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return [[int(np.sum((true == i) & (predicted == j))) for j in range(classes)] for i in range(classes)]
''')
bank.wrong("confusion_matrix", "rows and columns swapped", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return tf.math.confusion_matrix(predicted, true, num_classes=classes)
''')
bank.wrong("confusion_matrix", "shares instead of counts", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        matrix = np.zeros((classes, classes))
        np.add.at(matrix, (true, predicted), 1)
        return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
''')
bank.wrong("confusion_matrix", "as many classes as occur", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return tf.math.confusion_matrix(true, predicted)
''')
bank.wrong("confusion_matrix", "fancy indexing counts each pair once", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        matrix = np.zeros((classes, classes))
        matrix[true, predicted] += 1
        return matrix
''')
bank.wrong("confusion_matrix", "only the right answers", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return np.diag(np.bincount(true[true == predicted], minlength=classes))
''')
bank.wrong("confusion_matrix", "the example's numbers as literals", '''
    # exercise: confusion_matrix
    def confusion_matrix(true, predicted, classes):
        return np.array([[1, 0], [1, 2]])
''')


# What no check has to notice
bank.argued("shuffle_images", "`1` became `2`", because="to NumPy every negative size means the rest")
bank.argued(
    "train",
    "`model.fit(",
    "`0` became `1`",
    because="the accuracy is asked for, not the size of a batch",
)
bank.argued(
    "strongest_places",
    "rounded",
    "`1` became `2`",
    because="whole numbers; every negative size means the rest",
)
bank.argued(
    "shuffling_table",
    "strict=True)` became",
    "`True` became `False`",
    because="both lists have the same length",
)
bank.argued(
    "confusion_matrix",
    "rounded",
    "np.zeros((classes, classes))",
    "strict=True)` became",
    "`True` became `False`",
    because="whole numbers, also as floats; both lists have the same length",
)
