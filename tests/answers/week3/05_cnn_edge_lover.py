"""Answers to the exercises of week3/05_cnn_edge_lover, and how the two limits of `train_edge_lover` were set.

The bars are generated, the same for everybody, so "offline" and "real" stand for the same pictures here.
"""

import functools

from autograder.trials.bank import Bank

bank = Bank("week3/05_cnn_edge_lover")


@functools.cache
def _trained(seed: int) -> tuple[float, float]:
    """One run of the model answer on bars of its own: validation accuracy; the larger variance's share of both."""
    import keras
    import numpy as np

    import course
    from course import data

    bars = data.load_bars(1000, 500, seed=100 + seed)
    x_train, x_validation = (x[..., None].astype("float32") / 255 for x in (bars.x_train, bars.x_validation))
    for start in range(5):
        course.seed(seed + 1000 * start)
        decay = keras.regularizers.L2(0.03)
        convolution = keras.layers.Conv2D(1, 5, padding="same", kernel_regularizer=decay)
        pool, dense = keras.layers.GlobalMaxPooling2D(), keras.layers.Dense(2, activation="softmax")
        model = keras.Sequential([keras.layers.Input((32, 32, 1)), convolution, pool, dense])
        model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, bars.y_train, batch_size=32, epochs=10, verbose=0)
        if model.evaluate(x_train, bars.y_train, verbose=0)[1] >= 0.99:
            break
    kernel = model.get_weights()[0][:, :, 0, 0].astype(float)
    variances = np.array([kernel.sum(axis=0).var(), kernel.sum(axis=1).var()])
    return model.evaluate(x_validation, bars.y_validation, verbose=0)[1], float(variances.max() / variances.sum())


def accuracy(seed: int, source: str) -> float:
    """Validation accuracy of the model answer."""
    return _trained(seed)[0]


def larger_share(seed: int, source: str) -> float:
    """The larger variance, of column or row sums, as a share of both: a ratio above 10 is a share above 10/11."""
    return _trained(seed)[1]


ACCURACY = [1.0, 1.0, 0.998, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.998, 1.0]
SHARE = [0.99712, 0.99861, 0.99981, 0.99978, 0.99934, 0.99763, 0.99976, 0.99793, 0.99959, 0.99989, 0.99846, 0.99974]

bank.threshold("train_edge_lover", "validation accuracy above .98", 0.98, offline=ACCURACY, real=ACCURACY, measure=accuracy)
bank.threshold("train_edge_lover", "ratio of the variances above 10, as a share", 10 / 11, offline=SHARE, real=SHARE,
               measure=larger_share)

# --- max_response

