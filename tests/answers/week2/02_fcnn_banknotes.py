"""Answers to ``week2/02_fcnn_banknotes``, right and wrong, and how the limits of `train_deep` were set."""

import numpy as np

from autograder.trials.bank import Bank

bank = Bank("week2/02_fcnn_banknotes")

# ---------------------------------------------------------------------------------------------- count_repeats

bank.right("count_repeats", "a set of tuples in a loop", """
    # exercise: count_repeats
    def count_repeats(x):
        seen, repeats = set(), 0
        for row in x:
            key = tuple(float(number) for number in row)
            if key in seen:
                repeats += 1
            seen.add(key)
        return repeats
""")
bank.right("count_repeats", "counts of the distinct rows, vectorised", """
    # exercise: count_repeats
    def count_repeats(x):
        _, counts = np.unique(np.asarray(x), axis=0, return_counts=True)
        return (counts - 1).sum()
""")
bank.right("count_repeats", "all pairs with TensorFlow", """
    # exercise: count_repeats
    def count_repeats(x):
        x = tf.constant(x)
        equal = tf.reduce_all(x[:, None] == x[None], axis=2)
        earlier = tf.linalg.band_part(tf.cast(equal, tf.int32), -1, 0) - tf.eye(len(x), dtype=tf.int32)
        return tf.reduce_sum(tf.cast(tf.reduce_any(earlier > 0, axis=1), tf.int32))
""")
bank.wrong("count_repeats", "counts all members of a group of equal rows", """
    # exercise: count_repeats
    def count_repeats(x):
        _, counts = np.unique(x, axis=0, return_counts=True)
        return counts[counts > 1].sum()
""")
bank.wrong("count_repeats", "compares neighbouring rows only", """
    # exercise: count_repeats
    def count_repeats(x):
        return int(np.sum(np.all(x[1:] == x[:-1], axis=1)))
""")
bank.wrong("count_repeats", "counts groups instead of rows", """
    # exercise: count_repeats
    def count_repeats(x):
        _, counts = np.unique(x, axis=0, return_counts=True)
        return int((counts > 1).sum())
""")
bank.wrong("count_repeats", "forgot axis=0: distinct numbers instead of distinct rows", """
    # exercise: count_repeats
    def count_repeats(x):
        return len(x) - len(np.unique(x))
""")
bank.wrong("count_repeats", "a literal", """
    # exercise: count_repeats
    def count_repeats(x):
        return 24
""")

# ------------------------------------------------------------------------------------------------------ split

