"""Answers to the exercises of week2/03_fcnn_mnist, and how its accuracy limit was set."""

from autograder.trials.bank import Bank

bank = Bank("week2/03_fcnn_mnist")

# --- softmax_regression

bank.right("softmax_regression", "loops", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        rows = []
        for image in x:
            logits = [sum(image[i] * W[i][k] for i in range(len(image))) + b[k] for k in range(len(b))]
            largest = max(logits)
            parts = [np.exp(z - largest) for z in logits]
            rows.append([part / sum(parts) for part in parts])
        return rows
''')
bank.right("softmax_regression", "TensorFlow, float32", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        x, W, b = (tf.cast(array, tf.float32) for array in (x, W, b))
        return tf.nn.softmax(tf.matmul(x, W) + b)
''')
bank.right("softmax_regression", "through the logarithm", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        z = np.dot(x, W) + b
        return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))
''')
bank.wrong("softmax_regression", "overflow: the largest logit is not subtracted", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        with np.errstate(all="ignore"):
            e = np.exp(x @ W + b)
            return e / e.sum(axis=1, keepdims=True)
''', points=1)
bank.wrong("softmax_regression", "sum over the images instead of the classes", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        e = np.exp(x @ W + b)
        return e / e.sum(axis=0)
''')
bank.wrong("softmax_regression", "the biases are forgotten", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        z = x @ W
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)
''')
bank.wrong("softmax_regression", "a sigmoid for each class", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        return 1 / (1 + np.exp(-(x @ W + b)))
''')
bank.wrong("softmax_regression", "the logits", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        return x @ W + b
''')
bank.wrong("softmax_regression", "the example's numbers as literals", '''
    # exercise: softmax_regression
    def softmax_regression(x, W, b):
        return np.array([[0.26894, 0.73106]])
''')

# --- most_confident_mistakes