bank.right("max_response", "loops over images and places", '''
    # exercise: max_response
    def max_response(images, kernel):
        half, (n, height, width) = len(kernel) // 2, images.shape
        best = []
        for image in images:
            padded = np.zeros((height + 2 * half, width + 2 * half))
            padded[half:half + height, half:half + width] = image
            largest = -np.inf
            for row in range(height):
                for column in range(width):
                    patch = padded[row:row + len(kernel), column:column + len(kernel)]
                    largest = max(largest, np.sum(patch * kernel))
            best.append(largest)
        return best
''')
bank.right("max_response", "TensorFlow, float32", '''
    # exercise: max_response
    def max_response(images, kernel):
        maps = tf.nn.conv2d(np.float32(images)[..., None], np.float32(kernel)[..., None, None], 1, "SAME")
        return tf.reduce_max(maps, axis=[1, 2, 3])
''')
bank.right("max_response", "vectorised with windows", '''
    # exercise: max_response
    def max_response(images, kernel):
        half = kernel.shape[0] // 2
        padded = np.pad(images, [(0, 0), (half, half), (half, half)])
        windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape, axis=(1, 2))
        return np.einsum("nrcij,ij->nrc", windows, kernel).max(axis=(1, 2))
''')
bank.wrong("max_response", "no padding", '''
    # exercise: max_response
    def max_response(images, kernel):
        maps = tf.nn.conv2d(np.float32(images)[..., None], np.float32(kernel)[..., None, None], 1, "VALID")
        return tf.reduce_max(maps, axis=[1, 2, 3])
''', points=1)
bank.wrong("max_response", "one maximum over all images", '''
    # exercise: max_response
    def max_response(images, kernel):
        maps = tf.nn.conv2d(np.float32(images)[..., None], np.float32(kernel)[..., None, None], 1, "SAME")
        return tf.reduce_max(maps)
''')
bank.wrong("max_response", "flipped kernel: a true convolution", '''
    # exercise: max_response
    def max_response(images, kernel):
        kernel = np.float32(kernel)[::-1, ::-1]
        maps = tf.nn.conv2d(np.float32(images)[..., None], kernel[..., None, None], 1, "SAME")
        return tf.reduce_max(maps, axis=[1, 2, 3])
''', points=1)
bank.wrong("max_response", "ReLU before the maximum", '''
    # exercise: max_response
    def max_response(images, kernel):
        maps = tf.nn.conv2d(np.float32(images)[..., None], np.float32(kernel)[..., None, None], 1, "SAME")
        return tf.reduce_max(tf.nn.relu(maps), axis=[1, 2, 3])
''', points=2)
bank.wrong("max_response", "average instead of maximum", '''
    # exercise: max_response
    def max_response(images, kernel):
        maps = tf.nn.conv2d(np.float32(images)[..., None], np.float32(kernel)[..., None, None], 1, "SAME")
        return tf.reduce_mean(maps, axis=[1, 2, 3])
''')
bank.wrong("max_response", "the example's number as a literal", '''
    # exercise: max_response
    def max_response(images, kernel):
        return np.full(len(images), 9.0)
''')

# --- vertical_kernel

bank.right("vertical_kernel", "a nested list, a line with dark sides", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return [[0, -1, 2, -1, 0]] * 5
''')
bank.right("vertical_kernel", "like Sobel, NumPy", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return np.outer(np.array([1, 2, 3, 2, 1]), np.array([1, 2, 0, -2, -1]))
''')
bank.right("vertical_kernel", "only the middle column, TensorFlow", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        column = tf.one_hot(2, 5) - 0.25
        return tf.tile(column[None, :], [5, 1])
''')
bank.wrong("vertical_kernel", "all weights 1", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return np.ones((5, 5))
''')
bank.wrong("vertical_kernel", "stripes the other way round", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return np.array([[-1, -1, 4, -1, -1]] * 5).T
''')
bank.wrong("vertical_kernel", "likes both: a cross", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        kernel = -np.ones((5, 5))
        kernel[2], kernel[:, 2] = 2, 2
        return kernel
''')
bank.wrong("vertical_kernel", "3×3 instead of 5×5", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
''')
bank.wrong("vertical_kernel", "a diagonal", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return 5 * np.eye(5) - 1
''')
bank.wrong("vertical_kernel", "vertical stripes, but many of them, as for a picture full of bars", '''
    # exercise: vertical_kernel
    def vertical_kernel():
        return np.array([[1, 1, 0, 1, 1]] * 5)
''')

# --- build_edge_lover

