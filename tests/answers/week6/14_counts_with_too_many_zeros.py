"""Answers to the exercises of week6/14_counts_with_too_many_zeros. No check looks at a random quantity of an answer: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week6/14_counts_with_too_many_zeros")

# --- zip_log_pmf

bank.right("zip_log_pmf", "a loop with math, a list comes back", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        rates, shares = np.broadcast_to(rate, len(k)), np.broadcast_to(s, len(k))
        found = []
        for count, lam, share in zip(k, rates, shares):
            if count == 0:
                found.append(float(np.logaddexp(np.log(1 - share), np.log(share) - lam)))
            else:
                factorial = sum(np.log(i) for i in range(1, int(count) + 1))
                found.append(float(np.log(share) + count * np.log(lam) - lam - factorial))
        return found
''')
bank.right("zip_log_pmf", "SciPy's Poisson", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.logaddexp(np.log(1 - s), some), some)
''')
bank.right("zip_log_pmf", "logsumexp over the two reasons, the first one impossible for k > 0", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        k = np.asarray(k)
        reasons = np.stack(np.broadcast_arrays(np.log(1 - np.asarray(s)), np.log(s) + stats.poisson.logpmf(k, rate)))
        weights = np.stack([k == 0, np.ones(len(k))])
        return special.logsumexp(reasons, axis=0, b=weights)
''')
bank.right("zip_log_pmf", "TensorFlow, float32, a tensor comes back", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        k, rate, s = (tf.cast(values, tf.float32) for values in (k, rate, s))
        some = tf.math.log(s) + k * tf.math.log(rate) - rate - tf.math.lgamma(k + 1)
        zero = keras.ops.logaddexp(tf.math.log(1 - s), tf.math.log(s) - rate)
        return tf.where(k == 0, zero + tf.zeros_like(k), some)
''')
bank.right("zip_log_pmf", "the logarithm of the sum for zeros only, filled in", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        found = k * np.log(rate) - rate - special.gammaln(k + 1) + np.log(s)
        zero = np.log(1 - s + s * np.exp(-np.asarray(rate)))
        found[k == 0] = np.broadcast_to(zero, k.shape)[k == 0]
        return found
''')
bank.wrong("zip_log_pmf", "the logarithm of the probability: underflow", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        with np.errstate(divide="ignore"):
            return np.log(s * stats.poisson.pmf(k, rate) + (1 - s) * (k == 0))
''', points=3)
bank.wrong("zip_log_pmf", "a floor under the probability", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        return np.log(np.maximum(s * stats.poisson.pmf(k, rate) + (1 - s) * (k == 0), 1e-12))
''', points=2)
bank.wrong("zip_log_pmf", "zeros come only from those who do not fish", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.log(1 - s), some)
''')
bank.wrong("zip_log_pmf", "s taken for the share that does not fish", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(1 - s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.logaddexp(np.log(s), some), some)
''')
bank.wrong("zip_log_pmf", "the positive counts without their share", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        zero = np.logaddexp(np.log(1 - s), np.log(s) - rate)
        return np.where(k == 0, zero, stats.poisson.logpmf(k, rate))
''')
bank.wrong("zip_log_pmf", "logarithms of the two reasons added", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.log(1 - s) + np.log(s) - rate, some)
''')
bank.wrong("zip_log_pmf", "k! forgotten", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        zero = np.logaddexp(np.log(1 - s), np.log(s) - rate)
        return np.where(k == 0, zero, np.log(s) + k * np.log(rate) - rate)
''')
bank.wrong("zip_log_pmf", "ln Γ(k) instead of ln Γ(k + 1)", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        zero = np.logaddexp(np.log(1 - s), np.log(s) - rate)
        some = np.log(s) + k * np.log(rate) - rate - special.gammaln(np.maximum(k, 1))
        return np.where(k == 0, zero, some)
''')
bank.wrong("zip_log_pmf", "binary logarithm", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.logaddexp(np.log(1 - s), some), some) / np.log(2)
''')
bank.wrong("zip_log_pmf", "one number: the sum over the counts", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.sum(np.where(k == 0, np.logaddexp(np.log(1 - s), some), some))
''')
bank.wrong("zip_log_pmf", "if with single rates only", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        rate, s = float(np.ravel(rate)[0]), float(np.ravel(s)[0])
        some = np.log(s) + stats.poisson.logpmf(k, rate)
        return np.where(k == 0, np.logaddexp(np.log(1 - s), some), some)
''', points=2)
bank.wrong("zip_log_pmf", "the example as a literal", '''
    # exercise: zip_log_pmf
    def zip_log_pmf(k, rate, s):
        return np.full(len(k), -0.80017)
''')

# --- zip_moments

bank.right("zip_moments", "E[k²] − E[k]², step by step", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        first = s * rate
        second = s * (rate + rate**2)
        return first, second - first**2
''')
bank.right("zip_moments", "within and between the two kinds of groups, a list", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        mean = s * rate
        within = s * rate
        between = s * (rate - mean) ** 2 + (1 - s) * mean**2
        return [mean, within + between]
''')
bank.right("zip_moments", "sums over the probabilities", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        k = np.arange(1000)
        p = s * stats.poisson.pmf(k, rate)
        p[0] += 1 - s
        mean = np.sum(k * p)
        return np.array([mean, np.sum(k**2 * p) - mean**2])
''')
bank.right("zip_moments", "a loop over the counts", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        first = second = 0.0
        for k in range(1, 400):
            p = s * stats.poisson.pmf(k, rate)
            first += k * p
            second += k * k * p
        return first, second - first * first
''')
bank.right("zip_moments", "TensorFlow, float32", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        rate, s = tf.constant(rate, tf.float32), tf.constant(s, tf.float32)
        return tf.stack([s * rate, s * rate + s * (1 - s) * rate**2])
''')
bank.wrong("zip_moments", "variance = mean, as for Poisson", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate, s * rate
''')
bank.wrong("zip_moments", "E[k²], the square of the mean not taken off", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate, s * (rate + rate**2)
''')
bank.wrong("zip_moments", "s and 1 − s swapped in the variance", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate, s * rate * (1 + s * rate)
''')
bank.wrong("zip_moments", "standard deviation", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate, np.sqrt(s * rate * (1 + (1 - s) * rate))
''')
bank.wrong("zip_moments", "the moments of those who fish", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return rate, rate
''')
bank.wrong("zip_moments", "a scaled count: variance s²λ", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate, s**2 * rate
''')
bank.wrong("zip_moments", "mean and variance swapped", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return s * rate * (1 + (1 - s) * rate), s * rate
''')
bank.wrong("zip_moments", "a random sample", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        rng = np.random.default_rng(0)
        k = rng.poisson(rate, size=10_000) * (rng.random(10_000) < s)
        return k.mean(), k.var()
''')
bank.wrong("zip_moments", "the example as a literal", '''
    # exercise: zip_moments
    def zip_moments(rate, s):
        return 2, 6
''')

# --- share_as_large

bank.right("share_as_large", "a loop that counts", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        as_large = 0
        for row in range(len(tables)):
            if statistic(tables[row]) >= statistic(counts):
                as_large += 1
        return as_large / len(tables)
''')
bank.right("share_as_large", "apply_along_axis", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        values = np.apply_along_axis(statistic, 1, tables)
        return (values >= statistic(counts)).mean()
''')
bank.right("share_as_large", "one minus the share of smaller ones", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        values = np.array([float(statistic(table)) for table in tables])
        return 1 - np.count_nonzero(values < float(statistic(counts))) / len(values)
''')
bank.right("share_as_large", "map and sum, pure Python", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        limit = statistic(counts)
        return sum(value >= limit for value in map(statistic, tables)) / len(tables)
''')
bank.right("share_as_large", "TensorFlow, float32", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        values = tf.constant([float(statistic(table)) for table in tables], tf.float32)
        return tf.reduce_mean(tf.cast(values >= float(statistic(counts)), tf.float32))
''')
bank.wrong("share_as_large", "rows sorted in place first", """
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        counts.sort()
        tables.sort(axis=1)
        simulated = np.array([statistic(table) for table in tables])
        return np.mean(simulated >= statistic(counts))
