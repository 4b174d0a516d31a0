"""Answers to the exercises of week3b/09_sequences. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week3b/09_sequences")

# --- causal_conv

bank.right("causal_conv", "two loops, a list comes back", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        y = []
        for t in range(len(x)):
            total = 0.0
            for j in range(len(kernel)):
                at = t - (len(kernel) - 1 - j) * dilation
                if at >= 0:
                    total += kernel[j] * x[at]
            y.append(total)
        return y
''')
bank.right("causal_conv", "padded, a sum of slices", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        K, n = len(kernel), len(x)
        long = np.concatenate([np.zeros((K - 1) * dilation), x])
        return sum(kernel[j] * long[j * dilation : j * dilation + n] for j in range(K))
''')
bank.right("causal_conv", "a kernel with zeros in its gaps, np.convolve", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        taps = np.zeros((len(kernel) - 1) * dilation + 1)
        taps[::dilation] = kernel[::-1]
        return np.convolve(x, taps)[: len(x)]
''')
bank.right("causal_conv", "scipy's filter", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        taps = np.zeros((len(kernel) - 1) * dilation + 1)
        taps[::dilation] = kernel[::-1]
        return signal.lfilter(taps, [1.0], x)
''')
bank.right("causal_conv", "TensorFlow, float32", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        long = tf.pad(tf.cast(x, tf.float32), [[(len(kernel) - 1) * dilation, 0]])
        w = tf.cast(kernel, tf.float32)
        return tf.nn.conv1d(long[None, :, None], w[:, None, None], 1, "VALID", dilations=dilation)[0, :, 0]
''')
bank.right("causal_conv", "a matrix with the weights on its diagonals", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        matrix = sum(w * np.eye(len(x), k=-j * dilation) for j, w in enumerate(kernel[::-1]))
        return matrix @ x
''')
bank.wrong("causal_conv", "kernel the other way round", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        y = np.zeros(len(x))
        for back, weight in enumerate(kernel):
            y[back * dilation:] += weight * x[: max(len(x) - back * dilation, 0)]
        return y
''')
bank.wrong("causal_conv", "centred: half of the kernel lies in the future", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        taps = np.zeros((len(kernel) - 1) * dilation + 1)
        taps[::dilation] = kernel[::-1]
        return np.convolve(x, taps, mode="same")
''')
bank.wrong("causal_conv", "the end of the series comes before its start", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        return sum(w * np.roll(x, j * dilation) for j, w in enumerate(kernel[::-1]))
''')
bank.wrong("causal_conv", "dilation ignored", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        return np.convolve(x, kernel[::-1])[: len(x)]
''', points=1)
bank.wrong("causal_conv", "as many zeros between the weights as the dilation", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        taps = np.zeros((len(kernel) - 1) * (dilation + 1) + 1)
        taps[::dilation + 1] = kernel[::-1]
        return np.convolve(x, taps)[: len(x)]
''')
bank.wrong("causal_conv", "without zeros before the start: shorter", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        reach = (len(kernel) - 1) * dilation
        return np.array([kernel @ x[t - reach : t + 1 : dilation] for t in range(reach, len(x))])
''')
bank.wrong("causal_conv", "the first value repeated before the start", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        K, n = len(kernel), len(x)
        long = np.pad(x, ((K - 1) * dilation, 0), mode="edge")
        return sum(kernel[j] * long[j * dilation : j * dilation + n] for j in range(K))
''')
bank.wrong("causal_conv", "whole numbers stay whole: the result has the type of x", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        y = np.zeros_like(x)
        for t in range(len(x)):
            total = 0.0
            for j in range(len(kernel)):
                if t - j * dilation >= 0:
                    total += kernel[-1 - j] * x[t - j * dilation]
            y[t] = total
        return y
''', points=3)
bank.wrong("causal_conv", "fails where the kernel reaches back beyond the start", '''
    # exercise: causal_conv
    def causal_conv(x, kernel, dilation):
        y = kernel[-1] * np.asarray(x, dtype=float)
        for j in range(1, len(kernel)):
            y[j * dilation:] += kernel[-1 - j] * x[: len(x) - j * dilation]
        return y
''', points=3)

# --- receptive_field

bank.right("receptive_field", "a loop over the layers", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        field = 1
        for d in dilations:
            field = field + (kernel - 1) * d
        return field
''')
bank.right("receptive_field", "NumPy, a floating-point number comes back", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + (kernel - 1) * np.sum(np.array(dilations, dtype=float))
''')
bank.right("receptive_field", "all inputs that can be reached", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        reached = {0}
        for d in dilations:
            reached = {r + j * d for r in reached for j in range(kernel)}
        return max(reached) + 1
''')
bank.right("receptive_field", "recursion", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        if not dilations:
            return 1
        return receptive_field(kernel, dilations[1:]) + (kernel - 1) * dilations[0]
''')
bank.right("receptive_field", "measured with a click through its own layers", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        click = np.ones(1)
        for d in dilations:
            taps = np.zeros((kernel - 1) * d + 1)
            taps[::d] = 1
            click = np.convolve(click, taps)
        return len(click)
''')
bank.wrong("receptive_field", "the present input forgotten", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return (kernel - 1) * sum(dilations)
''')
bank.wrong("receptive_field", "kernel instead of kernel minus one", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + kernel * sum(dilations)
''')
bank.wrong("receptive_field", "multiplied from layer to layer", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        field = 1
        for d in dilations:
            field *= 1 + (kernel - 1) * d
        return field
''')
bank.wrong("receptive_field", "only the last layer", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + (kernel - 1) * dilations[-1] if dilations else 1
''')
bank.wrong("receptive_field", "dilations ignored", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + (kernel - 1) * len(dilations)
''')
bank.wrong("receptive_field", "assumes that dilations double", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + (kernel - 1) * (2 ** len(dilations) - 1)
''')
bank.wrong("receptive_field", "counts inputs, not the length with its gaps", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        reached = {0}
        for d in dilations:
            reached = {r + j * d for r in reached for j in range(kernel)}
        return len(reached)
''')
bank.wrong("receptive_field", "no layer: 0", '''
    # exercise: receptive_field
    def receptive_field(kernel, dilations):
        return 1 + (kernel - 1) * sum(dilations) if dilations else 0
''', points=1)

# --- look_back

bank.right("look_back", "clicks, from the last input to the earliest", '''
    # exercise: look_back
    def look_back(predict, length):
        base, farthest = predict(np.zeros(length))[-1], 0
        for back in range(length):
            series = np.zeros(length)
            series[length - 1 - back] = 5.0
            if not np.isclose(predict(series)[-1], base, atol=1e-3, rtol=0):
                farthest = back + 1
        return farthest
''')
bank.right("look_back", "random series, one input moved by 1", '''
    # exercise: look_back
    def look_back(predict, length):
        x = np.random.default_rng(0).normal(size=length)
        base = np.asarray(predict(x.copy()))[-1]
        moved = []
        for place in range(length):
            other = x.copy()
            other[place] += 1
            moved.append(abs(np.asarray(predict(other))[-1] - base) > 1e-4)
        return length - int(np.argmax(moved)) if any(moved) else 0
''')
bank.right("look_back", "ones, an input set to zero, a list of places", '''
    # exercise: look_back
    def look_back(predict, length):
        base = float(predict(np.ones(length))[-1])
        places = [p for p in range(length)
                  if abs(float(predict(np.ones(length) - np.eye(length)[p])[-1]) - base) > 1e-3]
        return length - places[0] if places else 0
''')
bank.right("look_back", "exact comparison", '''
    # exercise: look_back
    def look_back(predict, length):
        before = predict(np.zeros(length))[-1]
        for back in range(length, 0, -1):
            x = np.zeros(length)
            x[-back] = 1.0
            if predict(x)[-1] != before:
                return back
        return 0
''')
bank.right("look_back", "all answers at once, NumPy", '''
    # exercise: look_back
    def look_back(predict, length):
        last = np.array([np.asarray(predict(row))[-1] for row in np.vstack([np.zeros(length), np.eye(length)])])
        changes = np.flatnonzero(np.abs(last[1:] - last[0]) > 1e-3)
        return length - changes.min() if len(changes) else 0
''')
bank.wrong("look_back", "the number of inputs that count, gaps left out", '''
    # exercise: look_back
    def look_back(predict, length):
        base = predict(np.zeros(length))[-1]
        return sum(abs(predict(row)[-1] - base) > 1e-3 for row in np.eye(length))
''', points=1)
bank.wrong("look_back", "one too few: the present input not counted", '''
    # exercise: look_back
    def look_back(predict, length):
        base = predict(np.zeros(length))[-1]
        for place in range(length):
            if abs(predict(np.eye(length)[place])[-1] - base) > 1e-3:
                return length - 1 - place
        return 0
''')
bank.wrong("look_back", "any output instead of the last", '''
    # exercise: look_back
    def look_back(predict, length):
        base = np.asarray(predict(np.zeros(length)))
        for place in range(length):
            if np.abs(np.asarray(predict(np.eye(length)[place])) - base).max() > 1e-3:
                return length - place
        return 0
''', points=1)
bank.wrong("look_back", "stops at the first gap", '''
    # exercise: look_back
    def look_back(predict, length):
        base = predict(np.zeros(length))[-1]
        for back in range(length):
            if abs(predict(np.eye(length)[length - 1 - back])[-1] - base) < 1e-3:
                return back
        return length
''', points=1)
bank.wrong("look_back", "assumes that 0 comes out of silence", '''
    # exercise: look_back
    def look_back(predict, length):
        for place in range(length):
            if abs(predict(np.eye(length)[place])[-1]) > 1e-3:
                return length - place
        return 0
''')
bank.wrong("look_back", "changes of less than a tenth do not count", '''
    # exercise: look_back
    def look_back(predict, length):
        base = predict(np.zeros(length))[-1]
        for place in range(length):
            if abs(predict(np.eye(length)[place])[-1] - base) > 0.1:
                return length - place
        return 0
''', points=2)
bank.wrong("look_back", "the place of the earliest input", '''
    # exercise: look_back
    def look_back(predict, length):
        base = predict(np.zeros(length))[-1]
        for place in range(length):
            if abs(predict(np.eye(length)[place])[-1] - base) > 1e-3:
                return place
        return 0
''')
bank.wrong("look_back", "the answer of the first output that changes after a click at 0", '''
    # exercise: look_back
    def look_back(predict, length):
        answer = np.asarray(predict(np.eye(length)[0])) - np.asarray(predict(np.zeros(length)))
        changed = np.flatnonzero(np.abs(answer) > 1e-3)
        return int(changed.max()) + 1 if len(changed) else 0
''', points=2)

# --- build

bank.right("build", "functional", '''
    # exercise: build
    def build(kernel, dilations, filters):
        series = keras.Input((None, 1))
        flow = series
        for d in dilations:
            flow = keras.layers.Conv1D(filters, kernel, dilation_rate=d, padding="causal", activation="relu")(flow)
        return keras.Model(series, keras.layers.Dense(1)(flow))
''')
bank.right("build", "a list of layers", '''
    # exercise: build
    def build(kernel, dilations, filters):
        parts = [keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=int(d), activation="relu")
                 for d in dilations]
        return keras.Sequential([keras.layers.Input(shape=(None, 1)), *parts, keras.layers.Dense(1)])
''')
bank.right("build", "ReLU as a layer of its own", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d))
            model.add(keras.layers.ReLU())
        model.add(keras.layers.Dense(1))
        return model
''')
bank.right("build", "zeros put before each layer, no padding in it", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.ZeroPadding1D(((kernel - 1) * d, 0)))
            model.add(keras.layers.Conv1D(filters, kernel, dilation_rate=d, activation=tf.nn.relu))
        model.add(keras.layers.Dense(1))
        return model
''')
bank.right("build", "compiled, a convolution of size 1 at the end, other start weights", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d, activation="relu",
                                          kernel_initializer="he_normal"))
        model.add(keras.layers.Dense(1, activation="linear"))
        model.compile("adam", "mse")
        return model
''')
bank.wrong("build", "padding same: half of the kernel lies in the future", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="same", dilation_rate=d, activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''', points=1)
bank.wrong("build", "without padding", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, dilation_rate=d, activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''')
bank.wrong("build", "dilations counted, not used", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''', points=2)
bank.wrong("build", "the dilations 1, 2, 4, whatever is asked", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for i in range(len(dilations)):
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=2**i, activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''', points=2)
bank.wrong("build", "no ReLU", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d))
        model.add(keras.layers.Dense(1))
        return model
''', points=2)
bank.wrong("build", "ReLU at the end too", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d, activation="relu"))
        model.add(keras.layers.Dense(1, activation="relu"))
        return model
''', points=2)
bank.wrong("build", "the dense layer forgotten", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d, activation="relu"))
        return model
''')
bank.wrong("build", "kernel size and number of filters exchanged", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(kernel, filters, padding="causal", dilation_rate=d, activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''', points=1)
bank.wrong("build", "no biases", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in dilations:
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d, activation="relu",
                                          use_bias=False))
        model.add(keras.layers.Dense(1))
        return model
''', points=1)
bank.wrong("build", "dilations from the last to the first", '''
    # exercise: build
    def build(kernel, dilations, filters):
        model = keras.Sequential([keras.Input((None, 1))])
        for d in reversed(dilations):
            model.add(keras.layers.Conv1D(filters, kernel, padding="causal", dilation_rate=d, activation="relu"))
        model.add(keras.layers.Dense(1))
        return model
''', points=2)

# --- dilations_for

bank.right("dilations_for", "the number of layers by a logarithm", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        layers = int(np.ceil(np.log2(delay / (kernel - 1) + 1) - 1e-12))
        return [2**i for i in range(layers)]
''')
bank.right("dilations_for", "a sum that grows", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found, reach, d = [], 0, 1
        while reach < delay:
            found.append(d)
            reach += (kernel - 1) * d
            d *= 2
        return found
''')
bank.right("dilations_for", "recursion", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel, first=1):
        return [] if delay <= 0 else [first] + dilations_for(delay - (kernel - 1) * first, kernel, 2 * first)
''')
bank.right("dilations_for", "NumPy, an array comes back", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        powers = 2 ** np.arange(20)
        reach = (kernel - 1) * (powers - 1)
        return powers[: int(np.argmax(reach >= delay))]
''')
bank.right("dilations_for", "a for loop that stops, a tuple", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        for layers in range(100):
            some = tuple(2**i for i in range(layers))
            if receptive_field(kernel, some) > delay:
                return some
''')
bank.wrong("dilations_for", "a field as long as the delay: one too short", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = []
        while receptive_field(kernel, found) < delay:
            found.append(2 ** len(found))
        return found
''', points=1)
bank.wrong("dilations_for", "one step more than needed", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = []
        while receptive_field(kernel, found) <= delay + 1:
            found.append(2 ** len(found))
        return found
''')
bank.wrong("dilations_for", "the number of layers only", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = []
        while receptive_field(kernel, found) < delay + 1:
            found.append(2 ** len(found))
        return len(found)
''')
bank.wrong("dilations_for", "plain layers", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        return [1] * -(-delay // (kernel - 1))
''')
bank.wrong("dilations_for", "kernel size 5 for all", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = []
        while 1 + 4 * sum(found) < delay + 1:
            found.append(2 ** len(found))
        return found
''')
bank.wrong("dilations_for", "until the last dilation exceeds the delay", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = [1]
        while found[-1] * kernel < delay:
            found.append(2 * found[-1])
        return found
''')
bank.wrong("dilations_for", "begins with dilation 2", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = []
        while receptive_field(kernel, found) < delay + 1:
            found.append(2 ** (len(found) + 1))
        return found
''')
bank.wrong("dilations_for", "at least one layer, also for delay 0", '''
    # exercise: dilations_for
    def dilations_for(delay, kernel):
        found = [1]
        while receptive_field(kernel, found) < delay + 1:
            found.append(2 * found[-1])
        return found
''', points=1)

# --- recurrence

bank.right("recurrence", "polynomials multiplied by np.convolve, an array", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        product = np.convolve([1, -2 * np.cos(w1), 1], [1, -2 * np.cos(w2), 1])
        return -product[1:]
''')
bank.right("recurrence", "a list, school algebra", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        outer = 2 * (np.cos(w1) + np.cos(w2))
        return [outer, -2 - 4 * np.cos(w1) * np.cos(w2), outer, -1]
''')
bank.right("recurrence", "the polynomial with the four complex roots", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        roots = np.exp(1j * np.array([w1, -w1, w2, -w2]))
        return -np.real(np.poly(roots))[1:]
''')
bank.right("recurrence", "TensorFlow, float32", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a, b = 2 * tf.cos(tf.cast(w1, tf.float32)), 2 * tf.cos(tf.cast(w2, tf.float32))
        return tf.stack([a + b, -2 - a * b, a + b, -tf.ones_like(a)])
''')
bank.right("recurrence", "NumPy's polynomial class", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        first, second = (np.polynomial.Polynomial([1, -2 * np.cos(w), 1]) for w in (w1, w2))
        return tuple(-(first * second).coef[1:])
''')
bank.wrong("recurrence", "the two equations added", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        return np.array([2 * np.cos(w1) + 2 * np.cos(w2), -2.0, 0.0, 0.0])
''')
bank.wrong("recurrence", "the 2 of the two squares forgotten", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a, b = 2 * np.cos(w1), 2 * np.cos(w2)
        return np.array([a + b, -a * b, a + b, -1.0])
''')
bank.wrong("recurrence", "not brought to the other side: signs", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        return np.convolve([1, -2 * np.cos(w1), 1], [1, -2 * np.cos(w2), 1])[1:]
''')
bank.wrong("recurrence", "oldest first", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a, b = 2 * np.cos(w1), 2 * np.cos(w2)
        return np.array([-1.0, a + b, -2 - a * b, a + b])
''')
bank.wrong("recurrence", "cosines not doubled", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a, b = np.cos(w1), np.cos(w2)
        return np.array([a + b, -2 - a * b, a + b, -1.0])
''')
bank.wrong("recurrence", "the left side included: five numbers", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        return -np.convolve([1, -2 * np.cos(w1), 1], [1, -2 * np.cos(w2), 1])
''')
bank.wrong("recurrence", "both waves have the first frequency", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a = 2 * np.cos(w1)
        return np.array([2 * a, -2 - a * a, 2 * a, -1.0])
''')
bank.wrong("recurrence", "periods in hours instead of frequencies", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        a, b = 2 * np.cos(2 * np.pi / w1), 2 * np.cos(2 * np.pi / w2)
        return np.array([a + b, -2 - a * b, a + b, -1.0])
''')
bank.wrong("recurrence", "the numbers of the tide for all", '''
    # exercise: recurrence
    def recurrence(w1, w2):
        if np.isclose(w1, np.pi / 2):
            return np.array([0.0, -2, 0, -1])
        return np.array([3.481535, -5.030196, 3.481535, -1])
''', points=1)

# --- linear_forecast

bank.right("linear_forecast", "windows as a strided view", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        rows = np.lib.stride_tricks.sliding_window_view(series[:-horizon], look_back)
        return np.linalg.lstsq(rows, series[look_back + horizon - 1:], rcond=None)[0]
''')
bank.right("linear_forecast", "a loop over t, a pseudo-inverse", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        rows, targets = [], []
        for t in range(look_back - 1, len(series) - horizon):
            rows.append(series[t - look_back + 1 : t + 1])
            targets.append(series[t + horizon])
        return np.linalg.pinv(np.array(rows)) @ np.array(targets)
''')
bank.right("linear_forecast", "normal equations, a list comes back", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        A = np.column_stack([series[j : j + n] for j in range(look_back)])
        y = series[look_back + horizon - 1 :]
        return list(np.linalg.solve(A.T @ A, A.T @ y))
''')
bank.right("linear_forecast", "TensorFlow's least squares", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        rows = tf.stack([tf.constant(series[i : i + look_back], tf.float64) for i in range(n)])
        y = tf.constant(series[look_back + horizon - 1 :], tf.float64)
        return tf.linalg.lstsq(rows, y[:, None], fast=False)[:, 0]
''')
bank.right("linear_forecast", "newest first, turned round at the end, float32", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        s = np.float32(series)
        rows = np.stack([s[t - np.arange(look_back)] for t in range(look_back - 1, len(s) - horizon)])
        return np.linalg.lstsq(rows, s[look_back - 1 + horizon :], rcond=None)[0][::-1]
''')
bank.wrong("linear_forecast", "newest first", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        rows = np.stack([series[i : i + look_back][::-1] for i in range(n)])
        return np.linalg.lstsq(rows, series[look_back + horizon - 1 :], rcond=None)[0]
''', points=1)
bank.wrong("linear_forecast", "always one step ahead", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back
        rows = np.stack([series[i : i + look_back] for i in range(n)])
        return np.linalg.lstsq(rows, series[look_back:], rcond=None)[0]
''')
bank.wrong("linear_forecast", "one step too far ahead", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon
        rows = np.stack([series[i : i + look_back] for i in range(n)])
        return np.linalg.lstsq(rows, series[look_back + horizon :], rcond=None)[0]
''')
bank.wrong("linear_forecast", "with a constant that is thrown away", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        rows = np.stack([np.append(series[i : i + look_back], 1) for i in range(n)])
        return np.linalg.lstsq(rows, series[look_back + horizon - 1 :], rcond=None)[0][:-1]
''')
bank.wrong("linear_forecast", "the mean taken away first", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        s = series - series.mean()
        n = len(s) - look_back - horizon + 1
        rows = np.stack([s[i : i + look_back] for i in range(n)])
        return np.linalg.lstsq(rows, s[look_back + horizon - 1 :], rcond=None)[0]
''')
bank.wrong("linear_forecast", "windows that do not overlap", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        starts = range(0, len(series) - look_back - horizon + 1, look_back)
        rows = np.stack([series[i : i + look_back] for i in starts])
        targets = [series[i + look_back + horizon - 1] for i in starts]
        return np.linalg.lstsq(rows, np.array(targets), rcond=None)[0]
''', points=1)
bank.wrong("linear_forecast", "the last window left out", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon
        rows = np.stack([series[i : i + look_back] for i in range(n)])
        return np.linalg.lstsq(rows, series[look_back + horizon - 1 : -1], rcond=None)[0]
''')
bank.wrong("linear_forecast", "weights punished: ridge regression", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        A = np.stack([series[i : i + look_back] for i in range(n)])
        y = series[look_back + horizon - 1 :]
        return np.linalg.solve(A.T @ A + np.eye(look_back), A.T @ y)
''')
bank.wrong("linear_forecast", "the forecast of the next value instead of the coefficients", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        n = len(series) - look_back - horizon + 1
        rows = np.stack([series[i : i + look_back] for i in range(n)])
        b = np.linalg.lstsq(rows, series[look_back + horizon - 1 :], rcond=None)[0]
        return series[-look_back:] @ b
''')
bank.wrong("linear_forecast", "two values, however many are asked for", '''
    # exercise: linear_forecast
    def linear_forecast(series, look_back, horizon):
        L = min(look_back, 2)
        n = len(series) - L - horizon + 1
        rows = np.stack([series[i : i + L] for i in range(n)])
        return np.linalg.lstsq(rows, series[L + horizon - 1 :], rcond=None)[0]
''', points=2)