bank.right("most_confident_mistakes", "a loop and a sort", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        mistakes = []
        for row in range(len(p)):
            guess = int(np.argmax(p[row]))
            if guess != labels[row]:
                mistakes.append((p[row][guess], row))
        mistakes.sort(reverse=True)
        return [row for _, row in mistakes[:count]]
''')
bank.right("most_confident_mistakes", "the mistakes first, then sorted", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        rows = np.flatnonzero(np.argmax(p, axis=1) != labels)
        return rows[np.argsort(np.max(p[rows], axis=1))[::-1]][:count]
''')
bank.right("most_confident_mistakes", "TensorFlow's top_k, float32", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        p = tf.cast(p, tf.float32)
        wrong = tf.argmax(p, axis=1) != tf.cast(labels, tf.int64)
        sure = tf.where(wrong, tf.reduce_max(p, axis=1), -1.0)
        number = min(count, int(tf.reduce_sum(tf.cast(wrong, tf.int32))))
        return tf.math.top_k(sure, k=number).indices
''')
bank.wrong("most_confident_mistakes", "the right images instead of the wrong ones", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        rows = np.flatnonzero(p.argmax(axis=1) == labels)
        return rows[np.argsort(-p[rows].max(axis=1))][:count]
''')
bank.wrong("most_confident_mistakes", "the least sure first", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        rows = np.flatnonzero(p.argmax(axis=1) != labels)
        return rows[np.argsort(p[rows].max(axis=1))][:count]
''')
bank.wrong("most_confident_mistakes", "sorted by the probability of the true class", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        rows = np.flatnonzero(p.argmax(axis=1) != labels)
        return rows[np.argsort(p[rows, labels[rows]])][:count]
''', points=1)
bank.wrong("most_confident_mistakes", "not sorted at all", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        return np.flatnonzero(p.argmax(axis=1) != labels)[:count]
''')
bank.wrong("most_confident_mistakes", "numbered among the mistakes only", '''
    # exercise: most_confident_mistakes
    def most_confident_mistakes(p, labels, count):
        rows = np.flatnonzero(p.argmax(axis=1) != labels)
        return np.argsort(-p[rows].max(axis=1))[:count]
''')

# --- min_max

bank.right("min_max", "float64", '''
    # exercise: min_max
    def min_max(train, new):
        train, new = np.asarray(train, dtype=float), np.asarray(new, dtype=float)
        return (new - np.min(train)) / np.ptp(train)
''')
bank.right("min_max", "a loop over the rows, a list", '''
    # exercise: min_max
    def min_max(train, new):
        low = min(float(value) for row in train for value in row)
        high = max(float(value) for row in train for value in row)
        return [[(float(value) - low) / (high - low) for value in row] for row in new]
''')
bank.right("min_max", "TensorFlow, float32", '''
    # exercise: min_max
    def min_max(train, new):
        train, new = tf.cast(train, tf.float32), tf.cast(new, tf.float32)
        low, high = tf.reduce_min(train), tf.reduce_max(train)
        return (new - low) / (high - low)
''')
bank.wrong("min_max", "minimum and maximum of the new values", '''
    # exercise: min_max
    def min_max(train, new):
        new = new.astype(float)
        return (new - new.min()) / (new.max() - new.min())
''')
bank.wrong("min_max", "minimum and maximum of training and new values together", '''
    # exercise: min_max
    def min_max(train, new):
        everything = np.concatenate([train.ravel(), new.ravel()]).astype(float)
        return (new.astype(float) - everything.min()) / (everything.max() - everything.min())
''')
bank.wrong("min_max", "uint8 wraps around", '''
    # exercise: min_max
    def min_max(train, new):
        return (new - train.min()) / (train.max() - train.min())
''', points=1)
bank.wrong("min_max", "new values cut off at 0 and 1", '''
    # exercise: min_max
    def min_max(train, new):
        low, high = float(train.min()), float(train.max())
        return np.clip((new.astype(float) - low) / (high - low), 0, 1)
''')
bank.wrong("min_max", "always divides by 255", '''
    # exercise: min_max
    def min_max(train, new):
        return new / 255
''')
bank.wrong("min_max", "divided by the maximum, the minimum forgotten", '''
    # exercise: min_max
    def min_max(train, new):
        return new.astype(float) / float(train.max())
''')

# --- z_score

bank.right("z_score", "a loop over the columns", '''
    # exercise: z_score
    def z_score(train, new):
        result = np.zeros(new.shape)
        for column in range(train.shape[1]):
            mean, spread = np.mean(train[:, column]), np.std(train[:, column])
            result[:, column] = (new[:, column] - mean) / (spread if spread > 0 else 1)
        return result
''')
bank.right("z_score", "a mask, float32", '''
    # exercise: z_score
    def z_score(train, new):
        train, new = np.float32(train), np.float32(new)
        spread = train.std(axis=0)
        spread[train.min(axis=0) == train.max(axis=0)] = 1
        return (new - train.mean(axis=0)) / spread
''')
bank.right("z_score", "TensorFlow", '''
    # exercise: z_score
    def z_score(train, new):
        train, new = tf.cast(train, tf.float32), tf.cast(new, tf.float32)
        mean, spread = tf.reduce_mean(train, axis=0), tf.math.reduce_std(train, axis=0)
        return (new - mean) / tf.where(spread == 0, tf.ones_like(spread), spread)
''')
bank.wrong("z_score", "only the division is mended: statistics of all data", '''
    # exercise: z_score
    def z_score(train, new):
        everything = np.concatenate([train, new])
        mean, spread = everything.mean(axis=0), everything.std(axis=0)
        return (new - mean) / np.where(spread == 0, 1, spread)
''')
bank.wrong("z_score", "only the statistics are mended: division by 0", '''
    # exercise: z_score
    def z_score(train, new):
        with np.errstate(all="ignore"):
            return (new - train.mean(axis=0)) / train.std(axis=0)
''', points=2)
bank.wrong("z_score", "a tiny number is added: constant pixels explode", '''
    # exercise: z_score
    def z_score(train, new):
        return (new - train.mean(axis=0)) / (train.std(axis=0) + 1e-8)
''', points=2)
bank.wrong("z_score", "statistics of the new data", '''
    # exercise: z_score
    def z_score(train, new):
        spread = new.std(axis=0)
        return (new - new.mean(axis=0)) / np.where(spread == 0, 1, spread)
''')
bank.wrong("z_score", "variance instead of standard deviation", '''
    # exercise: z_score
    def z_score(train, new):
        spread = train.var(axis=0)
        return (new - train.mean(axis=0)) / np.where(spread == 0, 1, spread)
''', points=1)
bank.wrong("z_score", "one mean and one standard deviation for the whole table", '''
    # exercise: z_score
    def z_score(train, new):
        return (new - train.mean()) / train.std()
''')
bank.wrong("z_score", "nan replaced by 0 afterwards", '''
    # exercise: z_score
    def z_score(train, new):
        with np.errstate(all="ignore"):
            z = (new - train.mean(axis=0)) / train.std(axis=0)
        return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0)