bank.right("build_edge_lover", "Sequential with add, pooling from a dict", '''
    # exercise: build_edge_lover
    def build_edge_lover(size=5, activation="linear", pooling="max"):
        pools = {"max": keras.layers.GlobalMaxPooling2D, "average": keras.layers.GlobalAveragePooling2D}
        model = keras.Sequential()
        model.add(keras.layers.Input((32, 32, 1)))
        model.add(keras.layers.Conv2D(1, (size, size), padding="same", activation=activation,
                                      kernel_regularizer=keras.regularizers.L2(0.03)))
        model.add(pools[pooling]())
        model.add(keras.layers.Dense(2))
        model.add(keras.layers.Softmax())
        model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.03), metrics=["accuracy"],
                      loss="sparse_categorical_crossentropy")
        return model
''')
bank.right("build_edge_lover", "functional, activation as a layer of its own", '''
    # exercise: build_edge_lover
    def build_edge_lover(size=5, activation="linear", pooling="max"):
        images = keras.Input((32, 32, 1))
        maps = keras.layers.Conv2D(1, size, padding="same", kernel_regularizer=keras.regularizers.L2(0.03))(images)
        maps = keras.layers.Activation(activation)(maps)
        if pooling == "max":
            pooled = keras.layers.GlobalMaxPooling2D()(maps)
        else:
            pooled = keras.layers.GlobalAveragePooling2D()(maps)
        model = keras.Model(images, keras.layers.Dense(2, activation="softmax")(pooled))
        model.compile(keras.optimizers.Adam(0.03), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        return model
''')
_MODEL = '''
    # exercise: build_edge_lover
    def build_edge_lover(size=5, activation="linear", pooling="max"):
        layers, decay = keras.layers, {decay}
        pool = {pool}
        convolution = layers.Conv2D(1, {size}, padding={padding}, activation={activation}, kernel_regularizer=decay)
        model = keras.Sequential([layers.Input((32, 32, 1)), convolution, pool, {dense}])
        model.compile(optimizer=keras.optimizers.Adam(0.03), loss={loss}, metrics=["accuracy"])
        return model
'''
_RIGHT = {
    "decay": "keras.regularizers.L2(0.03)",
    "pool": 'layers.GlobalMaxPooling2D() if pooling == "max" else layers.GlobalAveragePooling2D()',
    "size": "size", "padding": '"same"', "activation": "activation", "dense": 'layers.Dense(2, activation="softmax")',
    "loss": '"sparse_categorical_crossentropy"',
}
bank.right("build_edge_lover", "activations, loss and metric as functions", '''
    # exercise: build_edge_lover
    def build_edge_lover(size=5, activation="linear", pooling="max"):
        layers = keras.layers
        bend = {"linear": tf.identity, "relu": tf.nn.relu}[activation]
        pool = layers.GlobalMaxPooling2D() if pooling == "max" else layers.GlobalAveragePooling2D()
        model = keras.Sequential([
            layers.Input((32, 32, 1)),
            layers.Conv2D(1, size, padding="same", activation=bend, kernel_regularizer=keras.regularizers.L2(0.03)),
            pool, layers.Dense(2, activation=tf.nn.softmax)])
        model.compile(keras.optimizers.Adam(0.03), keras.losses.sparse_categorical_crossentropy,
                      metrics=[keras.metrics.sparse_categorical_accuracy])
        return model
''')
bank.right("build_edge_lover", "a lambda as regularizer and as initializer", '''
    # exercise: build_edge_lover
    def build_edge_lover(size=5, activation="linear", pooling="max"):
        layers = keras.layers
        pool = layers.GlobalMaxPooling2D() if pooling == "max" else layers.GlobalAveragePooling2D()
        model = keras.Sequential([
            layers.Input((32, 32, 1)),
            layers.Conv2D(1, size, padding="same", activation=activation,
                          kernel_regularizer=lambda w: 0.03 * tf.reduce_sum(w**2),
                          kernel_initializer=lambda shape, dtype=None: tf.random.normal(shape, stddev=0.1)),
            pool, layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("build_edge_lover", "no padding", _MODEL.format_map(_RIGHT | {"padding": '"valid"'}), points=1)
bank.wrong("build_edge_lover", "the settings are ignored", _MODEL.format_map(
    _RIGHT | {"pool": "layers.GlobalMaxPooling2D()", "size": "5", "activation": '"linear"'}), points=2)
bank.wrong("build_edge_lover", "always ReLU", _MODEL.format_map(_RIGHT | {"activation": '"relu"'}), points=3)
bank.wrong("build_edge_lover", "flattened instead of global pooling", _MODEL.format_map(_RIGHT | {"pool": "layers.Flatten()"}))
bank.wrong("build_edge_lover", "softmax of one output", _MODEL.format_map(_RIGHT | {"dense": 'layers.Dense(1, activation="softmax")'}))
bank.wrong("build_edge_lover", "no softmax", _MODEL.format_map(_RIGHT | {"dense": "layers.Dense(2)"}), points=1)
bank.wrong("build_edge_lover", "no weight decay", _MODEL.format_map(_RIGHT | {"decay": "None"}), points=1)
bank.wrong("build_edge_lover", "L1 instead of L2", _MODEL.format_map(_RIGHT | {"decay": "keras.regularizers.L1(0.03)"}), points=1)

# --- train_edge_lover

bank.right("train_edge_lover", "keeps the best of its starts, accuracy from the history", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        best, best_accuracy, tries = None, -1, 0
        while best_accuracy < 0.99 and tries < 5:
            course.seed(seed + 17 * tries)
            model = build_edge_lover()
            history = model.fit(images, labels, batch_size=32, epochs=10, verbose=0)
            if history.history["accuracy"][-1] > best_accuracy:
                best, best_accuracy = model, history.history["accuracy"][-1]
            tries += 1
        return best
''')
bank.right("train_edge_lover", "recursive, accuracy counted with NumPy", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed, tries=5):
        course.seed(seed)
        model = build_edge_lover()
        model.fit(images, np.asarray(labels).astype("int64"), epochs=10, batch_size=32, verbose=0)
        accuracy = np.mean(np.argmax(model.predict(images, verbose=0), axis=1) == labels)
        return model if accuracy >= 0.99 or tries == 1 else train_edge_lover(images, labels, seed + 1, tries - 1)