bank.right("split", "drops repeats in a loop, cuts with slices", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        first = {}
        for number, row in enumerate(x):
            first.setdefault(tuple(row), number)
        rows = np.random.default_rng(seed).permutation(list(first.values()))
        a = int(shares[0] * len(rows))
        b = a + int(shares[1] * len(rows))
        return rows[:a], rows[a:b], rows[b:]
""")
bank.right("split", "keeps all copies together, vectorised", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        _, group = np.unique(x, axis=0, return_inverse=True)
        group = np.ravel(group)
        n = group.max() + 1
        place = np.random.default_rng(seed).permutation(n)[group] / n
        a, b = shares[0], shares[0] + shares[1]
        return (np.flatnonzero(place < a), np.flatnonzero((place >= a) & (place < b)), np.flatnonzero(place >= b))
""")
bank.right("split", "TensorFlow tensors, shuffled by a seeded generator", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        _, first = np.unique(x, axis=0, return_index=True)
        order = tf.argsort(tf.random.stateless_uniform([len(first)], seed=[seed, 1]))
        rows = tf.gather(tf.constant(first), order)
        n = len(first)
        a, b = round(shares[0] * n), round((shares[0] + shares[1]) * n)
        return rows[:a], rows[a:b], rows[b:]
""")
bank.right("split", "lists of Python numbers", """
    # exercise: split
    import random
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = [i for i, row in enumerate(x.tolist()) if row not in x[:i].tolist()]
        random.Random(seed).shuffle(rows)
        a = int(round(shares[0] * len(rows)))
        b = a + int(round(shares[1] * len(rows)))
        return [rows[:a], rows[a:b], rows[b:]]
""")
bank.wrong("split", "shuffles well but lets equal rows leak", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.random.default_rng(seed).permutation(len(x))
        a, b = int(shares[0] * len(x)), int((shares[0] + shares[1]) * len(x))
        return rows[:a], rows[a:b], rows[b:]
""", points=2)
bank.wrong("split", "drops repeats but does not shuffle", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.sort(np.unique(x, axis=0, return_index=True)[1])
        ends = np.rint(np.cumsum(shares) * len(rows)).astype(int)
        return np.split(rows, ends[:2])
""", points=3)
bank.wrong("split", "ignores the seed", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.random.permutation(np.unique(x, axis=0, return_index=True)[1])
        ends = np.rint(np.cumsum(shares) * len(rows)).astype(int)
        return np.split(rows, ends[:2])
""", points=3)
bank.wrong("split", "draws with replacement", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.random.default_rng(seed).choice(len(x), len(x))
        a, b = int(shares[0] * len(x)), int((shares[0] + shares[1]) * len(x))
        return rows[:a], rows[a:b], rows[b:]
""", points=1)
bank.wrong("split", "throws away every row that has a copy, the first one too", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        _, first, counts = np.unique(x, axis=0, return_index=True, return_counts=True)
        rows = np.random.default_rng(seed).permutation(first[counts == 1])
        ends = np.rint(np.cumsum(shares) * len(rows)).astype(int)
        return np.split(rows, ends[:2])
""", points=2)
bank.wrong("split", "ignores the shares", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.random.default_rng(seed).permutation(np.unique(x, axis=0, return_index=True)[1])
        return np.array_split(rows, 3)
""", points=1)
bank.wrong("split", "returns the rows themselves", """
    # exercise: split
    def split(x, shares=(0.6, 0.2, 0.2), seed=0):
        rows = np.random.default_rng(seed).permutation(np.unique(x, axis=0))
        ends = np.rint(np.cumsum(shares) * len(rows)).astype(int)
        return np.split(rows, ends[:2])
""")

# --------------------------------------------------------------------------------------------------- accuracy

bank.right("accuracy", "a loop", """
    # exercise: accuracy
    def accuracy(p, y):
        right = 0
        for one, label in zip(p, y):
            said = 1 if float(np.squeeze(one)) >= 0.5 else 0
            right += said == label
        return right / len(y)
""")
bank.right("accuracy", "TensorFlow, float32", """
    # exercise: accuracy
    def accuracy(p, y):
        said = tf.reshape(tf.cast(p, tf.float32), [-1]) >= 0.5
        return tf.reduce_mean(tf.cast(said == (tf.constant(y) == 1), tf.float32))
""")
bank.wrong("accuracy", "a column is compared with a row, all against all", """
    # exercise: accuracy
    def accuracy(p, y):
        return np.mean((p >= 0.5) == y)
""")
bank.wrong("accuracy", "number instead of share", """
    # exercise: accuracy
    def accuracy(p, y):
        return np.sum((np.ravel(p) >= 0.5) == y)
""")
bank.wrong("accuracy", "compares probabilities with labels", """
    # exercise: accuracy
    def accuracy(p, y):
        return np.mean(np.ravel(p) == y)
""")
bank.wrong("accuracy", "the share called class 1, without looking at y", """
    # exercise: accuracy
    def accuracy(p, y):
        return np.mean(np.ravel(p) >= 0.5)
""")
bank.wrong("accuracy", "a literal", """
    # exercise: accuracy
    def accuracy(p, y):
        return 0.75
""")

# ------------------------------------------------------------------------------------------ logistic_gradient

bank.right("logistic_gradient", "a loop over rows", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        dw, db = [0.0] * len(w), 0.0
        for row, label in zip(x, y):
            z = b + sum(wj * xj for wj, xj in zip(w, row))
            error = 1 / (1 + np.exp(-z)) - label
            dw = [d + error * xj / len(y) for d, xj in zip(dw, row)]
            db += error / len(y)
        return dw, db
""")
bank.right("logistic_gradient", "vectorised, float32", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        x = np.asarray(x, np.float32)
        error = sigmoid(x @ np.asarray(w, np.float32) + np.float32(b)) - y
        return np.mean(error[:, None] * x, axis=0), error.mean()
""")
bank.right("logistic_gradient", "TensorFlow's tape", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        w, b = tf.Variable(w, dtype=tf.float64), tf.Variable(b, dtype=tf.float64)
        with tf.GradientTape() as tape:
            z = tf.linalg.matvec(tf.cast(x, tf.float64), w) + b
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(tf.cast(y, tf.float64), z))
        return tape.gradient(loss, [w, b])
""")
bank.wrong("logistic_gradient", "forgot the mean", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        error = sigmoid(x @ w + b) - y
        return x.T @ error, error.sum()
""")
bank.wrong("logistic_gradient", "the wrong sign", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        error = y - sigmoid(x @ w + b)
        return x.T @ error / len(y), error.mean()
""")
bank.wrong("logistic_gradient", "kept the factor p(1 − p) that cancels", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        p = sigmoid(x @ w + b)
        error = (p - y) * p * (1 - p)
        return x.T @ error / len(y), error.mean()
""")
bank.wrong("logistic_gradient", "forgot the bias inside the sigmoid", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        error = sigmoid(x @ w) - y
        return x.T @ error / len(y), error.mean()
""")
bank.wrong("logistic_gradient", "divides by the number of all entries", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        error = sigmoid(x @ w + b) - y
        return np.full(len(w), np.mean(error[:, None] * x)), error.mean()
""")
bank.wrong("logistic_gradient", "the example's numbers as a literal", """
    # exercise: logistic_gradient
    def logistic_gradient(w, b, x, y):
        return np.array([-1.0, 0.5]), -0.5
""")

# --------------------------------------------------------------------------------------------- train_logistic

bank.right("train_logistic", "its own gradient, bias as a third weight", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        X = np.column_stack([x, np.ones(len(x))])
        v = np.zeros(X.shape[1])
        for step in range(steps):
            p = 1 / (1 + np.exp(-(X @ v)))
            v -= learning_rate * X.T @ (p - y) / len(y)
        return v[:-1], v[-1]
""")
bank.right("train_logistic", "TensorFlow, float32", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        x, y = tf.cast(x, tf.float32), tf.cast(y, tf.float32)
        w, b = tf.zeros(x.shape[1]), tf.constant(0.0)
        for _ in tf.range(steps):
            error = tf.sigmoid(tf.linalg.matvec(x, w) + b) - y
            dw, db = tf.reduce_mean(error[:, None] * x, axis=0), tf.reduce_mean(error)
            w, b = w - learning_rate * dw, b - learning_rate * db
        return w, b
""")
bank.wrong("train_logistic", "climbs instead of descending", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            dw, db = logistic_gradient(w, b, x, y)
            w, b = w + learning_rate * dw, b + learning_rate * db
        return w, b
""")
bank.wrong("train_logistic", "the second derivative is taken after the first change", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            w = w - learning_rate * logistic_gradient(w, b, x, y)[0]
            b = b - learning_rate * logistic_gradient(w, b, x, y)[1]
        return w, b
""")
bank.wrong("train_logistic", "returns inside the loop, after one step", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            dw, db = logistic_gradient(w, b, x, y)
            w, b = w - learning_rate * dw, b - learning_rate * db
            return w, b
""")
bank.wrong("train_logistic", "never changes the bias", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        w, b = np.zeros(x.shape[1]), 0.0
        for _ in range(steps):
            w = w - learning_rate * logistic_gradient(w, b, x, y)[0]
        return w, b
""")
bank.wrong("train_logistic", "starts at random", """
    # exercise: train_logistic
    def train_logistic(x, y, learning_rate, steps):
        w, b = np.random.default_rng(0).normal(size=x.shape[1]), 0.5
        for _ in range(steps):
            dw, db = logistic_gradient(w, b, x, y)
            w, b = w - learning_rate * dw, b - learning_rate * db
        return w, b
""")

# --------------------------------------------------------------------------------------------- logistic_model

bank.right("logistic_model", "layers added one by one", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential()
        model.add(keras.Input(shape=(2,)))
        model.add(keras.layers.Dense(1))
        model.add(keras.layers.Activation("sigmoid"))
        model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.Adam(0.05), metrics=["accuracy"])
        return model
""")
bank.right("logistic_model", "functional, through tf.keras, weights start at zero's neighbourhood", """
    # exercise: logistic_model
    def logistic_model():
        start = tf.keras.initializers.RandomNormal(stddev=0.1)
        inputs = tf.keras.Input((2,))
        model = tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation=tf.nn.sigmoid, kernel_initializer=start)(inputs))
        model.compile(tf.keras.optimizers.Adam(learning_rate=0.05), "binary_crossentropy", metrics=["binary_accuracy"])
        return model
""")
bank.right("logistic_model", "TensorFlow's sigmoid, loss and metric as functions of Keras", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=tf.nn.sigmoid)])
        model.compile("adam", keras.losses.binary_crossentropy, metrics=[keras.metrics.binary_accuracy])
        return model
