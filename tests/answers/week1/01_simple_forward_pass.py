"""Answers to the exercises of week1/01_simple_forward_pass. Nothing here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week1/01_simple_forward_pass")

# --- sigmoid

bank.right("sigmoid", "by tanh, vectorised", '''
    # exercise: sigmoid
    def sigmoid(z):
        return 0.5 * (1 + np.tanh(np.asarray(z) / 2))
''')
bank.right("sigmoid", "Keras, float32, a tensor comes back", '''
    # exercise: sigmoid
    def sigmoid(z):
        return keras.ops.sigmoid(keras.ops.convert_to_tensor(z, dtype="float32"))
''')
bank.right("sigmoid", "a loop over all numbers", '''
    # exercise: sigmoid
    def sigmoid(z):
        z = np.asarray(z, dtype=float)
        result = np.empty(z.shape)
        for place in np.ndindex(z.shape):
            result[place] = 1 / (1 + np.e ** -z[place])
        return result
''')
bank.wrong("sigmoid", "the minus sign forgotten", '''
    # exercise: sigmoid
    def sigmoid(z):
        return 1 / (1 + np.exp(z))
''')
bank.wrong("sigmoid", "brackets forgotten", '''
    # exercise: sigmoid
    def sigmoid(z):
        return 1 / 1 + np.exp(-z)
''')
bank.wrong("sigmoid", "only for a single number", '''
    # exercise: sigmoid
    def sigmoid(z):
        return 1 / (1 + np.e ** -float(z))
''')
bank.wrong("sigmoid", "tanh instead of the sigmoid", '''
    # exercise: sigmoid
    def sigmoid(z):
        return np.tanh(z)
''')
bank.wrong("sigmoid", "a step instead of a curve", '''
    # exercise: sigmoid
    def sigmoid(z):
        return np.heaviside(z, 0.5)
''')
bank.wrong("sigmoid", "printed, not returned", '''
    # exercise: sigmoid
    def sigmoid(z):
        print(1 / (1 + np.exp(-z)))
''')
bank.wrong("sigmoid", "2 to the power of −z", '''
    # exercise: sigmoid
    def sigmoid(z):
        return 1 / (1 + np.exp2(-z))
''')

# --- neuron

bank.right("neuron", "a loop, returns a list", '''
    # exercise: neuron
    def neuron(X, w, b):
        result = []
        for row in X:
            z = row[0] * w[0] + row[1] * w[1] + b
            result.append(1 / (1 + np.exp(-z)))
        return result
''')
bank.right("neuron", "sum over the columns, float32", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(np.sum(X.astype("float32") * w, axis=1) + b)
''')
bank.right("neuron", "Keras, a tensor comes back", '''
    # exercise: neuron
    def neuron(X, w, b):
        z = keras.ops.matmul(keras.ops.array(X, "float32"), keras.ops.array(w, "float32")) + b
        return keras.ops.sigmoid(z)
''')
bank.wrong("neuron", "the bias forgotten", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(X @ w)
''')
bank.wrong("neuron", "the sigmoid forgotten", '''
    # exercise: neuron
    def neuron(X, w, b):
        return X @ w + b
''')
bank.wrong("neuron", "the bias outside the sigmoid", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(X @ w) + b
''')
bank.wrong("neuron", "summed over the batch", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(np.sum(X * w) + b)
''')
bank.wrong("neuron", "the products of the inputs are not added up", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(X * w + b)
''')
bank.wrong("neuron", "the weights of the lesson instead of the given ones", '''
    # exercise: neuron
    def neuron(X, w, b):
        return sigmoid(X @ np.array([0.3, 0.1]) + 1)
''')

# --- points_on_boundary

bank.right("points_on_boundary", "solve for the input with the larger weight, a loop", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        points = []
        for i in range(n):
            if abs(w[1]) > abs(w[0]):
                points.append([i, -(b + w[0] * i) / w[1]])
            else:
                points.append([-(b + w[1] * i) / w[0], i])
        return points
''')
bank.right("points_on_boundary", "along the line, 0.02 apart, float32", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        length = np.hypot(w[0], w[1])
        steps = np.linspace(0, 0.02 * (n - 1), n)
        x1 = -b * w[0] / length**2 - w[1] / length * steps
        x2 = -b * w[1] / length**2 + w[0] / length * steps
        return np.stack([x1, x2], axis=1).astype(np.float32)
''')
bank.right("points_on_boundary", "by cases, a Keras tensor comes back", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        free = np.linspace(-3, 3, n)
        if w[1] == 0:
            return keras.ops.stack([np.full(n, -b / w[0]), free], axis=1)
        return keras.ops.stack([free, -(b + w[0] * free) / w[1]], axis=1)
''')
bank.wrong("points_on_boundary", "divides by a weight that may be 0", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        x1 = np.arange(n)
        return np.stack([x1, -(b + w[0] * x1) / w[1]], axis=1)
''', points=2)
bank.wrong("points_on_boundary", "the bias forgotten", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return np.arange(n)[:, None] * np.array([-w[1], w[0]])
''')
bank.wrong("points_on_boundary", "the sign of the bias turned", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return b * w / (w @ w) + np.arange(n)[:, None] * np.array([-w[1], w[0]])
''')
bank.wrong("points_on_boundary", "walks along w, off the line", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return -b * w / (w @ w) + np.arange(n)[:, None] * w
''')
bank.wrong("points_on_boundary", "the same point n times", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return np.tile(-b * w / (w @ w), (n, 1))
''')
bank.wrong("points_on_boundary", "z = 0.5 instead of p = 0.5", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return (0.5 - b) * w / (w @ w) + np.arange(n)[:, None] * np.array([-w[1], w[0]])
''')
bank.wrong("points_on_boundary", "the points of the example as literals", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return np.array([[-4, 2], [-3, -1]])
''')
bank.wrong("points_on_boundary", "points in columns instead of rows", '''
    # exercise: points_on_boundary
    def points_on_boundary(w, b, n):
        return (-b * w / (w @ w) + np.arange(n)[:, None] * np.array([-w[1], w[0]])).T
''')

# --- predict_hidden

bank.right("predict_hidden", "loops over notes and neurons", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        result = []
        for x in X:
            z = b2[0]
            for j in range(len(b1)):
                z = z + W2[j, 0] / (1 + np.exp(-(sum(x[i] * W1[i, j] for i in range(len(x))) + b1[j])))
            result.append([1 / (1 + np.exp(-z))])
        return result
''')
bank.right("predict_hidden", "einsum in float32", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        H = sigmoid(np.einsum("ni,ih->nh", X, W1).astype(np.float32) + b1.astype(np.float32))
        return sigmoid(np.einsum("nh,hk->nk", H, W2.astype(np.float32)) + b2.astype(np.float32))
''')
bank.right("predict_hidden", "a Keras model, its tensor comes back", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        model = keras.Sequential([
            keras.Input((len(W1),)),
            keras.layers.Dense(len(b1), activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W2, b2])
        return model(X)
''')
bank.wrong("predict_hidden", "no sigmoid in the hidden layer", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid((X @ W1 + b1) @ W2 + b2)
''', points=1)
bank.wrong("predict_hidden", "no sigmoid at the output", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid(X @ W1 + b1) @ W2 + b2
''')
bank.wrong("predict_hidden", "both biases forgotten", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid(sigmoid(X @ W1) @ W2)
''')
bank.wrong("predict_hidden", "the hidden biases forgotten", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid(sigmoid(X @ W1) @ W2 + b2)
''', points=1)
bank.wrong("predict_hidden", "only for three neurons", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        H = np.stack([neuron(X, W1[:, j], b1[j]) for j in range(3)], axis=1)
        return sigmoid(H @ W2 + b2)
''', points=1)
bank.wrong("predict_hidden", "the result flattened", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2)[:, 0]
''', points=1)
bank.wrong("predict_hidden", "rounded to a decision", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return (sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2) > 0.5).astype(int)
''')
bank.wrong("predict_hidden", "only the first note of the batch", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return sigmoid(sigmoid(X[:1] @ W1 + b1) @ W2 + b2)
''', points=1)
bank.wrong("predict_hidden", "the example's number as a literal", '''
    # exercise: predict_hidden
    def predict_hidden(X, W1, b1, W2, b2):
        return np.full((len(X), 1), 0.525985)
''', points=1)

# --- predict_hidden_2

bank.right("predict_hidden_2", "builds on predict_hidden", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return predict_hidden(sigmoid(X @ W1 + b1), W2, b2, W3, b3)
''')
bank.right("predict_hidden_2", "a loop over the layers, float32", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        signal = X.astype(np.float32)
        for W, b in [(W1, b1), (W2, b2), (W3, b3)]:
            signal = 1 / (1 + np.exp(-(signal @ W.astype(np.float32) + b.astype(np.float32))))
        return signal
''')
bank.right("predict_hidden_2", "Keras operations", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        first = keras.ops.sigmoid(keras.ops.matmul(X, W1) + b1)
        second = keras.ops.sigmoid(keras.ops.matmul(first, W2) + b2)
        return keras.ops.sigmoid(keras.ops.matmul(second, W3) + b3)
''')
bank.right("predict_hidden_2", "one note after the other, a list", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        result = []
        for x in X:
            first = 1 / (1 + np.exp(-(np.dot(x, W1) + b1)))
            second = 1 / (1 + np.exp(-(np.dot(first, W2) + b2)))
            result.append(list(1 / (1 + np.exp(-(np.dot(second, W3) + b3)))))
        return result
''')
bank.wrong("predict_hidden_2", "no sigmoid in the hidden layers", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return sigmoid(((X @ W1 + b1) @ W2 + b2) @ W3 + b3)
''', points=1)
bank.wrong("predict_hidden_2", "no sigmoid in the second hidden layer", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return sigmoid((sigmoid(X @ W1 + b1) @ W2 + b2) @ W3 + b3)
''', points=1)
bank.wrong("predict_hidden_2", "the onion: all biases left out", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return sigmoid(sigmoid(sigmoid(X @ W1) @ W2) @ W3)
''', points=1)
bank.wrong("predict_hidden_2", "the second hidden layer is skipped", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return sigmoid(sigmoid(X @ W1 + b1)[:, :len(W3)] @ W3 + b3)
''', points=1)
bank.wrong("predict_hidden_2", "biases outside the sigmoid", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return sigmoid((sigmoid(X @ W1) + b1) @ W2 + b2) @ W3 + b3
''')
bank.wrong("predict_hidden_2", "its own random weights", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        W1, W2, W3 = np.random.normal(size=W1.shape), np.random.normal(size=W2.shape), np.random.normal(size=W3.shape)
        return sigmoid(sigmoid(sigmoid(X @ W1 + b1) @ W2 + b2) @ W3 + b3)
''')
bank.wrong("predict_hidden_2", "the example's number as a literal", '''
    # exercise: predict_hidden_2
    def predict_hidden_2(X, W1, b1, W2, b2, W3, b3):
        return 0.650763
''', points=1)

# --- keras_network

bank.right("keras_network", "layer by layer with add, weights layer by layer", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential()
        model.add(keras.layers.Input(shape=(len(W1),)))
        for W, b in ((W1, b1), (W2, b2), (W3, b3)):
            layer = keras.layers.Dense(len(b), activation="sigmoid")
            model.add(layer)
            layer.set_weights([W, b])
        return model
''')
bank.right("keras_network", "functional", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        inputs = keras.Input((W1.shape[0],))
        signal = inputs
        for b in (b1, b2, b3):
            signal = keras.layers.Dense(b.size, activation=keras.activations.sigmoid)(signal)
        model = keras.Model(inputs, signal)
        model.set_weights([W.astype("float32") for W in (W1, b1, W2, b2, W3, b3)])
        return model
''')
bank.right("keras_network", "activations as layers of their own, float64", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([keras.Input((W1.shape[0],), dtype="float64")])
        for W in (W1, W2, W3):
            model.add(keras.layers.Dense(W.shape[1], dtype="float64"))
            model.add(keras.layers.Activation("sigmoid", dtype="float64"))
        model.set_weights([W1, b1, W2, b2, W3, b3])
        return model
''')
bank.wrong("keras_network", "the random weights of Keras are kept", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        return keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="sigmoid"),
            keras.layers.Dense(W2.shape[1], activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
''', points=1)
bank.wrong("keras_network", "ReLU in the hidden layers", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="relu"),
            keras.layers.Dense(W2.shape[1], activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W2, b2, W3, b3])
        return model
''', points=1)
bank.wrong("keras_network", "no activation in the hidden layers", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1]),
            keras.layers.Dense(W2.shape[1]),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W2, b2, W3, b3])
        return model
''', points=1)
bank.wrong("keras_network", "softmax over a single output", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="sigmoid"),
            keras.layers.Dense(W2.shape[1], activation="sigmoid"),
            keras.layers.Dense(1, activation="softmax"),
        ])
        model.set_weights([W1, b1, W2, b2, W3, b3])
        return model
''', points=1)
bank.wrong("keras_network", "sizes of the example only", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((2,)),
            keras.layers.Dense(8, activation="sigmoid"),
            keras.layers.Dense(8, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W2, b2, W3, b3])
        return model
''', points=3)
bank.wrong("keras_network", "all weights first, then all biases", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="sigmoid"),
            keras.layers.Dense(W2.shape[1], activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, W2, W3, b1, b2, b3])
        return model
''')
bank.wrong("keras_network", "one hidden layer only", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W3, b3])
        return model
''')
bank.wrong("keras_network", "the model is not returned", '''
    # exercise: keras_network
    def keras_network(W1, b1, W2, b2, W3, b3):
        model = keras.Sequential([
            keras.Input((W1.shape[0],)),
            keras.layers.Dense(W1.shape[1], activation="sigmoid"),
            keras.layers.Dense(W2.shape[1], activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ])
        model.set_weights([W1, b1, W2, b2, W3, b3])
''')


# What no check has to notice
bank.argued(
    "points_on_boundary",
    "* np.sqrt(w @ w)`",
    "became `np.array([-w[1], w[0]])`",
    "nearest - np.arange(n)",
    because="any different points on the line are right",
)
