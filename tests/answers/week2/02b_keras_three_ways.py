"""Answers to week2/02b_keras_three_ways. Nothing in this lesson's checks is random beyond initial weights."""

from autograder.trials.bank import Bank

bank = Bank("week2/02b_keras_three_ways")

# --- order_and_shape

bank.right("order_and_shape", "walks into the lists", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        shape = ()
        while isinstance(nested, list):
            shape += (len(nested),)
            nested = nested[0]
        return len(shape), shape
''')
bank.right("order_and_shape", "recursion, a list comes back", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        if not isinstance(nested, list):
            return [0, []]
        order, shape = order_and_shape(nested[0])
        return [order + 1, [len(nested)] + shape]
''')
bank.right("order_and_shape", "TensorFlow, float32", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = tf.constant(nested, tf.float32)
        return int(tf.rank(tensor)), tuple(tensor.shape)
''')
bank.wrong("order_and_shape", "a bare number counts as a vector", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = np.atleast_1d(nested)
        return tensor.ndim, tensor.shape
''', points=1)
bank.wrong("order_and_shape", "number of entries taken for the order", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = np.array(nested)
        return tensor.size, tensor.shape
''')
bank.wrong("order_and_shape", "shape from the inside out", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = np.array(nested)
        return tensor.ndim, tensor.shape[::-1]
''')
bank.wrong("order_and_shape", "a vector is a matrix with one row", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = np.atleast_2d(nested)
        return tensor.ndim, tensor.shape
''')
bank.wrong("order_and_shape", "rank of the matrix, as in algebra", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        tensor = np.array(nested)
        return int(np.linalg.matrix_rank(tensor)), tensor.shape
''')
bank.wrong("order_and_shape", "the example as a literal", '''
    # exercise: order_and_shape
    def order_and_shape(nested):
        return 2, (2, 3)
''')

# --- to_batch

bank.right("to_batch", "a loop that fills an array, float32", '''
    # exercise: to_batch
    def to_batch(images):
        first = images[0]
        channels = first.shape[2] if first.ndim == 3 else 1
        batch = np.zeros((len(images), first.shape[0], first.shape[1], channels), dtype="float32")
        for number, image in enumerate(images):
            batch[number] = image.reshape(first.shape[0], first.shape[1], channels)
        return batch
''')
bank.right("to_batch", "TensorFlow", '''
    # exercise: to_batch
    def to_batch(images):
        batch = tf.stack(images)
        return tf.expand_dims(batch, -1) if len(batch.shape) == 3 else batch
''')
bank.right("to_batch", "nested lists come back", '''
    # exercise: to_batch
    def to_batch(images):
        return [image.tolist() if image.ndim == 3 else image[:, :, np.newaxis].tolist() for image in images]
''')
bank.wrong("to_batch", "channels first", '''
    # exercise: to_batch
    def to_batch(images):
        batch = np.stack(images)
        return batch[:, None] if batch.ndim == 3 else np.moveaxis(batch, -1, 1)
''')
bank.wrong("to_batch", "no channel axis for grey images", '''
    # exercise: to_batch
    def to_batch(images):
        return np.array(images)
''', points=1)
bank.wrong("to_batch", "examples last", '''
    # exercise: to_batch
    def to_batch(images):
        batch = np.stack(images, axis=-1)
        return batch[:, :, None] if batch.ndim == 3 else batch
''')
bank.wrong("to_batch", "every image made grey", '''
    # exercise: to_batch
    def to_batch(images):
        return np.stack([image if image.ndim == 2 else image.mean(axis=2) for image in images])[..., None]
''', points=1)
bank.wrong("to_batch", "stacked along another axis and forced into shape", '''
    # exercise: to_batch
    def to_batch(images):
        batch = np.stack(images, axis=-1)
        shape = images[0].shape
        return batch.reshape(len(images), shape[0], shape[1], shape[2] if len(shape) == 3 else 1)
''')
bank.wrong("to_batch", "images joined into one tall picture", '''
    # exercise: to_batch
    def to_batch(images):
        return np.concatenate(images)[None, ..., None]
''')