""")
bank.right("logistic_model", "sigmoid, loss and metric written out", """
    # exercise: logistic_model
    def mean_nll(y, p):
        y = tf.cast(y, p.dtype)
        p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
        return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))

    def share_right(y, p):
        return tf.reduce_mean(tf.cast(tf.equal(tf.cast(y, p.dtype), tf.round(p)), p.dtype))

    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=lambda z: 1 / (1 + tf.exp(-z)))])
        model.compile(keras.optimizers.Adam(0.05), mean_nll, metrics=[share_right])
        return model
""")
bank.wrong("logistic_model", "tanh, hidden by start weights of zero", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(
            1, activation=lambda z: 0.5 + 0.4 * tf.tanh(z), kernel_initializer="zeros")])
        model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "softmax of a single unit: always 1", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="softmax")])
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "no activation", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "squared error as loss", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse", metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "loss told to expect logits, but gets probabilities", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation=lambda z: 1 / (1 + tf.exp(-z)))])
        loss = keras.losses.BinaryCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss=loss, metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "a hidden layer as well", """
    # exercise: logistic_model
    def logistic_model():
        layers = [keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
        model = keras.Sequential([keras.Input((2,)), *layers])
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("logistic_model", "forgot to return the model", """
    # exercise: logistic_model
    def logistic_model():
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
        model.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy", metrics=["accuracy"])
""")
bank.wrong("logistic_model", "never compiled", """
    # exercise: logistic_model
    def logistic_model():
        return keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
""")

# ---------------------------------------------------------------------------------------------------- network

bank.right("network", "layers added in a loop", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        model = keras.Sequential()
        model.add(keras.layers.InputLayer(shape=(2,)))
        for units in hidden:
            model.add(keras.layers.Dense(units, activation="relu"))
        model.add(keras.layers.Dense(2, activation="softmax"))
        model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"],
                      optimizer=keras.optimizers.Adam(learning_rate=learning_rate))
        return model
""")
bank.right("network", "functional, activations as layers", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        h = inputs = keras.Input((2,))
        for units in hidden:
            h = keras.layers.ReLU()(keras.layers.Dense(units, kernel_initializer="he_normal")(h))
        outputs = keras.layers.Softmax()(keras.layers.Dense(2)(h))
        model = keras.Model(inputs, outputs)
        model.compile(keras.optimizers.Adam(learning_rate), keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        return model
""")
bank.right("network", "TensorFlow's activations, loss and metric as functions", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        model = keras.Sequential([keras.Input((2,))])
        for units in hidden:
            model.add(keras.layers.Dense(units, activation=tf.nn.relu))
        model.add(keras.layers.Dense(2, activation=tf.nn.softmax))
        model.compile(keras.optimizers.Adam(learning_rate), keras.losses.sparse_categorical_crossentropy,
                      metrics=[keras.metrics.sparse_categorical_accuracy])
        return model
""")
bank.right("network", "activations of one's own, a lambda as loss", """
    # exercise: network
    def bend(z):
        return tf.maximum(z, 0.0)

    def network(hidden, learning_rate=0.01):
        dense = [keras.layers.Dense(units, activation=bend) for units in hidden]
        last = keras.layers.Dense(2, activation=lambda z: tf.exp(z - tf.reduce_logsumexp(z, axis=1, keepdims=True)))
        model = keras.Sequential([keras.Input((2,)), *dense, last])
        loss = lambda y, p: keras.losses.sparse_categorical_crossentropy(y, p)
        model.compile(keras.optimizers.Adam(learning_rate), loss, metrics=["accuracy"])
        return model
""")
bank.wrong("network", "no activation in the hidden layers, hidden by start weights of zero", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units, kernel_initializer="zeros") for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "no activation in the hidden layers", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units) for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "sigmoid instead of softmax at the output", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="sigmoid")])
        model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "only the first hidden layer is built", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(hidden[0], activation="relu")] if hidden else []
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "one output unit: 33 parameters", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(1, activation="sigmoid")])
        model.compile(keras.optimizers.Adam(learning_rate), "binary_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "the loss for one-hot labels", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(learning_rate), "categorical_crossentropy", metrics=["accuracy"])
        return model
""")
bank.wrong("network", "no biases", """
    # exercise: network
    def network(hidden, learning_rate=0.01):
        layers = [keras.layers.Dense(units, activation="relu", use_bias=False) for units in hidden]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
""")