""")
bank.wrong("share_as_large", "ties left out", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean([statistic(table) > statistic(counts) for table in tables])
''')
bank.wrong("share_as_large", "as small instead of as large", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean([statistic(table) <= statistic(counts) for table in tables])
''')
bank.wrong("share_as_large", "the number instead of the share", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return sum(statistic(table) >= statistic(counts) for table in tables)
''')
bank.wrong("share_as_large", "the columns taken for tables", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean([statistic(table) >= statistic(counts) for table in tables.T])
''')
bank.wrong("share_as_large", "always the largest value, whatever the statistic", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean(tables.max(axis=1) >= np.max(counts))
''')
bank.wrong("share_as_large", "the lesson's table instead of the argument", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean([statistic(table) >= statistic(catches) for table in tables])
''')
bank.wrong("share_as_large", "single counts compared, not statistics", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return np.mean(tables >= statistic(counts))
''')
bank.wrong("share_as_large", "one statistic of all tables together", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return float(statistic(tables.ravel()) >= statistic(counts))
''')
bank.wrong("share_as_large", "divided by the number of groups", '''
    # exercise: share_as_large
    def share_as_large(statistic, counts, tables):
        return sum(statistic(table) >= statistic(counts) for table in tables) / len(counts)
''')

# --- did_not_fish

bank.right("did_not_fish", "from the odds", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        odds = (1 - s) / s * np.exp(rate)
        return odds / (1 + odds)
''')
bank.right("did_not_fish", "a sigmoid", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return special.expit(rate + np.log1p(-s) - np.log(s))
''')
bank.right("did_not_fish", "one minus the chance of bad luck", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        bad_luck = s * stats.poisson.pmf(0, rate)
        return 1 - bad_luck / (bad_luck + 1 - s)
''')
bank.right("did_not_fish", "through the logarithm of P(0)", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        rest = np.log(1 - np.asarray(s))
        return np.exp(rest - np.logaddexp(rest, np.log(s) - np.asarray(rate)))
''')
bank.right("did_not_fish", "a loop, a list comes back for arrays", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        if np.ndim(rate) == 0:
            return (1 - s) / (1 - s + s * np.exp(-rate))
        return [float((1 - share) / (1 - share + share * np.exp(-lam))) for lam, share in zip(rate, s)]
''')
bank.right("did_not_fish", "TensorFlow, float32", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        rate, s = tf.cast(rate, tf.float32), tf.cast(s, tf.float32)
        return (1 - s) / (1 - s + s * tf.exp(-rate))
''')
bank.wrong("did_not_fish", "rate changed in place", """
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        rate *= -1
        return (1 - s) / (1 - s + s * np.exp(rate))