''', points=2)

# --- count_parameters

bank.right("count_parameters", "a loop", '''
    # exercise: count_parameters
    def count_parameters(widths):
        everything, fixed = 0, 0
        for layer in range(1, len(widths)):
            everything += (widths[layer - 1] + 1) * widths[layer]
            if layer < len(widths) - 1:
                everything += 4 * widths[layer]
                fixed += 2 * widths[layer]
        return [everything, everything - fixed]
''')
bank.right("count_parameters", "NumPy", '''
    # exercise: count_parameters
    def count_parameters(widths):
        w = np.array(widths)
        dense = np.sum((w[:-1] + 1) * w[1:])
        return np.array([dense, dense]) + np.array([4, 2]) * w[1:-1].sum()
''')
bank.right("count_parameters", "asking Keras", '''
    # exercise: count_parameters
    def count_parameters(widths):
        model = keras.Sequential([keras.layers.Input((widths[0],))])
        for width in widths[1:-1]:
            model.add(keras.layers.Dense(width))
            model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Dense(widths[-1]))
        return model.count_params(), sum(int(np.prod(w.shape)) for w in model.trainable_weights)
''')
bank.wrong("count_parameters", "the biases are forgotten", '''
    # exercise: count_parameters
    def count_parameters(widths):
        dense = sum(m * n for m, n in zip(widths, widths[1:]))
        return dense + 4 * sum(widths[1:-1]), dense + 2 * sum(widths[1:-1])
''')
bank.wrong("count_parameters", "everything counted as trainable", '''
    # exercise: count_parameters
    def count_parameters(widths):
        total = sum((m + 1) * n for m, n in zip(widths, widths[1:])) + 4 * sum(widths[1:-1])
        return total, total
''')
bank.wrong("count_parameters", "only the trainable half of batch norm counted", '''
    # exercise: count_parameters
    def count_parameters(widths):
        total = sum((m + 1) * n for m, n in zip(widths, widths[1:])) + 2 * sum(widths[1:-1])
        return total, total
''')
bank.wrong("count_parameters", "a batch norm after the output layer as well", '''
    # exercise: count_parameters
    def count_parameters(widths):
        dense = sum((m + 1) * n for m, n in zip(widths, widths[1:]))
        return dense + 4 * sum(widths[1:]), dense + 2 * sum(widths[1:])
''')
bank.wrong("count_parameters", "the lesson's numbers as literals", '''
    # exercise: count_parameters
    def count_parameters(widths):
        return 420260, 419160
''')

# --- build_bn_network

bank.right("build_bn_network", "add, one layer after the other", '''
    # exercise: build_bn_network
    def build_bn_network():
        model = keras.Sequential()
        model.add(keras.layers.Input(shape=(784,)))
        model.add(keras.layers.Dense(500))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Dropout(0.3))
        model.add(keras.layers.Activation("relu"))
        model.add(keras.layers.Dense(50))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.Dropout(0.3))
        model.add(keras.layers.Activation("relu"))
        model.add(keras.layers.Dense(10))
        model.add(keras.layers.Activation("softmax"))
        return model
''')
bank.right("build_bn_network", "functional", '''
    # exercise: build_bn_network
    def build_bn_network():
        pixels = keras.Input((784,))
        h = pixels
        for width in (500, 50):
            h = keras.layers.Dense(width)(h)
            h = keras.layers.BatchNormalization()(h)
            h = keras.layers.Dropout(0.3)(h)
            h = keras.layers.ReLU()(h)
        return keras.Model(pixels, keras.layers.Dense(10, activation="softmax")(h))