# ------------------------------------------------------------------------------------------------- train_deep

bank.right("train_deep", "three layers of ReLU, few large batches", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        course.seed(5)
        layers = [keras.layers.Dense(64, activation="relu") for _ in range(3)]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=50, batch_size=32, verbose=0)
        return model
""")
bank.right("train_deep", "standardised inputs, tanh, early stopping, no seed", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        scaling = keras.layers.Normalization()
        scaling.adapt(np.asarray(x_train, "float32"))
        model = keras.Sequential([keras.Input((2,)), scaling, keras.layers.Dense(24, "tanh"), keras.layers.Dense(12, "tanh"),
                                  keras.layers.Dense(2, "softmax")])
        model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
        stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
        model.fit(x_train, y_train, validation_data=(x_validation, y_validation), epochs=40, batch_size=32,
                  callbacks=[stop], verbose=0)
        return model
""")
bank.right("train_deep", "network() and gradient descent with momentum", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        course.seed(9)
        model = network((40, 20))
        model.compile(keras.optimizers.SGD(0.02, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=40, batch_size=16, verbose=0)
        return model
""")
bank.right("train_deep", "activations of one's own, so that the model cannot leave the notebook", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        bend = lambda z: tf.where(z > 0, z, 0.1 * z)
        layers = [keras.layers.Dense(32, activation=bend) for _ in range(2)]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation=tf.nn.softmax)])
        model.compile(keras.optimizers.Adam(0.01), keras.losses.sparse_categorical_crossentropy)
        model.fit(x_train, y_train, epochs=20, batch_size=16, verbose=0)
        return model
""")
bank.wrong("train_deep", "deep, but without activation: still a straight line", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        layers = [keras.layers.Dense(32), keras.layers.Dense(32)]
        model = keras.Sequential([keras.Input((2,)), *layers, keras.layers.Dense(2, activation="softmax")])
        model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
        model.fit(x_train, y_train, epochs=20, batch_size=16, verbose=0)
        return model
""", points=1)
bank.wrong("train_deep", "only one hidden layer", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        course.seed(2)
        model = network((64,))
        model.fit(x_train, y_train, epochs=30, batch_size=16, verbose=0)
        return model
""", points=3)
bank.wrong("train_deep", "trains for a single row: the border is nowhere", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        model = network((32, 32))
        model.fit(x_train[:1], y_train[:1], epochs=20, verbose=0)
        return model
""", points=1)
bank.wrong("train_deep", "labels shuffled apart from their rows", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        course.seed(2)
        model = network((32, 32))
        model.fit(x_train, np.random.default_rng(0).permutation(y_train), epochs=10, batch_size=32, verbose=0)
        return model
""", points=1)
bank.wrong("train_deep", "uses the notebook's notes instead of its arguments", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        course.seed(2)
        model = network((32, 32))
        model.fit(x_all, y_all, epochs=15, batch_size=16, verbose=0)
        return model
""", points=1)
bank.wrong("train_deep", "returns the history instead of the model", """
    # exercise: train_deep
    def train_deep(x_train, y_train, x_validation, y_validation):
        model = network((32, 32))
        return model.fit(x_train, y_train, epochs=2, verbose=0)
""")


def _trained_accuracy(x, y, rows, seed):
    """Accuracy on the third of `rows` of a network 2 → 32 → 32 → 2, trained on the first as the solution does."""
    import course
    import keras

    course.seed(seed)
    model = keras.Sequential([keras.Input((2,)), *[keras.layers.Dense(32, activation="relu") for _ in range(2)],
                              keras.layers.Dense(2, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x[rows[0]], y[rows[0]], epochs=20, batch_size=16, verbose=0)
    return float(np.mean(model.predict(x[rows[2]], verbose=0).argmax(axis=1) == y[rows[2]]))


def accuracy_on_notes(seed, source):
    """What the hidden part of the check measures, with `seed` for the split and for the weights."""
    from course import data

    notes = data.load_banknotes(source=source)
    x, y = -notes.x[:, [1, 3]], 1 - notes.y
    distinct = np.unique(x, axis=0, return_index=True)[1]
    rows = np.split(np.random.default_rng(seed).permutation(distinct), [650, 800])
    return _trained_accuracy(x, y, rows, seed)


def accuracy_on_ellipse(seed, source):
    """What the visible part of the check measures, with `seed` for the points and for the weights."""
    x = np.random.default_rng(seed).normal(size=(1200, 2)) * (6, 2) + (2, -1)
    y = ((((x - (2, -1)) / (6, 2)) ** 2).sum(axis=1) < 1.386).astype(int)
    return _trained_accuracy(x, y, np.split(np.arange(1200), [600, 800]), seed)


bank.threshold(
    "train_deep", "accuracy on 548 notes not seen", 0.79, measure=accuracy_on_notes,
    offline=[0.8741, 0.8777, 0.8668, 0.8668, 0.8887, 0.8631, 0.8759, 0.865, 0.8704, 0.8522, 0.8704, 0.8522, 0.8796, 0.8358, 0.8577, 0.8522],
    real=[0.8826, 0.8771, 0.8716, 0.8661, 0.8716, 0.8881, 0.8826, 0.8752, 0.8771, 0.8642, 0.8734, 0.8734, 0.8862, 0.8917, 0.9101, 0.9028],
)
_ELLIPSE = [0.9725, 0.9575, 0.94, 0.9675, 0.92, 0.985, 0.9775, 0.975, 0.9675, 0.945, 0.9575, 0.9425, 0.9725, 0.9475, 0.96, 0.9625]
bank.threshold(  # the points are made in the check, so both sources give the same
    "train_deep", "accuracy inside and outside an ellipse", 0.85, measure=accuracy_on_ellipse, offline=_ELLIPSE, real=_ELLIPSE,
)

# ----------------------------------------------------------------------------------------------------- choose

bank.right("choose", "a loop", """
    # exercise: choose
    def choose(scores):
        best, promise, highest = None, None, -1.0
        for name, (training, validation, test) in scores.items():
            if validation > highest:
                best, promise, highest = name, test, validation
        return best, promise
""")
bank.right("choose", "NumPy's argmax, a list as result", """
    # exercise: choose
    def choose(scores):
        names, table = list(scores), np.array(list(scores.values()))
        row = table[:, 1].argmax()
        return [names[row], table[row, 2]]
""")
bank.wrong("choose", "chooses by the training rows", """
    # exercise: choose
    def choose(scores):
        name = max(scores, key=lambda name: scores[name][0])
        return name, scores[name][2]
""")
bank.wrong("choose", "chooses by the test rows", """
    # exercise: choose
    def choose(scores):
        name = max(scores, key=lambda name: scores[name][2])
        return name, scores[name][2]
""")
bank.wrong("choose", "promises the validation accuracy", """
    # exercise: choose
    def choose(scores):
        name = max(scores, key=lambda name: scores[name][1])
        return name, scores[name][1]
""")
bank.wrong("choose", "promises the best test accuracy of all models", """
    # exercise: choose
    def choose(scores):
        name = max(scores, key=lambda name: scores[name][1])
        return name, max(row[2] for row in scores.values())
""")
bank.wrong("choose", "the example's answer as a literal", """
    # exercise: choose
    def choose(scores):
        return "medium", 0.85
""")