''')
bank.right("train_edge_lover", "a network of its own with functions for activation and loss", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        layers = keras.layers
        for start in range(6):
            course.seed(seed + start)
            decay = lambda w: 0.03 * tf.reduce_sum(tf.square(w))
            model = keras.Sequential([
                layers.Input((32, 32, 1)), layers.Conv2D(1, 5, padding="same", kernel_regularizer=decay),
                layers.GlobalMaxPooling2D(), layers.Dense(2, activation=tf.nn.softmax)])
            model.compile(keras.optimizers.Adam(0.03), keras.losses.sparse_categorical_crossentropy, metrics=["accuracy"])
            model.fit(images, labels, batch_size=32, epochs=10, verbose=0)
            if model.evaluate(images, labels, verbose=0)[1] >= 0.99:
                return model
        return model
''')
bank.wrong("train_edge_lover", "not trained", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        course.seed(seed)
        return build_edge_lover()
''')
bank.wrong("train_edge_lover", "the history instead of the model", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        course.seed(seed)
        return build_edge_lover().fit(images, labels, batch_size=32, epochs=10, verbose=0)
''')
bank.wrong("train_edge_lover", "the blind variant: average pooling", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        course.seed(seed)
        model = build_edge_lover(pooling="average")
        model.fit(images, labels, batch_size=32, epochs=10, verbose=0)
        return model
''')
bank.wrong("train_edge_lover", "labels swapped", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        course.seed(seed)
        model = build_edge_lover()
        model.fit(images, 1 - labels, batch_size=32, epochs=10, verbose=0)
        return model
''')
bank.wrong("train_edge_lover", "a 1×1 kernel", '''
    # exercise: train_edge_lover
    def train_edge_lover(images, labels, seed):
        course.seed(seed)
        model = build_edge_lover(size=1)
        model.fit(images, labels, batch_size=32, epochs=10, verbose=0)
        return model
''')

# --- variance_ratio