''')
bank.right("build_bn_network", "ReLU before dropout, which is the same", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width), keras.layers.BatchNormalization(), keras.layers.Activation("relu"), keras.layers.Dropout(0.3)]
        return keras.Sequential(layers + [keras.layers.Dense(10), keras.layers.Softmax()])
''')
bank.wrong("build_bn_network", "ReLU inside the dense layer, before the batch norm", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width, activation="relu"), keras.layers.BatchNormalization(), keras.layers.Dropout(0.3)]
        return keras.Sequential(layers + [keras.layers.Dense(10, activation="softmax")])
''', points=2)
bank.wrong("build_bn_network", "no ReLU at all", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width), keras.layers.BatchNormalization(), keras.layers.Dropout(0.3)]
        return keras.Sequential(layers + [keras.layers.Dense(10, activation="softmax")])
''', points=2)
bank.wrong("build_bn_network", "no softmax", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width), keras.layers.BatchNormalization(), keras.layers.Dropout(0.3), keras.layers.ReLU()]
        return keras.Sequential(layers + [keras.layers.Dense(10)])
''', points=2)
bank.wrong("build_bn_network", "sigmoid outputs", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width), keras.layers.BatchNormalization(), keras.layers.Dropout(0.3), keras.layers.ReLU()]
        return keras.Sequential(layers + [keras.layers.Dense(10, activation="sigmoid")])
''', points=2)
bank.wrong("build_bn_network", "no batch norm", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width, activation="relu"), keras.layers.Dropout(0.3)]
        return keras.Sequential(layers + [keras.layers.Dense(10, activation="softmax")])
''', points=1)
bank.wrong("build_bn_network", "the probability to keep given as the rate", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,))]
        for width in (500, 50):
            layers += [keras.layers.Dense(width), keras.layers.BatchNormalization(), keras.layers.Dropout(0.7), keras.layers.ReLU()]
        return keras.Sequential(layers + [keras.layers.Dense(10, activation="softmax")])
''', points=2)
bank.wrong("build_bn_network", "the model is not returned", '''
    # exercise: build_bn_network
    def build_bn_network():
        layers = [keras.layers.Input((784,)), keras.layers.Dense(10, activation="softmax")]
        model = keras.Sequential(layers)
''')

# --- overfits

bank.right("overfits", "a loop that keeps the best epoch", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        best = 0
        for epoch in range(len(val_loss)):
            if val_loss[epoch] < val_loss[best]:
                best = epoch
        risen = val_loss[-1] / val_loss[best] > 1.1
        fallen = loss[-1] < loss[best]
        return risen and fallen
''')
bank.right("overfits", "vectorised, one minimum", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        loss, val_loss = np.asarray(loss), np.asarray(val_loss)
        return (val_loss[-1] > 1.1 * val_loss.min()) & (loss[-1] < loss[val_loss.argmin()])
''')
bank.right("overfits", "TensorFlow, float32", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        loss, val_loss = tf.cast(loss, tf.float32), tf.cast(val_loss, tf.float32)
        best = tf.argmin(val_loss)
        return tf.logical_and(val_loss[-1] > 1.1 * val_loss[best], loss[-1] < loss[best])
''')
bank.wrong("overfits", "a gap between the curves is taken for over-fitting", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        return bool(val_loss[-1] > 1.1 * loss[-1])
''')
bank.wrong("overfits", "the training loss is not looked at", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        return bool(val_loss[-1] > 1.1 * min(val_loss))
''', points=1)
bank.wrong("overfits", "any rise counts, however small", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        best = int(np.argmin(val_loss))
        return bool(val_loss[-1] > val_loss[best] and loss[-1] < loss[best])
''', points=2)
bank.wrong("overfits", "compared with the first epoch instead of the best", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        return bool(val_loss[-1] > 1.1 * val_loss[0] and loss[-1] < loss[0])
''')
bank.wrong("overfits", "only the last two epochs", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        return bool(val_loss[-1] > 1.1 * val_loss[-2] and loss[-1] < loss[-2])
''', points=1)
bank.wrong("overfits", "a literal", '''
    # exercise: overfits
    def overfits(loss, val_loss):
        return True
''')

# --- diagnose