""", points=1)
bank.wrong("did_not_fish", "the other reason", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return s * np.exp(-rate) / (1 - s + s * np.exp(-rate))
''')
bank.wrong("did_not_fish", "the share that does not fish, whatever was caught", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return 1 - s + 0 * rate
''')
bank.wrong("did_not_fish", "the probability of a zero", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return 1 - s + s * np.exp(-rate)
''')
bank.wrong("did_not_fish", "the weights of the two kinds forgotten", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return 1 / (1 + np.exp(-rate))
''')
bank.wrong("did_not_fish", "bad luck not weighted by s", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return (1 - s) / (1 - s + np.exp(-rate))
''')
bank.wrong("did_not_fish", "s taken for the share that does not fish", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return s / (s + (1 - s) * np.exp(-rate))
''')
bank.wrong("did_not_fish", "the odds, not the probability", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return (1 - s) / (s * np.exp(-rate))
''')
bank.wrong("did_not_fish", "the sign of the rate", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        return (1 - s) / (1 - s + s * np.exp(rate))
''')
bank.wrong("did_not_fish", "the odds by exp(rate): too large for a float", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        odds = np.float32(1 - s) / np.float32(s) * np.exp(np.float32(rate))
        return odds / (1 + odds)
''', points=1)
bank.wrong("did_not_fish", "the fitted rate and share of the lesson", '''
    # exercise: did_not_fish
    def did_not_fish(rate, s):
        rate, s = 7.617, 0.4322
        return (1 - s) / (1 - s + s * np.exp(-rate))
''')

# --- nb_log_pmf

bank.right("nb_log_pmf", "SciPy's negative binomial", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        return stats.nbinom.logpmf(k, shape, shape / (shape + mean))
''')
bank.right("nb_log_pmf", "a loop with math.lgamma, a list comes back", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        from math import lgamma, log
        found = []
        for count, mu in zip(k, np.broadcast_to(mean, len(k))):
            term = lgamma(count + shape) - lgamma(shape) - lgamma(count + 1)
            found.append(term + shape * log(shape / (shape + mu)) + count * log(mu / (shape + mu)))
        return found
''')
bank.right("nb_log_pmf", "Γ(k + r)/Γ(r) as a product of k factors", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        rising = np.array([np.sum(np.log(shape + np.arange(int(count)))) for count in k])
        factorial = np.array([np.sum(np.log(np.arange(1, int(count) + 1))) for count in k])
        return rising - factorial - shape * np.log1p(mean / shape) - k * np.log1p(shape / mean)
''')
bank.right("nb_log_pmf", "TensorFlow, float32, a tensor comes back", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        k, mean, shape = (tf.cast(values, tf.float32) for values in (k, mean, shape))
        orders = tf.math.lgamma(k + shape) - tf.math.lgamma(shape) - tf.math.lgamma(k + 1)
        return orders + shape * tf.math.log(shape / (shape + mean)) + k * tf.math.log(mean / (shape + mean))
''')
bank.right("nb_log_pmf", "through the beta function", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        p = shape / (shape + mean)
        return -np.log(k + shape) - special.betaln(k + 1, shape) + special.xlogy(shape, p) + special.xlog1py(k, -p)
''')
bank.wrong("nb_log_pmf", "the logarithm of the probability: over- and underflow", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        with np.errstate(all="ignore"):
            orders = special.gamma(k + shape) / special.gamma(shape) / special.gamma(k + 1)
            return np.log(orders * (shape / (shape + mean)) ** shape * (mean / (shape + mean)) ** k)
''', points=2)
bank.wrong("nb_log_pmf", "the two probabilities swapped", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        orders = special.gammaln(k + shape) - special.gammaln(shape) - special.gammaln(k + 1)
        return orders + shape * np.log(mean / (shape + mean)) + k * np.log(shape / (shape + mean))
''')
bank.wrong("nb_log_pmf", "Γ(r) forgotten", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        orders = special.gammaln(k + shape) - special.gammaln(k + 1)
        return orders + shape * np.log(shape / (shape + mean)) + k * np.log(mean / (shape + mean))
''')
bank.wrong("nb_log_pmf", "ln Γ(k) for ln k!", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        orders = special.gammaln(k + shape) - special.gammaln(shape) - special.gammaln(np.maximum(k, 1))
        return orders + shape * np.log(shape / (shape + mean)) + k * np.log(mean / (shape + mean))
''')
bank.wrong("nb_log_pmf", "no factor of orders, right for shape 1 alone", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        return shape * np.log(shape / (shape + mean)) + k * np.log(mean / (shape + mean))
''')
bank.wrong("nb_log_pmf", "the shape as success probability of SciPy's", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        return stats.nbinom.logpmf(k, mean, shape / (1 + shape))
''')
bank.wrong("nb_log_pmf", "the shape rounded to a whole number", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        shape = max(1, round(shape))
        return stats.nbinom.logpmf(k, shape, shape / (shape + mean))
''')
bank.wrong("nb_log_pmf", "a Poisson distribution with the mean", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        return stats.poisson.logpmf(k, mean)
''')
bank.wrong("nb_log_pmf", "minus the logarithm", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        return -stats.nbinom.logpmf(k, shape, shape / (shape + mean))
''')
bank.wrong("nb_log_pmf", "the first mean for every count", '''
    # exercise: nb_log_pmf
    def nb_log_pmf(k, mean, shape):
        mean = float(np.ravel(mean)[0])
        return stats.nbinom.logpmf(k, shape, shape / (shape + mean))
''', points=2)

# --- fit_nb

bank.right("fit_nb", "the mean by hand, the shape by a search in one dimension", '''
    # exercise: fit_nb
    def fit_nb(counts):
        mean = counts.mean()
        best = optimize.minimize_scalar(lambda a: -np.sum(nb_log_pmf(counts, mean, np.exp(a))), bounds=(-5, 5), method="bounded")
        return mean, np.exp(best.x)
''')
bank.right("fit_nb", "BFGS with its own slopes", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            mean, shape = np.exp(weights)
            return -stats.nbinom.logpmf(counts, shape, shape / (shape + mean)).mean()
        return [float(number) for number in np.exp(optimize.minimize(nll, [1.0, 0.0]).x)]
''')
bank.right("fit_nb", "a tape and gradient descent", '''
    # exercise: fit_nb
    def fit_nb(counts):
        k, w = tf.constant(counts, tf.float64), tf.Variable([float(np.log(np.mean(counts))), 0.0], dtype=tf.float64)
        @tf.function
        def step():
            with tf.GradientTape() as tape:
                mean, shape = tf.exp(w[0]), tf.exp(w[1])
                terms = tf.math.lgamma(k + shape) - tf.math.lgamma(shape)
                terms += shape * tf.math.log(shape / (shape + mean)) + k * tf.math.log(mean / (shape + mean))
                loss = -tf.reduce_mean(terms)
            w.assign_sub(0.3 * tape.gradient(loss, w))
        for _ in range(300):
            step()
        return tf.exp(w)
''')
bank.right("fit_nb", "the zero of the slope", '''
    # exercise: fit_nb
    def fit_nb(counts):
        mean = np.mean(counts)
        def slope(a):
            r = np.exp(a)
            return np.mean(special.digamma(counts + r)) - special.digamma(r) + np.log(r / (r + mean))
        return mean, np.exp(optimize.brentq(slope, -6, 6))
''')
bank.right("fit_nb", "a fine grid of shapes", '''
    # exercise: fit_nb
    def fit_nb(counts):
        shapes = np.exp(np.linspace(-5, 5, 4001))
        nll = [-np.sum(stats.nbinom.logpmf(counts, r, r / (r + counts.mean()))) for r in shapes]
        return counts.mean(), shapes[int(np.argmin(nll))]
''')
bank.wrong("fit_nb", "the shape from the variance", '''
    # exercise: fit_nb
    def fit_nb(counts):
        mean, variance = counts.mean(), counts.var()
        return mean, mean**2 / (variance - mean)
''')
bank.wrong("fit_nb", "the logarithms returned", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            return -np.mean(nb_log_pmf(counts, np.exp(weights[0]), np.exp(weights[1])))
        return optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x
''')
bank.wrong("fit_nb", "the largest NLL: the sign", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            mean, shape = np.exp(np.clip(weights, -4, 4))
            return np.mean(nb_log_pmf(counts, mean, shape))
        return np.exp(np.clip(optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x, -4, 4))
''')
bank.wrong("fit_nb", "the catches of the lesson instead of the argument", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            return -np.mean(nb_log_pmf(catches, np.exp(weights[0]), np.exp(weights[1])))
        return np.exp(optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x)
''')
bank.wrong("fit_nb", "shape and mean swapped", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            return -np.mean(nb_log_pmf(counts, np.exp(weights[0]), np.exp(weights[1])))
        return np.exp(optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x)[::-1]
''')
bank.wrong("fit_nb", "the zero-inflated model fitted instead", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            return -np.mean(zip_log_pmf(counts, np.exp(weights[0]), special.expit(weights[1])))
        best = optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x
        return np.exp(best[0]), special.expit(best[1])
''')
bank.wrong("fit_nb", "only the mean is moved, the shape stays 1", '''
    # exercise: fit_nb
    def fit_nb(counts):
        best = optimize.minimize_scalar(lambda a: -np.mean(nb_log_pmf(counts, np.exp(a), 1.0)), bounds=(-6, 6), method="bounded")
        return np.exp(best.x), 1.0
''')
bank.wrong("fit_nb", "stops before it has arrived", '''
    # exercise: fit_nb
    def fit_nb(counts):
        def nll(weights):
            return -np.mean(nb_log_pmf(counts, np.exp(weights[0]), np.exp(weights[1])))
        return np.exp(optimize.minimize(nll, np.zeros(2), method="Nelder-Mead", options={"maxiter": 15}).x)
''')
bank.wrong("fit_nb", "fits the positive counts only", '''
    # exercise: fit_nb
    def fit_nb(counts):
        counts = counts[counts > 0]
        def nll(weights):
            return -np.mean(nb_log_pmf(counts, np.exp(weights[0]), np.exp(np.clip(weights[1], -9, 9))))
        return np.exp(optimize.minimize(nll, np.zeros(2), method="Nelder-Mead").x)
''')
bank.wrong("fit_nb", "the example as a literal", '''
    # exercise: fit_nb
    def fit_nb(counts):
        return 2.0, 0.3271
''')

# --- zip_loss

bank.right("zip_loss", "logsumexp over the two reasons", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        log_rate, logit = outputs[:, 0], outputs[:, 1]
        y = tf.reshape(tf.cast(y_true, tf.float32), [-1])
        log_s, log_rest = tf.math.log_sigmoid(logit), tf.math.log_sigmoid(-logit)
        some = log_s + y * log_rate - tf.exp(log_rate) - tf.math.lgamma(y + 1.0)
        zero = tf.reduce_logsumexp(tf.stack([log_rest, log_s - tf.exp(log_rate)]), axis=0)
        return -tf.reduce_mean(tf.where(y == 0, zero, some))
''')
bank.right("zip_loss", "keras.ops throughout, its own logaddexp", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        ops = keras.ops
        log_rate, logit = ops.split(ops.convert_to_tensor(outputs), 2, axis=1)
        log_s, log_rest = -ops.softplus(-logit), -ops.softplus(logit)
        bad_luck = log_s - ops.exp(log_rate)
        top = ops.maximum(log_rest, bad_luck)
        zero = top + ops.log(ops.exp(log_rest - top) + ops.exp(bad_luck - top))
        some = bad_luck + y_true * log_rate - tf.math.lgamma(y_true + 1.0)
        return ops.mean(-ops.where(ops.equal(y_true, 0), zero, some))
''')
bank.right("zip_loss", "zero: softplus(−λ − a) − softplus(−a)", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, :1], outputs[:, 1:]
        zero = tf.math.softplus(a - tf.exp(r)) - tf.math.softplus(a)
        some = a - tf.math.softplus(a) + y_true * r - tf.exp(r) - tf.math.lgamma(y_true + 1.0)
        is_zero = tf.cast(y_true == 0, tf.float32)
        return -tf.reduce_mean(is_zero * zero + (1 - is_zero) * some)
''')
bank.right("zip_loss", "NumPy in float64: right numbers, though no network can train with it", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        y, (r, a) = np.asarray(y_true, float)[:, 0], np.asarray(outputs, float).T
        some = special.log_expit(a) + stats.poisson.logpmf(y, np.exp(r))
        return -np.where(y == 0, np.logaddexp(special.log_expit(-a), some), some).mean()
''')
bank.right("zip_loss", "a loop over the rows", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        total = 0.0
        for i in range(len(y_true)):
            y, r, a = y_true[i, 0], outputs[i, 0], outputs[i, 1]
            bad_luck = -tf.math.softplus(-a) - tf.exp(r)
            if y == 0:
                total += keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
            else:
                total += bad_luck + y * r - tf.math.lgamma(y + 1.0)
        return -total / len(y_true)
''')
bank.wrong("zip_loss", "through the share itself: 1 − s is 0 in float32", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        rate, s = tf.exp(outputs[:, 0:1]), tf.sigmoid(outputs[:, 1:2])
        zero = tf.math.log(1 - s + s * tf.exp(-rate))
        some = tf.math.log(s) + y_true * tf.math.log(rate) - rate - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''', points=2)
bank.wrong("zip_loss", "the same with a small number inside the logarithm", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        rate, s = tf.exp(outputs[:, 0:1]), tf.sigmoid(outputs[:, 1:2])
        zero = tf.math.log(1 - s + s * tf.exp(-rate) + 1e-7)
        some = tf.math.log(s + 1e-7) + y_true * tf.math.log(rate) - rate - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''', points=2)
bank.wrong("zip_loss", "rate without the exponential", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        rate, a = tf.abs(outputs[:, 0:1]) + 1e-6, outputs[:, 1:2]
        some = -tf.math.softplus(-a) + y_true * tf.math.log(rate) - rate - tf.math.lgamma(y_true + 1.0)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), -tf.math.softplus(-a) - rate)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''')
bank.wrong("zip_loss", "shapes (n, 1) and (n,) make (n, n)", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0], outputs[:, 1]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        some = bad_luck + y_true * r - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''', points=2)
bank.wrong("zip_loss", "ln y! left out, as in Keras' Poisson loss", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0:1], outputs[:, 1:2]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, bad_luck + y_true * r))
''', points=1)
bank.wrong("zip_loss", "s and 1 − s swapped", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0:1], -outputs[:, 1:2]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        some = bad_luck + y_true * r - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''')
bank.wrong("zip_loss", "the outputs swapped", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        a, r = outputs[:, 0:1], outputs[:, 1:2]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        some = bad_luck + y_true * r - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, zero, some))
''')
bank.wrong("zip_loss", "the sum over the rows", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0:1], outputs[:, 1:2]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        some = bad_luck + y_true * r - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_sum(tf.where(y_true == 0, zero, some))
''', points=2)
bank.wrong("zip_loss", "the log-likelihood: the sign", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0:1], outputs[:, 1:2]
        bad_luck = -tf.math.softplus(-a) - tf.exp(r)
        zero = keras.ops.logaddexp(-tf.math.softplus(a), bad_luck)
        some = bad_luck + y_true * r - tf.math.lgamma(y_true + 1.0)
        return tf.reduce_mean(tf.where(y_true == 0, zero, some))
''')
bank.wrong("zip_loss", "the zeros without bad luck", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r, a = outputs[:, 0:1], outputs[:, 1:2]
        some = -tf.math.softplus(-a) - tf.exp(r) + y_true * r - tf.math.lgamma(y_true + 1.0)
        return -tf.reduce_mean(tf.where(y_true == 0, -tf.math.softplus(a), some))
''', points=1)
bank.wrong("zip_loss", "a plain Poisson loss", '''
    # exercise: zip_loss
    def zip_loss(y_true, outputs):
        r = outputs[:, 0:1]
        return tf.reduce_mean(tf.exp(r) - y_true * r + tf.math.lgamma(y_true + 1.0))
''')

# --- ten_splits

bank.right("ten_splits", "a list of numbers, held-out rows first", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            shuffled = np.random.default_rng(seed).permutation(n)
            held_out, train = np.split(shuffled, [n // 5])
            found.append(float(score(train, held_out)))
        return found
''')
bank.right("ten_splits", "choice without replacement, the rest to train", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = np.zeros(10)
        for seed in range(10):
            rng = np.random.default_rng(seed)
            held_out = rng.choice(n, size=n // 5, replace=False)
            found[seed] = score(np.setdiff1d(np.arange(n), held_out), held_out)
        return found
''')
bank.right("ten_splits", "one generator for all splits", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        rng = np.random.default_rng(1)
        orders = [rng.permutation(n) for _ in range(10)]
        return np.array([score(order[n // 5 :], order[: n // 5]) for order in orders])
''')
bank.right("ten_splits", "Python's random, lists of rows", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        import random
        found = []
        for seed in range(10):
            rows = list(range(n))
            random.Random(seed).shuffle(rows)
            found.append(score(np.array(rows[: n * 4 // 5]), np.array(rows[n * 4 // 5 :])))
        return tuple(found)
''')
bank.right("ten_splits", "TensorFlow, a tensor comes back", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.argsort(tf.random.stateless_uniform([n], [seed, 0]).numpy())
            found.append(score(rows[: int(0.8 * n)], rows[int(0.8 * n) :]))
        return tf.constant(found, tf.float32)
''')
bank.wrong("ten_splits", "the same split ten times", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(0).permutation(n)
            found.append(score(rows[: 4 * n // 5], rows[4 * n // 5 :]))
        return np.array(found)
''')
bank.wrong("ten_splits", "not shuffled", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        rows = np.arange(n)
        return np.array([score(rows[: 4 * n // 5], rows[4 * n // 5 :]) for seed in range(10)])
''')
bank.wrong("ten_splits", "train and held-out swapped", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).permutation(n)
            found.append(score(rows[4 * n // 5 :], rows[: 4 * n // 5]))
        return np.array(found)
''')
bank.wrong("ten_splits", "trained on all rows: the held-out ones leak", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).permutation(n)
            found.append(score(rows, rows[4 * n // 5 :]))
        return np.array(found)
''')
bank.wrong("ten_splits", "two independent draws, so rows are in both parts", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rng = np.random.default_rng(seed)
            found.append(score(rng.permutation(n)[: 4 * n // 5], rng.permutation(n)[: n // 5]))
        return np.array(found)
''')
bank.wrong("ten_splits", "drawn with replacement", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).integers(0, n, size=n)
            found.append(score(rows[: 4 * n // 5], rows[4 * n // 5 :]))
        return np.array(found)
''')
bank.wrong("ten_splits", "the mean of the ten", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).permutation(n)
            found.append(score(rows[: 4 * n // 5], rows[4 * n // 5 :]))
        return np.mean(found)
''')
bank.wrong("ten_splits", "ten folds: nine tenths to train", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        rows = np.random.default_rng(0).permutation(n)
        folds = np.array_split(rows, 10)
        return np.array([score(np.setdiff1d(rows, fold), fold) for fold in folds])
''')
bank.wrong("ten_splits", "no seed", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for _ in range(10):
            rows = np.random.default_rng().permutation(n)
            found.append(score(rows[: 4 * n // 5], rows[4 * n // 5 :]))
        return np.array(found)
''', points=1)
bank.wrong("ten_splits", "the lesson's 250 rows, whatever n is", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).permutation(250)
            found.append(score(rows[:200], rows[200:]))
        return np.array(found)
''', points=1)
bank.wrong("ten_splits", "a block of rows held out, shifted by the seed", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.roll(np.arange(n), seed)
            found.append(score(rows[: 4 * n // 5], rows[4 * n // 5 :]))
        return np.array(found)
''', points=1)
bank.wrong("ten_splits", "16 rows to train, as in the example", '''
    # exercise: ten_splits
    def ten_splits(n, score):
        found = []
        for seed in range(10):
            rows = np.random.default_rng(seed).permutation(n)
            found.append(score(rows[:16], rows[16:]))
        return np.array(found)
''', points=1)


# What no check has to notice
bank.argued("zip_log_pmf", "np.clip(", because="a share or a rate is not that small")
bank.argued("nb_log_pmf", "np.clip(", because="a share is not that small")
bank.argued(
    "fit_nb",
    "`optimize.minimize(nll, np.zeros(2))`",
    "became `np.ones(2)`",
    "became `np.sum(",
    because="another search, start or factor leads to the same optimum",
)
bank.argued("zip_loss", "`2` became `3`", because="there are two outputs")
bank.argued("ten_splits", "rounded", because="two digits are what such a comparison needs")