bank.right("variance_ratio", "loops, the statistics module", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        import statistics
        size = len(kernel)
        columns = [float(sum(kernel[row][column] for row in range(size))) for column in range(size)]
        rows = [float(sum(kernel[row][column] for column in range(size))) for row in range(size)]
        return statistics.variance(columns) / statistics.variance(rows)
''')
bank.right("variance_ratio", "TensorFlow, float32", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        kernel = tf.cast(kernel, tf.float32)
        return tf.math.reduce_variance(tf.reduce_sum(kernel, 0)) / tf.math.reduce_variance(tf.reduce_sum(kernel, 1))
''')
bank.right("variance_ratio", "means instead of sums: the same ratio", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        kernel = np.asarray(kernel, dtype=np.float64)
        return (kernel.mean(axis=0).std() / kernel.mean(axis=1).std()) ** 2
''')
bank.wrong("variance_ratio", "rows over columns", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        return np.var(kernel.sum(axis=1)) / np.var(kernel.sum(axis=0))
''')
bank.wrong("variance_ratio", "standard deviations", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        return np.std(kernel.sum(axis=0)) / np.std(kernel.sum(axis=1))
''')
bank.wrong("variance_ratio", "variances inside the columns, not of their sums", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        return np.var(kernel, axis=0).sum() / np.var(kernel, axis=1).sum()
''')
bank.wrong("variance_ratio", "difference instead of ratio", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        return np.var(kernel.sum(axis=0)) - np.var(kernel.sum(axis=1))
''')
bank.wrong("variance_ratio", "the example's number as a literal", '''
    # exercise: variance_ratio
    def variance_ratio(kernel):
        return 64
''')

# --- likes

bank.right("likes", "tries both bars", '''
    # exercise: likes
    def likes(kernel):
        bar = np.zeros((2, 25, 25))
        bar[0, 8:18, 12] = 1
        bar[1, 12, 8:18] = 1
        upright, level = max_response(bar, np.asarray(kernel))
        if upright > level:
            return "vertical"
        return "horizontal"
''')
bank.right("likes", "changes inside the rows and inside the columns, TensorFlow float32", '''
    # exercise: likes
    def likes(kernel):
        kernel = tf.cast(kernel, tf.float32)
        across = tf.reduce_sum(tf.abs(kernel[:, 1:] - kernel[:, :-1]))
        down = tf.reduce_sum(tf.abs(kernel[1:] - kernel[:-1]))
        return "vertical" if across > down else "horizontal"
''')
bank.right("likes", "loops over the sums", '''
    # exercise: likes
    def likes(kernel):
        columns, rows = [], []
        for i in range(len(kernel)):
            columns.append(sum(kernel[j][i] for j in range(len(kernel))))
            rows.append(sum(kernel[i]))
        spread = max(columns) - min(columns), max(rows) - min(rows)
        return ["horizontal", "vertical"][int(spread[0] > spread[1])]
''')
bank.wrong("likes", "the wrong way round", '''
    # exercise: likes
    def likes(kernel):
        return "horizontal" if variance_ratio(kernel) > 1 else "vertical"
''')
bank.wrong("likes", "always vertical", '''
    # exercise: likes
    def likes(kernel):
        return "vertical"
''')
bank.wrong("likes", "only the middle column against the middle row", '''
    # exercise: likes
    def likes(kernel):
        middle = len(kernel) // 2
        return "vertical" if kernel[:, middle].sum() > kernel[middle].sum() else "horizontal"
''', points=1)
bank.wrong("likes", "the ratio must be above 100", '''
    # exercise: likes
    def likes(kernel):
        return "vertical" if variance_ratio(kernel) > 10000 else "horizontal"
''')
bank.wrong("likes", "the sign of the sum of all weights", '''
    # exercise: likes
    def likes(kernel):
        return "vertical" if np.sum(kernel) > 0 else "horizontal"
''')
bank.wrong("likes", "a number instead of a word", '''
    # exercise: likes
    def likes(kernel):
        return int(variance_ratio(kernel) > 1)
''')


# What no check has to notice
bank.argued(
    "vertical_kernel",
    "rounded",
    "/ 10` became",
    "became `np.array([[-1, -1, 4, -1, -1]] * 5)`",
    "`10` became",
    "`-1` became",
    "`4` became",
    "`1` became `2`",
    because="any kernel of vertical stripes is right",
)
bank.argued(
    "likes",
    "`variance_ratio(kernel) >= 1`",
    "`1` became `2`",
    because="a kernel that is just at the border, or less than twice as striped one way as the other, is no case the lesson knows",
)
bank.argued(
    "train_edge_lover",
    "`range(5",
    "`5` became",
    "`model.fit(",
    "`model.evaluate(",
    "`seed + 1000 * start` became",
    "`1000 * start` became",
    "`1000` became",
    "`32` became",
    "`10` became",
    "`0.99` became",
    "`0` became `1`",
    because="how it trains shows in what it learned: the accuracy is asked for; restarts are rare",
)