bank.right("diagnose", "plain Python", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        import math
        for loss in losses:
            if loss != loss:
                return "not a number"
        guessing = math.log(classes)
        if losses[-1] < 0.95 * guessing:
            return "learns"
        if losses[-1] > 1.05 * guessing:
            return "worse than guessing"
        return "chance level"
''')
bank.right("diagnose", "NumPy's isclose", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        losses = np.asarray(losses)
        guessing = -np.log(1 / classes)
        if np.any(np.isnan(losses)):
            return "not a number"
        if np.isclose(losses[-1], guessing, rtol=0.05, atol=0):
            return "chance level"
        return "learns" if losses[-1] < guessing else "worse than guessing"
''')
bank.right("diagnose", "TensorFlow, the cross-entropy of guessing, float32", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        losses = tf.cast(losses, tf.float32)
        if tf.reduce_any(tf.math.is_nan(losses)):
            return "not a number"
        guessing = keras.losses.categorical_crossentropy(tf.one_hot(0, classes), tf.fill((classes,), 1 / classes))
        ratio = float(losses[-1] / guessing)
        return "learns" if ratio < 0.95 else "worse than guessing" if ratio > 1.05 else "chance level"
''')
bank.wrong("diagnose", "ten classes taken for granted", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        if np.isnan(losses).any():
            return "not a number"
        ratio = losses[-1] / np.log(10)
        return "chance level" if abs(ratio - 1) <= 0.05 else "learns" if ratio < 1 else "worse than guessing"
''', points=1)
bank.wrong("diagnose", "logarithm to base 2", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        if np.isnan(losses).any():
            return "not a number"
        ratio = losses[-1] / np.log2(classes)
        return "chance level" if abs(ratio - 1) <= 0.05 else "learns" if ratio < 1 else "worse than guessing"
''')
bank.wrong("diagnose", "the smallest loss instead of the last", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        if np.isnan(losses).any():
            return "not a number"
        ratio = min(losses) / np.log(classes)
        return "chance level" if abs(ratio - 1) <= 0.05 else "learns" if ratio < 1 else "worse than guessing"
''', points=1)
bank.wrong("diagnose", "nan compared with ==, which is never true", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        if any(loss == float("nan") for loss in losses):
            return "not a number"
        ratio = losses[-1] / np.log(classes)
        return "chance level" if abs(ratio - 1) <= 0.05 else "learns" if ratio < 1 else "worse than guessing"
''')
bank.wrong("diagnose", "the accuracy of guessing instead of its loss", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        if np.isnan(losses).any():
            return "not a number"
        ratio = losses[-1] * classes
        return "chance level" if abs(ratio - 1) <= 0.05 else "learns" if ratio < 1 else "worse than guessing"
''')
bank.wrong("diagnose", "a literal", '''
    # exercise: diagnose
    def diagnose(losses, classes):
        return "chance level"
''')

# --- mended_recipe

bank.right("mended_recipe", "Adam", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
        model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=0)
        return model.predict(x_new, verbose=0)
''')
bank.right("mended_recipe", "SGD with Keras' default rate, one-hot labels, a loop of epochs", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer=keras.optimizers.SGD(), loss="categorical_crossentropy")
        targets = keras.utils.to_categorical(y_train, 10)
        for _ in range(5):
            model.fit(x_train, targets, epochs=1, batch_size=64, verbose=0)
        return np.vstack([model.predict(x_new[:500], verbose=0), model.predict(x_new[500:], verbose=0)])
''')
bank.right("mended_recipe", "a layer stack of one's own, RMSprop, a tensor", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = keras.Sequential([keras.layers.Input((784,)), keras.layers.Dense(512, activation="relu"),
                                  keras.layers.Dropout(0.2), keras.layers.Dense(10, activation="softmax")])
        model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy")
        model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=0)
        return model(tf.constant(x_new), training=False)