# --- accuracy_of

bank.right("accuracy_of", "a loop", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        right = 0
        for row, target in zip(probabilities, targets):
            if row.argmax() == target:
                right += 1
        return right / len(targets)
''')
bank.right("accuracy_of", "TensorFlow, float32", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        hits = tf.equal(tf.argmax(probabilities, axis=1), tf.cast(targets, tf.int64))
        return tf.reduce_mean(tf.cast(hits, tf.float32))
''')
bank.wrong("accuracy_of", "axis swapped", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        best = np.argmax(probabilities, axis=0)
        return np.mean(best[:len(targets)] == targets[:len(best)])
''')
bank.wrong("accuracy_of", "a count, not a share", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        return np.sum(np.argmax(probabilities, axis=1) == targets)
''')
bank.wrong("accuracy_of", "mean probability of the right class", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        return probabilities[np.arange(len(targets)), targets].mean()
''')
bank.wrong("accuracy_of", "right only above one half", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        return np.mean(probabilities[np.arange(len(targets)), targets] > 0.5)
''')
bank.wrong("accuracy_of", "share of the wrong ones", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        return np.mean(np.argmax(probabilities, axis=1) != targets)
''')
bank.wrong("accuracy_of", "the example as a literal", '''
    # exercise: accuracy_of
    def accuracy_of(probabilities, targets):
        return 0.5
''')

# --- count_parameters

bank.right("count_parameters", "a loop over positions", '''
    # exercise: count_parameters
    def count_parameters(widths):
        total = 0
        for i in range(1, len(widths)):
            total += (widths[i - 1] + 1) * widths[i]
        return total
''')
bank.right("count_parameters", "vectorised", '''
    # exercise: count_parameters
    def count_parameters(widths):
        w = np.array(widths)
        return (w[:-1] * w[1:]).sum() + w[1:].sum()
''')
bank.right("count_parameters", "TensorFlow, whole numbers", '''
    # exercise: count_parameters
    def count_parameters(widths):
        w = tf.constant(widths)
        return tf.tensordot(w[:-1] + 1, w[1:], axes=1)
''')
bank.wrong("count_parameters", "biases forgotten", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return sum(a * b for a, b in zip(widths, widths[1:]))
''')
bank.wrong("count_parameters", "a bias for each input instead of each unit", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return sum(a * b + a for a, b in zip(widths, widths[1:]))
''')
bank.wrong("count_parameters", "one bias for a layer", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return sum(a * b + 1 for a, b in zip(widths, widths[1:]))
''')
bank.wrong("count_parameters", "the inputs get biases too", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return sum(a * b for a, b in zip(widths, widths[1:])) + sum(widths)
''')
bank.wrong("count_parameters", "units instead of parameters", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return sum(widths[1:])
''')
bank.wrong("count_parameters", "the examples as literals", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return 220 if len(widths) == 2 else 850
''')

# --- sequential_model

bank.right("sequential_model", "a list of layers, accuracy as an object", '''
    # exercise: sequential_model
    def sequential_model(widths):
        parts_of_net = [keras.Input((widths[0],))]
        parts_of_net += [layers.Dense(w, "relu") for w in widths[1:-1]]
        parts_of_net += [layers.Dense(widths[-1], "softmax")]
        model = keras.Sequential(parts_of_net)
        model.compile(optimizer=keras.optimizers.Adam(), loss=keras.losses.SparseCategoricalCrossentropy(),
                      metrics=[keras.metrics.SparseCategoricalAccuracy()])
        return model
''')
bank.right("sequential_model", "the functional way, activations as layers", '''
    # exercise: sequential_model
    def sequential_model(widths):
        inputs = keras.Input(shape=(widths[0],))
        x = inputs
        for w in widths[1:-1]:
            x = layers.Activation("relu")(layers.Dense(w)(x))
        outputs = layers.Softmax()(layers.Dense(widths[-1])(x))
        model = keras.Model(inputs, outputs)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.right("sequential_model", "TensorFlow's activations, loss and metric as functions", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation=tf.nn.relu))
        model.add(layers.Dense(widths[-1], activation=tf.nn.softmax))
        model.compile("adam", keras.losses.sparse_categorical_crossentropy, metrics=[keras.metrics.sparse_categorical_accuracy])
        return model
