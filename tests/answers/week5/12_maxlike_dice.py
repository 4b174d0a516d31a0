"""Answers to the exercises of week5/12_maxlike_dice. Nothing here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week5/12_maxlike_dice")

# --- binomial_pmf

bank.right("binomial_pmf", "factorials", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        orders = math.factorial(n) // (math.factorial(k) * math.factorial(n - k))
        return orders * p**k * (1 - p) ** (n - k)
''')
bank.right("binomial_pmf", "recursion over the throws, a loop", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        chance = [1.0] + [0.0] * n
        for _ in range(n):
            chance = [chance[0] * (1 - p)] + [chance[i] * (1 - p) + chance[i - 1] * p for i in range(1, n + 1)]
        return chance[k]
''')
bank.right("binomial_pmf", "TensorFlow, float32", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        p = tf.constant(p, tf.float32)
        return float(math.comb(n, k)) * tf.pow(p, float(k)) * tf.pow(1 - p, float(n - k))
''')
bank.wrong("binomial_pmf", "one sequence only, no binomial coefficient", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        return p**k * (1 - p) ** (n - k)
''')
bank.wrong("binomial_pmf", "ordered selections instead of combinations", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        return math.perm(n, k) * p**k * (1 - p) ** (n - k)
''')
bank.wrong("binomial_pmf", "the blanks are forgotten", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        return math.comb(n, k) * p**k
''')
bank.wrong("binomial_pmf", "dollars and blanks swapped", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        return math.comb(n, k) * (1 - p)**k * p ** (n - k)
''')
bank.wrong("binomial_pmf", "the example's number as a literal", '''
    # exercise: binomial_pmf
    def binomial_pmf(k, n, p):
        return 0.32301
''')

# --- likelihood_of_faces

bank.right("likelihood_of_faces", "a loop, returns a list", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        result = []
        for j in range(7):
            result.append(binomial_pmf(k, n, j / 6))
        return result
''')
bank.right("likelihood_of_faces", "vectorised, without binomial_pmf", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        p = np.linspace(0, 1, 7)
        return math.comb(n, k) * p**k * (1 - p) ** (n - k)
''')
bank.right("likelihood_of_faces", "TensorFlow, float32", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        p = tf.range(7, dtype=tf.float32) / 6
        return float(math.comb(n, k)) * p ** float(k) * (1 - p) ** float(n - k)
''')
bank.wrong("likelihood_of_faces", "the dice with 0 and 6 faces left out", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        return np.array([binomial_pmf(k, n, j / 6) for j in range(1, 6)])
''')
bank.wrong("likelihood_of_faces", "a die with seven faces", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        return np.array([binomial_pmf(k, n, j / 7) for j in range(7)])
''')
bank.wrong("likelihood_of_faces", "made to add up to 1, as if it were a distribution", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        values = np.array([binomial_pmf(k, n, j / 6) for j in range(7)])
        return values / values.sum()
''')
bank.wrong("likelihood_of_faces", "the pmf of the counts of one die instead of one count for every die", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        return np.array([binomial_pmf(count, n, 1 / 6) for count in range(min(7, n + 1))])
''')
bank.wrong("likelihood_of_faces", "the numbers for two dollars in ten throws as literals", '''
    # exercise: likelihood_of_faces
    def likelihood_of_faces(k, n):
        return np.array([0, 0.29071, 0.19509, 0.043945, 0.0030483, 1.8605e-5, 0])
''')

# --- most_likely_faces

bank.right("most_likely_faces", "a loop that keeps the best", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        best, best_value = 0, -1.0
        for faces in range(7):
            value = binomial_pmf(k, n, faces / 6)
            if value > best_value:
                best, best_value = faces, value
        return best
''')
bank.right("most_likely_faces", "TensorFlow argmax, a tensor comes back", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return tf.argmax(likelihood_of_faces(k, n))
''')
bank.right("most_likely_faces", "vectorised with exponents only", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        p = np.arange(7) / 6
        return np.argmax(p**k * (1 - p) ** (n - k))
''')
bank.wrong("most_likely_faces", "the nearest share instead of the largest likelihood", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return round(6 * k / n)
''', points=1)
bank.wrong("most_likely_faces", "the largest likelihood itself, not its die", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return np.max(likelihood_of_faces(k, n))
''')
bank.wrong("most_likely_faces", "the estimate of p instead of the die", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return k / n
''')
bank.wrong("most_likely_faces", "the index counts from 1", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return int(np.argmax(likelihood_of_faces(k, n))) + 1
''')
bank.wrong("most_likely_faces", "the answer to two in ten as a literal", '''
    # exercise: most_likely_faces
    def most_likely_faces(k, n):
        return 1
''')

# --- score

bank.right("score", "one fraction", '''
    # exercise: score
    def score(k, n, p):
        return (k - n * p) / (p * (1 - p))
''')
bank.right("score", "a tape, float64", '''
    # exercise: score
    def score(k, n, p):
        p = tf.constant(p, tf.float64)
        with tf.GradientTape() as tape:
            tape.watch(p)
            log_l = k * tf.math.log(p) + (n - k) * tf.math.log(1 - p)
        return tape.gradient(log_l, p)
''')
bank.right("score", "a loop over the throws, float32", '''
    # exercise: score
    def score(k, n, p):
        p = np.float32(p)
        total = np.float32(0)
        for throw in [1] * k + [0] * (n - k):
            total += 1 / p if throw else -1 / (1 - p)
        return total
''')
bank.wrong("score", "inner derivative of 1 − p forgotten", '''
    # exercise: score
    def score(k, n, p):
        return k / p + (n - k) / (1 - p)
''')
bank.wrong("score", "only the dollars", '''
    # exercise: score
    def score(k, n, p):
        return k / p
''')
bank.wrong("score", "derivative of the likelihood, not of its logarithm", '''
    # exercise: score
    def score(k, n, p):
        likelihood = math.comb(n, k) * p**k * (1 - p) ** (n - k)
        return likelihood * (k / p - (n - k) / (1 - p))
''')
bank.wrong("score", "slope of the loss: the sign turned", '''
    # exercise: score
    def score(k, n, p):
        return -k / p + (n - k) / (1 - p)
''')
bank.wrong("score", "the log-likelihood itself", '''
    # exercise: score
    def score(k, n, p):
        return k * math.log(p) + (n - k) * math.log(1 - p)
''')

# --- log_likelihood

bank.right("log_likelihood", "a loop", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        total = 0.0
        for throw in throws:
            total += math.log(p) if throw == 1 else math.log(1 - p)
        return total
''')
bank.right("log_likelihood", "counts, vectorised", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        throws = np.asarray(throws)
        return throws.sum() * np.log(p) + (1 - throws).sum() * np.log1p(-p)
''')
bank.right("log_likelihood", "cross-entropy form in TensorFlow, float32", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        y = tf.cast(throws, tf.float32)
        return tf.reduce_sum(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
''')
bank.wrong("log_likelihood", "logarithm of the product: underflow", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return np.log(np.prod(np.where(throws == 1, p, 1 - p)))
''', points=2)
bank.wrong("log_likelihood", "mean instead of sum", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return np.mean(np.log(np.where(throws == 1, p, 1 - p)))
''')
bank.wrong("log_likelihood", "binary logarithm", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return np.sum(np.log2(np.where(throws == 1, p, 1 - p)))
''')
bank.wrong("log_likelihood", "blanks count nothing", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return np.sum(throws * np.log(p))
''')
bank.wrong("log_likelihood", "the loss: the sign turned", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return -np.sum(np.log(np.where(throws == 1, p, 1 - p)))
''')
bank.wrong("log_likelihood", "logarithm of a sum of probabilities", '''
    # exercise: log_likelihood
    def log_likelihood(throws, p):
        return np.log(np.sum(np.where(throws == 1, p, 1 - p)))
''')

# --- which_die

bank.right("which_die", "a loop, impossible dice left out by hand", '''
    # exercise: which_die
    def which_die(throws):
        k, n = sum(throws), len(throws)
        if k == 0:
            return 0
        if k == n:
            return 6
        best, best_sum = None, -math.inf
        for faces in range(1, 6):
            log_sum = k * math.log(faces / 6) + (n - k) * math.log(1 - faces / 6)
            if log_sum > best_sum:
                best, best_sum = faces, log_sum
        return best
''')
bank.right("which_die", "one broadcast, −∞ for the impossible", '''
    # exercise: which_die
    def which_die(throws):
        p = np.arange(7)[:, None] / 6
        with np.errstate(divide="ignore"):
            return np.log(np.where(np.asarray(throws)[None, :] == 1, p, 1 - p)).sum(axis=1).argmax()
''')
bank.right("which_die", "TensorFlow with xlogy", '''
    # exercise: which_die
    def which_die(throws):
        k, n = float(np.sum(throws)), float(len(throws))
        p = tf.constant(np.arange(7) / 6, tf.float32)
        q = tf.constant(np.arange(6, -1, -1) / 6, tf.float32)
        return tf.argmax(tf.math.xlogy(k, p) + tf.math.xlogy(n - k, q))
''')
bank.wrong("which_die", "products: underflow", '''
    # exercise: which_die
    def which_die(throws):
        return int(np.argmax([np.prod(np.where(throws == 1, j / 6, 1 - j / 6)) for j in range(7)]))
''', points=1)
bank.wrong("which_die", "the dice with 0 and 6 faces are never considered", '''
    # exercise: which_die
    def which_die(throws):
        return 1 + int(np.argmax([np.log(np.where(throws == 1, j / 6, 1 - j / 6)).sum() for j in range(1, 6)]))
''', points=2)
bank.wrong("which_die", "math.log(0) raises", '''
    # exercise: which_die
    def which_die(throws):
        k, n = int(np.sum(throws)), len(throws)
        return int(np.argmax([k * math.log(j / 6) + (n - k) * math.log(1 - j / 6) for j in range(7)]))
''')
bank.wrong("which_die", "the smallest log-likelihood, as if it were a loss", '''
    # exercise: which_die
    def which_die(throws):
        with np.errstate(divide="ignore"):
            return int(np.argmin([np.log(np.where(throws == 1, j / 6, 1 - j / 6)).sum() for j in range(7)]))
''')
bank.wrong("which_die", "0 · log 0 is nan", '''
    # exercise: which_die
    def which_die(throws):
        k, n = np.sum(throws), len(throws)
        best, best_sum = 0, -np.inf
        with np.errstate(all="ignore"):
            for j in range(7):
                log_sum = k * np.log(j / 6) + (n - k) * np.log(1 - j / 6)
                if log_sum > best_sum:
                    best, best_sum = j, log_sum
        return best
''', points=2)

# --- descend

bank.right("descend", "an optimizer of Keras, a list of tensors", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta = tf.Variable(0.0)
        optimizer = keras.optimizers.SGD(learning_rate=rate)
        path = [tf.sigmoid(theta)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = tf.sigmoid(theta)
                loss = -(k / n) * tf.math.log(p) - (1 - k / n) * tf.math.log(1 - p)
            optimizer.apply_gradients([(tape.gradient(loss, theta), theta)])
            path.append(tf.sigmoid(theta))
        return path
''')
bank.right("descend", "float64, a list of numbers", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta, path = tf.constant(0.0, tf.float64), []
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(theta)
                p = tf.sigmoid(theta)
                loss = -(k * tf.math.log(p) + (n - k) * tf.math.log(1 - p)) / n
            path.append(float(p))
            theta = theta - rate * tape.gradient(loss, theta)
        return path + [float(tf.sigmoid(theta))]
''')
bank.right("descend", "cross-entropy with logits over all throws, vectorised", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        y = tf.constant([1.0] * k + [0.0] * (n - k))
        theta = tf.Variable(0.0)
        path = [0.5]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                logits = theta * tf.ones_like(y)
                loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
            theta.assign_sub(rate * tape.gradient(loss, theta))
            path.append(tf.sigmoid(theta).numpy())
        return np.array(path)
''')
bank.wrong("descend", "uphill on the loss", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta = tf.Variable(0.0)
        path = [tf.sigmoid(theta)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = tf.sigmoid(theta)
                loss = -(k * tf.math.log(p) + (n - k) * tf.math.log(1 - p)) / n
            theta.assign_add(rate * tape.gradient(loss, theta))
            path.append(tf.sigmoid(theta))
        return np.array(path)
''')
bank.wrong("descend", "the sum over the throws instead of the mean", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta = tf.Variable(0.0)
        path = [tf.sigmoid(theta)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = tf.sigmoid(theta)
                loss = -(k * tf.math.log(p) + (n - k) * tf.math.log(1 - p))
            theta.assign_sub(rate * tape.gradient(loss, theta))
            path.append(tf.sigmoid(theta))
        return np.array(path)
''')
bank.wrong("descend", "p itself is moved, not θ", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        p = tf.Variable(0.5)
        path = [float(p)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = -(k * tf.math.log(p) + (n - k) * tf.math.log(1 - p)) / n
            p.assign_sub(rate * tape.gradient(loss, p))
            path.append(float(p))
        return np.array(path)
''')
bank.wrong("descend", "the blanks are missing in the loss", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta = tf.Variable(0.0)
        path = [tf.sigmoid(theta)]
        for _ in range(steps):
            with tf.GradientTape() as tape:
                loss = -k * tf.math.log(tf.sigmoid(theta)) / n
            theta.assign_sub(rate * tape.gradient(loss, theta))
            path.append(tf.sigmoid(theta))
        return np.array(path)
''')
bank.wrong("descend", "only the last p", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        theta = tf.Variable(0.0)
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = tf.sigmoid(theta)
                loss = -(k * tf.math.log(p) + (n - k) * tf.math.log(1 - p)) / n
            theta.assign_sub(rate * tape.gradient(loss, theta))
        return tf.sigmoid(theta)
''')
bank.wrong("descend", "the known answer k/n without any descent", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        return np.full(steps + 1, k / n)
''')
bank.wrong("descend", "jumps to the known answer after the start", '''
    # exercise: descend
    def descend(k, n, steps, rate):
        return np.array([0.5] + [k / n] * steps)
''')


# What no check has to notice
bank.argued("most_likely_faces", "rounded", because="the result is a whole number")
bank.argued("log_likelihood", "np.clip(", because="right for every p that is not 0 or 1 to seven digits")
bank.argued(
    "which_die",
    "rounded",
    "np.errstate()",
    "1 - fac",
    "became `faces * 6`",
    "became `faces`",
    "`6` became `7`",
    because="a factor, a constant or another base change every sum alike; a warning costs nothing",
)