''')
bank.wrong("mended_recipe", "Adadelta with its default rate again", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer="adadelta", loss="sparse_categorical_crossentropy")
        model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=0)
        return model.predict(x_new, verbose=0)
''')
bank.wrong("mended_recipe", "compiled anew, but the training is forgotten", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        return model.predict(x_new, verbose=0)
''')
bank.wrong("mended_recipe", "a rate that is far too large", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer=keras.optimizers.SGD(1000.0), loss="sparse_categorical_crossentropy")
        model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=0)
        return model.predict(x_new, verbose=0)
''')
bank.wrong("mended_recipe", "the classes instead of the probabilities", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        model.fit(x_train, y_train, epochs=5, batch_size=64, verbose=0)
        return model.predict(x_new, verbose=0).argmax(axis=1)
''')
bank.wrong("mended_recipe", "trains on the lesson's arrays whatever it is given", '''
    # exercise: mended_recipe
    digits_x, digits_y = x_train, y_train
    def mended_recipe(x_train, y_train, x_new):
        model = recipe_network()
        model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
        model.fit(digits_x, digits_y, epochs=5, batch_size=64, verbose=0)
        return model.predict(x_new, verbose=0)
''', points=2)
bank.wrong("mended_recipe", "every class one tenth", '''
    # exercise: mended_recipe
    def mended_recipe(x_train, y_train, x_new):
        return np.full((len(x_new), 10), 0.1)
''')


# --- the limit of mended_recipe: more than .4 of the images right, in both runs


def _mended(seed, source, optimizer, swap):
    """Accuracy of the recipe's network after 5 epochs, as the checks of `mended_recipe` measure it."""
    import keras
    import numpy as np

    import course
    from course import data

    images = data.load_mnist(n_train=4000, n_test=2000, source=source)
    x, x_new = (a.reshape(-1, 784).astype("float32") / 255 for a in (images.x_train, images.x_test))
    y, y_new = (9 - a.astype(int) if swap else a.astype(int) for a in (images.y_train, images.y_test))
    half = slice(1000, None) if swap else slice(0, 1000)
    course.seed(seed)
    hidden = [keras.layers.Dense(512, activation="relu"), keras.layers.Dropout(0.2)]
    model = keras.Sequential([keras.layers.Input((784,)), *hidden, keras.layers.Dense(10, activation="softmax")])
    model.compile(optimizer=optimizer(), loss="sparse_categorical_crossentropy")
    model.fit(x, y, batch_size=64, epochs=5, verbose=0)
    return float(np.mean(model.predict(x_new[half], verbose=0).argmax(axis=1) == y_new[half]))


def _adadelta():
    import keras

    return keras.optimizers.Adadelta(1.0)


def _plain_sgd():
    import keras

    return keras.optimizers.SGD()  # rate .01: the slowest choice that Keras makes by itself and that still learns


def adadelta_on_validation(seed, source):
    return _mended(seed, source, _adadelta, swap=False)


def adadelta_on_test(seed, source):
    return _mended(seed, source, _adadelta, swap=True)


def sgd_on_validation(seed, source):
    return _mended(seed, source, _plain_sgd, swap=False)


def sgd_on_test(seed, source):
    return _mended(seed, source, _plain_sgd, swap=True)


bank.threshold(
    "mended_recipe", "accuracy, Adadelta with rate 1, validation images", 0.4, measure=adadelta_on_validation,
    offline=[0.849, 0.79, 0.839, 0.789, 0.839, 0.824, 0.85, 0.844, 0.827, 0.828],
    real=[0.903, 0.91, 0.911, 0.911, 0.897, 0.912, 0.912, 0.906, 0.902, 0.901],
)
bank.threshold(
    "mended_recipe", "accuracy, Adadelta with rate 1, labels swapped, test images", 0.4, measure=adadelta_on_test,
    offline=[0.834, 0.795, 0.832, 0.804, 0.815, 0.798, 0.839, 0.817, 0.791, 0.818],
    real=[0.875, 0.887, 0.881, 0.886, 0.867, 0.88, 0.881, 0.891, 0.871, 0.863],
)
bank.threshold(
    "mended_recipe", "accuracy, SGD with Keras' rate, validation images", 0.4, measure=sgd_on_validation,
    offline=[0.567, 0.566, 0.554, 0.528, 0.583, 0.56, 0.562, 0.576, 0.568, 0.558],
    real=[0.804, 0.806, 0.798, 0.818, 0.796, 0.808, 0.803, 0.796, 0.803, 0.797],
)
bank.threshold(
    "mended_recipe", "accuracy, SGD with Keras' rate, labels swapped, test images", 0.4, measure=sgd_on_test,
    offline=[0.556, 0.55, 0.548, 0.539, 0.553, 0.553, 0.558, 0.564, 0.556, 0.536],
    real=[0.78, 0.775, 0.766, 0.795, 0.773, 0.789, 0.784, 0.801, 0.764, 0.768],
)