''')
bank.right("sequential_model", "activations of one's own", '''
    # exercise: sequential_model
    def relu(z):
        return tf.maximum(z, 0.0)

    def softmax(z):
        e = tf.exp(z - tf.reduce_max(z, axis=1, keepdims=True))
        return e / tf.reduce_sum(e, axis=1, keepdims=True)

    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation=relu))
        model.add(layers.Dense(widths[-1], activation=softmax))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("sequential_model", "sigmoid inside, hidden by start weights of zero", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation="sigmoid", kernel_initializer="zeros"))
        model.add(layers.Dense(widths[-1], activation="softmax", kernel_initializer="zeros"))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("sequential_model", "a function named relu that is none", '''
    # exercise: sequential_model
    def relu(z):
        return tf.abs(z)

    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation=relu))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("sequential_model", "not compiled", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation="relu"))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        return model
''', points=2)
bank.wrong("sequential_model", "the loss for one-hot targets", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation="relu"))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("sequential_model", "no softmax, and the loss does not know", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation="relu"))
        model.add(layers.Dense(widths[-1]))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=1)
bank.wrong("sequential_model", "ReLU forgotten: a stack of straight lines", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("sequential_model", "a layer for the inputs too", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[:-1]:
            model.add(layers.Dense(w, activation="relu"))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=1)
bank.wrong("sequential_model", "the network of the lesson, whatever the widths", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((10,)), layers.Dense(20, activation="relu"),
                                  layers.Dense(20, activation="relu"), layers.Dense(10, activation="softmax")])
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("sequential_model", "no metric", '''
    # exercise: sequential_model
    def sequential_model(widths):
        model = keras.Sequential([keras.Input((widths[0],))])
        for w in widths[1:-1]:
            model.add(layers.Dense(w, activation="relu"))
        model.add(layers.Dense(widths[-1], activation="softmax"))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        return model
''', points=2)

# --- functional_model

bank.right("functional_model", "one name for every tensor", '''
    # exercise: functional_model
    def functional_model():
        inputs = x = keras.Input(shape=(10,))
        for units in (20, 20):
            x = layers.Dense(units, activation="relu")(x)
        model = keras.Model(inputs, layers.Dense(10, activation="softmax")(x))
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        return model
''')
bank.right("functional_model", "tf.keras, each tensor with its own name", '''
    # exercise: functional_model
    def functional_model():
        sensors = tf.keras.Input((10,))
        first = tf.keras.layers.Dense(20, "relu")(sensors)
        second = tf.keras.layers.Dense(20, "relu")(first)
        verdict = tf.keras.layers.Dense(10, "softmax")(second)
        model = tf.keras.Model(sensors, verdict)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
        return model
''')
bank.right("functional_model", "activations and loss as functions of Keras", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation=keras.activations.relu)(sensors)
        x = layers.Dense(20, activation=keras.ops.relu)(x)
        model = keras.Model(sensors, layers.Dense(10, activation=keras.activations.softmax)(x))
        model.compile(keras.optimizers.Adam(), keras.losses.sparse_categorical_crossentropy, metrics=["accuracy"])
        return model
''')
bank.right("functional_model", "a lambda as loss and as metric", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation=lambda z: tf.nn.relu(z))(sensors)
        x = layers.Dense(20, activation="relu")(x)
        model = keras.Model(sensors, layers.Dense(10, activation="softmax")(x))
        model.compile(
            "adam", lambda y, p: keras.losses.sparse_categorical_crossentropy(y, p),
            metrics=[lambda y, p: keras.metrics.sparse_categorical_accuracy(y, p)])
        return model
''')
bank.wrong("functional_model", "no activation inside, hidden by start weights of zero", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, kernel_initializer="zeros")(sensors)
        x = layers.Dense(20, kernel_initializer="zeros")(x)
        model = keras.Model(sensors, layers.Dense(10, activation="softmax", kernel_initializer="zeros")(x))
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("functional_model", "only the first mistake mended", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation="relu")(sensors)
        x = layers.Dense(20, activation="relu")(x)
        verdict = layers.Dense(10, activation="softmax")(x)
        return keras.Model(inputs=sensors, outputs=verdict)
''', points=2)
bank.wrong("functional_model", "only the second mistake mended", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation="relu")(x)
        x = layers.Dense(20, activation="relu")(x)
        verdict = layers.Dense(10, activation="softmax")(x)
        model = keras.Model(inputs=sensors, outputs=verdict)
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("functional_model", "an x made up: a second input that leads nowhere", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = keras.Input(shape=(10,))
        x = layers.Dense(20, activation="relu")(x)
        x = layers.Dense(20, activation="relu")(x)
        verdict = layers.Dense(10, activation="softmax")(x)
        model = keras.Model(inputs=sensors, outputs=verdict)
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("functional_model", "every layer called on the sensors", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation="relu")(sensors)
        x = layers.Dense(20, activation="relu")(sensors)
        verdict = layers.Dense(10, activation="softmax")(x)
        model = keras.Model(inputs=sensors, outputs=verdict)
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=1)
bank.wrong("functional_model", "squared error for a classification", '''
    # exercise: functional_model
    def functional_model():
        sensors = keras.Input(shape=(10,))
        x = layers.Dense(20, activation="relu")(sensors)
        x = layers.Dense(20, activation="relu")(x)
        verdict = layers.Dense(10, activation="softmax")(x)
        model = keras.Model(inputs=sensors, outputs=verdict)
        model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
        return model
''', points=2)

# --- skip_model

bank.right("skip_model", "the input first, accuracy as an object", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        x_in = keras.Input((n_in,))
        h = layers.Dense(n_hidden, "relu")(x_in)
        out = layers.Dense(n_classes, "softmax")(layers.Concatenate()([x_in, h]))
        model = keras.Model(x_in, out)
        model.compile("adam", keras.losses.SparseCategoricalCrossentropy(), metrics=[keras.metrics.SparseCategoricalAccuracy()])
        return model
''')
bank.right("skip_model", "activations as layers of their own", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        x = layers.Dense(n_hidden)(inputs)
        x = layers.ReLU()(x)
        x = layers.concatenate([x, inputs], axis=1)
        x = layers.Dense(n_classes)(x)
        model = keras.Model(inputs, layers.Softmax()(x))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.right("skip_model", "loss and activations as functions", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        hidden = layers.Dense(n_hidden, activation=tf.nn.relu)(inputs)
        both = layers.concatenate([hidden, inputs])
        model = keras.Model(inputs, layers.Dense(n_classes, activation=lambda z: tf.nn.softmax(z))(both))
        model.compile("adam", keras.losses.sparse_categorical_crossentropy, metrics=["accuracy"])
        return model
''')
bank.wrong("skip_model", "no short cut", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        hidden = layers.Dense(n_hidden, activation="relu")(inputs)
        model = keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(hidden))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=1)
bank.wrong("skip_model", "added instead of put side by side", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        hidden = layers.Dense(n_hidden, activation="relu")(inputs)
        model = keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(layers.Add()([hidden, inputs])))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("skip_model", "not compiled", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        hidden = layers.Dense(n_hidden, activation="relu")(inputs)
        both = layers.Concatenate()([hidden, inputs])
        return keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(both))
''', points=2)
bank.wrong("skip_model", "ReLU after the concatenation: it clips the input too", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        both = layers.Concatenate()([layers.Dense(n_hidden)(inputs), inputs])
        both = layers.ReLU()(both)
        model = keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(both))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("skip_model", "hidden layer without ReLU", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        both = layers.Concatenate()([layers.Dense(n_hidden)(inputs), inputs])
        model = keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(both))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("skip_model", "the short cut ends behind the softmax", '''
    # exercise: skip_model
    def skip_model(n_in, n_hidden, n_classes):
        inputs = keras.Input(shape=(n_in,))
        hidden = layers.Dense(n_hidden, activation="relu")(inputs)
        p = layers.Dense(n_classes, activation="softmax")(hidden)
        model = keras.Model(inputs, layers.Concatenate()([p, inputs]))
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')

# --- subclass_model

bank.right("subclass_model", "the number of repeats kept in self, the class outside the function", '''
    # exercise: subclass_model
    class Net(keras.Model):
        def __init__(self, repeats):
            super().__init__()
            self.repeats = repeats
            self.a = layers.Dense(20, activation="relu")
            self.b = layers.Dense(20, activation="relu")
            self.c = layers.Dense(10, activation="softmax")

        def call(self, x):
            x = self.a(x)
            for _ in range(self.repeats):
                x = self.b(x)
            return self.c(x)


    def subclass_model(repeats=1):
        model = Net(repeats)
        model.compile(optimizer=keras.optimizers.Adam(0.01), loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        return model
''')
bank.right("subclass_model", "TensorFlow's functions for the activations, built at once", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class Net(keras.Model):
            def __init__(self):
                super().__init__()
                self.first, self.second, self.last = layers.Dense(20), layers.Dense(20), layers.Dense(10)

            def call(self, inputs, training=False):
                x = tf.nn.relu(self.first(inputs))
                count = 0
                while count < repeats:
                    x = tf.nn.relu(self.second(x))
                    count += 1
                return tf.nn.softmax(self.last(x))

        model = Net()
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        model(np.zeros((1, 10)))
        return model
''')
bank.wrong("subclass_model", "not compiled", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                x = self.hidden_1(inputs)
                for _ in range(repeats):
                    x = self.hidden_2(x)
                return self.verdict(x)

        return SensorNet()
''', points=3)
bank.wrong("subclass_model", "x still used before it exists", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                x = self.hidden_1(x)
                for _ in range(repeats):
                    x = self.hidden_2(x)
                return self.verdict(x)

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("subclass_model", "repeats ignored", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                return self.verdict(self.hidden_2(self.hidden_1(inputs)))

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=3)
bank.wrong("subclass_model", "once too often: the loop comes on top of the layer", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                x = self.hidden_2(self.hidden_1(inputs))
                for _ in range(repeats):
                    x = self.hidden_2(x)
                return self.verdict(x)

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=2)
bank.wrong("subclass_model", "a new layer for every repeat", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden = [layers.Dense(20, activation="relu") for _ in range(1 + repeats)]
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                x = inputs
                for layer in self.hidden:
                    x = layer(x)
                return self.verdict(x)

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''', points=3)
bank.wrong("subclass_model", "layers made in call", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def call(self, inputs):
                x = layers.Dense(20, activation="relu")(inputs)
                for _ in range(repeats):
                    x = layers.Dense(20, activation="relu")(x)
                return layers.Dense(10, activation="softmax")(x)

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("subclass_model", "super().__init__() forgotten", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                x = self.hidden_1(inputs)
                for _ in range(repeats):
                    x = self.hidden_2(x)
                return self.verdict(x)

        model = SensorNet()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        return model
''')
bank.wrong("subclass_model", "the class instead of an object of it", '''
    # exercise: subclass_model
    def subclass_model(repeats=1):
        class SensorNet(keras.Model):
            def __init__(self):
                super().__init__()
                self.hidden_1 = layers.Dense(20, activation="relu")
                self.hidden_2 = layers.Dense(20, activation="relu")
                self.verdict = layers.Dense(10, activation="softmax")

            def call(self, inputs):
                return self.verdict(self.hidden_2(self.hidden_1(inputs)))

        return SensorNet
''')
