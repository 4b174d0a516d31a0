"""Answers to the exercises of week7/18_bayes_coin. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week7/18_bayes_coin")

# --- bag_of_dice

bank.right("bag_of_dice", "binomial likelihood by scipy, shares of the bag first", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        prior = np.asarray(bag) / np.sum(bag)
        likelihood = stats.binom.pmf(k, n, np.linspace(0, 1, 7))
        return prior * likelihood / np.sum(prior * likelihood)
''')
bank.right("bag_of_dice", "a loop over the dice, a list comes back", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = []
        for faces in range(7):
            p = faces / 6
            joint.append(float(bag[faces]) * p**k * (1 - p) ** (n - k))
        return [value / sum(joint) for value in joint]
''')
bank.right("bag_of_dice", "whole numbers: faces to the power of k", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = [int(bag[j]) * j**k * (6 - j) ** (n - k) for j in range(7)]
        return np.array([value / sum(joint) for value in joint])
''')
bank.right("bag_of_dice", "TensorFlow, float64", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        p = tf.range(7, dtype=tf.float64) / 6
        joint = tf.cast(bag, tf.float64) * p**k * (1 - p) ** (n - k)
        return joint / tf.reduce_sum(joint)
''')
bank.right("bag_of_dice", "logarithms with xlogy and softmax", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        p = np.arange(7) / 6
        with np.errstate(divide="ignore"):
            logs = np.log(bag) + special.xlogy(k, p) + special.xlog1py(n - k, -p)
        return special.softmax(logs).astype("float32")
''')
bank.wrong("bag_of_dice", "the bag ignored", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        p = np.arange(7) / 6
        joint = p**k * (1 - p) ** (n - k)
        return joint / joint.sum()
''')
bank.wrong("bag_of_dice", "not divided by the sum", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        return bag / np.sum(bag) * stats.binom.pmf(k, n, np.arange(7) / 6)
''')
bank.wrong("bag_of_dice", "likelihood divided by its sum before the bag comes in", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        likelihood = stats.binom.pmf(k, n, np.arange(7) / 6)
        return bag / np.sum(bag) * likelihood / likelihood.sum()
''')
bank.wrong("bag_of_dice", "blanks forgotten", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = bag * (np.arange(7) / 6) ** k
        return joint / joint.sum()
''')
bank.wrong("bag_of_dice", "only whether a kind is in the bag", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = (np.asarray(bag) > 0) * stats.binom.pmf(k, n, np.arange(7) / 6)
        return joint / joint.sum()
''')
bank.wrong("bag_of_dice", "dice numbered from 1 to 7 faces", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = bag * stats.binom.pmf(k, n, np.arange(1, 8) / 7)
        return joint / joint.sum()
''')
bank.wrong("bag_of_dice", "logarithms without 0·ln 0 = 0", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        p = np.arange(7) / 6
        with np.errstate(all="ignore"):
            joint = bag * np.exp(k * np.log(p) + (n - k) * np.log(1 - p))
            joint = np.nan_to_num(joint)
        return joint / joint.sum()
''', points=1)
bank.wrong("bag_of_dice", "the most probable die gets everything", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = bag * stats.binom.pmf(k, n, np.arange(7) / 6)
        return np.eye(7)[np.argmax(joint)]
''')
bank.wrong("bag_of_dice", "rounded to three decimals first", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        joint = bag * np.round(stats.binom.pmf(k, n, np.arange(7) / 6), 3)
        return joint / joint.sum()
''')
bank.wrong("bag_of_dice", "softmax of the products", '''
    # exercise: bag_of_dice
    def bag_of_dice(k, n, bag):
        return special.softmax(bag * stats.binom.pmf(k, n, np.arange(7) / 6))
''')

# --- grid_posterior

bank.right("grid_posterior", "the largest taken out by hand", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        logs = np.full(len(p), -np.inf)
        some = np.asarray(prior) > 0
        logs[some] = np.log(prior[some]) + k * np.log(p[some]) + (n - k) * np.log(1 - p[some])
        weights = np.exp(logs - logs.max())
        return weights / weights.sum()
''')
bank.right("grid_posterior", "scipy's binomial logpmf and logsumexp", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        with np.errstate(divide="ignore"):
            logs = np.log(prior) + stats.binom.logpmf(k, n, p)
        return np.exp(logs - special.logsumexp(logs))
''')
bank.right("grid_posterior", "a loop over p, a list comes back", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        logs = []
        for value, before in zip(p, prior):
            if before > 0:
                logs.append(np.log(before) + k * np.log(value) + (n - k) * np.log(1 - value))
            else:
                logs.append(-np.inf)
        top = max(logs)
        weights = [np.exp(each - top) for each in logs]
        return [weight / sum(weights) for weight in weights]
''')
bank.right("grid_posterior", "TensorFlow softmax, float64", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        p, prior = tf.cast(p, tf.float64), tf.cast(prior, tf.float64)
        return tf.nn.softmax(tf.math.log(prior) + k * tf.math.log(p) + (n - k) * tf.math.log(1 - p))
''')
bank.right("grid_posterior", "log-odds, which leave out what is common", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        with np.errstate(divide="ignore"):
            return special.softmax(np.log(prior) + k * special.logit(p) + n * np.log1p(-p)).astype("float32")
''')
bank.wrong("grid_posterior", "powers: underflow", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        weights = prior * p**k * (1 - p) ** (n - k)
        with np.errstate(invalid="ignore"):
            return weights / weights.sum()
''', points=1)
bank.wrong("grid_posterior", "logarithms, but exponentiated before the largest comes out", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        with np.errstate(all="ignore"):
            weights = np.exp(np.log(prior) + k * np.log(p) + (n - k) * np.log(1 - p))
            return weights / weights.sum()
''', points=1)
bank.wrong("grid_posterior", "the prior ignored", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        return special.softmax(k * np.log(p) + (n - k) * np.log(1 - p))
''')
bank.wrong("grid_posterior", "tails ignored", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        return special.softmax(np.log(prior) + k * np.log(p))
''')
bank.wrong("grid_posterior", "n tails instead of n − k", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        return special.softmax(np.log(prior) + k * np.log(p) + n * np.log(1 - p))
''')
bank.wrong("grid_posterior", "prior added instead of its logarithm", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        return special.softmax(prior + k * np.log(p) + (n - k) * np.log(1 - p))
''')
bank.wrong("grid_posterior", "largest likelihood taken out, prior multiplied afterwards", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        logs = k * np.log(p) + (n - k) * np.log(1 - p)
        weights = prior * np.exp(logs - logs.max())
        with np.errstate(invalid="ignore"):
            return weights / weights.sum()
''', points=2)
bank.wrong("grid_posterior", "a small number added to the prior", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        return special.softmax(np.log(prior + 1e-9) + k * np.log(p) + (n - k) * np.log(1 - p))
''', points=2)
bank.wrong("grid_posterior", "not divided by the sum", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        logs = np.log(prior) + k * np.log(p) + (n - k) * np.log(1 - p)
        return np.exp(logs - logs.max())
''')
bank.wrong("grid_posterior", "a density: divided by the distance of the first two p", '''
    # exercise: grid_posterior
    def grid_posterior(k, n, p, prior):
        weights = special.softmax(np.log(prior) + k * np.log(p) + (n - k) * np.log(1 - p))
        return weights / abs(p[1] - p[0])
''')

# --- predictive

bank.right("predictive", "a loop over the coins", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        total = 0.0
        for value, belief in zip(p, posterior):
            total += belief * special.comb(m, j) * value**j * (1 - value) ** (m - j)
        return total
''')
bank.right("predictive", "a scalar product", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return float(np.dot(posterior, stats.binom.pmf(j, m, p)))
''')
bank.right("predictive", "np.average with weights", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return np.average(special.binom(m, j) * p**j * (1 - p) ** (m - j), weights=posterior)
''')
bank.right("predictive", "TensorFlow, float32", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        p, posterior = tf.cast(p, tf.float32), tf.cast(posterior, tf.float32)
        return special.comb(m, j) * tf.reduce_sum(posterior * p**j * (1 - p) ** (m - j))
''')
bank.right("predictive", "throw by throw: the distribution of the count", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        counts = np.zeros((m + 1, len(p)))
        counts[0] = 1
        for _ in range(m):
            counts[1:] = counts[1:] * (1 - p) + counts[:-1] * p
            counts[0] = counts[0] * (1 - p)
        return counts[j] @ posterior
''')
bank.wrong("predictive", "binomial probability of the mean coin", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return stats.binom.pmf(j, m, np.sum(p * posterior))
''', points=1)
bank.wrong("predictive", "binomial probability of the most probable coin", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return stats.binom.pmf(j, m, p[np.argmax(posterior)])
''')
bank.wrong("predictive", "the binomial coefficient forgotten", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return np.sum(posterior * p**j * (1 - p) ** (m - j))
''', points=1)
bank.wrong("predictive", "mean over the coins without the posterior", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return np.mean(stats.binom.pmf(j, m, p))
''')
bank.wrong("predictive", "mean instead of the sum", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return np.mean(posterior * stats.binom.pmf(j, m, p))
''')
bank.wrong("predictive", "only the next throw, whatever j and m", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        heads = np.sum(p * posterior)
        return heads if j else 1 - heads
''', points=1)
bank.wrong("predictive", "at most j heads", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return np.sum(posterior * stats.binom.cdf(j, m, p))
''')
bank.wrong("predictive", "a number for each coin", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return posterior * stats.binom.pmf(j, m, p)
''')
bank.wrong("predictive", "each new head believed to be independent of the others", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        heads = np.sum(p * posterior)
        return special.comb(m, j) * heads**j * (1 - heads) ** (m - j)
''', points=1)
bank.wrong("predictive", "the shape of three or four coins taken for granted", '''
    # exercise: predictive
    def predictive(j, m, p, posterior):
        return sum(posterior[i] * stats.binom.pmf(j, m, p[i]) for i in range(min(4, len(p))))
''', points=2)

# --- updates

bank.right("updates", "a loop, a list of lists", '''
    # exercise: updates
    def updates(throws, a, b):
        rows = [[a, b]]
        for throw in throws:
            heads, tails = rows[-1]
            rows.append([heads + 1, tails] if throw == 1 else [heads, tails + 1])
        return rows
''')
bank.right("updates", "cumsum of two columns with the prior in front", '''
    # exercise: updates
    def updates(throws, a, b):
        steps = np.column_stack([throws, 1 - np.asarray(throws)]).astype(float)
        return np.cumsum(np.vstack([[a, b], steps]), axis=0)
''')
bank.right("updates", "an array filled row by row", '''
    # exercise: updates
    def updates(throws, a, b):
        result = np.empty((len(throws) + 1, 2))
        for i in range(len(throws) + 1):
            result[i] = a + np.sum(throws[:i]), b + i - np.sum(throws[:i])
        return result
''')
bank.right("updates", "TensorFlow, float32", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = tf.concat([[0.0], tf.cumsum(tf.cast(throws, tf.float32))], 0)
        tails = tf.range(len(throws) + 1, dtype=tf.float32) - heads
        return tf.stack([a + heads, b + tails], axis=1)
''')
bank.right("updates", "itertools.accumulate in spirit: two counters", '''
    # exercise: updates
    def updates(throws, a, b):
        heads, tails, rows = 0, 0, [(a, b)]
        for throw in throws:
            heads += int(throw)
            tails += 1 - int(throw)
            rows.append((a + heads, b + tails))
        return np.array(rows)
''')
bank.wrong("updates", "only the last row", '''
    # exercise: updates
    def updates(throws, a, b):
        return np.array([a + np.sum(throws), b + len(throws) - np.sum(throws)])
''')
bank.wrong("updates", "the prior's row forgotten", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.cumsum(throws)
        return np.stack([a + heads, b + np.arange(1, len(throws) + 1) - heads], axis=1)
''')
bank.wrong("updates", "heads and tails exchanged", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.concatenate([[0], np.cumsum(throws)])
        return np.stack([a + np.arange(len(heads)) - heads, b + heads], axis=1)
''')
bank.wrong("updates", "b counts all throws", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.concatenate([[0], np.cumsum(throws)])
        return np.stack([a + heads, b + np.arange(len(heads))], axis=1)
''')
bank.wrong("updates", "the flat prior whatever a and b", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.concatenate([[0], np.cumsum(throws)])
        return np.stack([1 + heads, 1 + np.arange(len(heads)) - heads], axis=1)
''')
bank.wrong("updates", "two rows instead of two columns", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.concatenate([[0], np.cumsum(throws)])
        return np.stack([a + heads, b + np.arange(len(heads)) - heads])
''')
bank.wrong("updates", "whole numbers only", '''
    # exercise: updates
    def updates(throws, a, b):
        rows = np.zeros((len(throws) + 1, 2), dtype=int)
        rows[0] = a, b
        for i, throw in enumerate(throws):
            rows[i + 1] = rows[i] + [throw, 1 - throw]
        return rows
''')
bank.wrong("updates", "no throws are not thought of", '''
    # exercise: updates
    def updates(throws, a, b):
        heads = np.cumsum(throws)
        rows = np.stack([a + heads, b + np.arange(1, len(throws) + 1) - heads], axis=1)
        first = rows[0] - ([1, 0] if throws[0] else [0, 1])
        return np.vstack([first, rows])
''', points=1)

# --- credible_interval

bank.right("credible_interval", "a frozen Beta distribution's interval", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        return stats.beta(k + 1, n - k + 1).interval(level)
''')
bank.right("credible_interval", "both quantiles in one call, an array (2, m)", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        ends = np.array([[(1 - level) / 2], [(1 + level) / 2]])
        return stats.beta.ppf(ends, np.asarray(k) + 1, n - np.asarray(k) + 1)
''')
bank.right("credible_interval", "a loop, two lists", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        low, high = [], []
        for heads in k:
            belief = stats.beta(1 + heads, 1 + n - heads)
            low.append(belief.ppf(0.5 - level / 2))
            high.append(belief.ppf(0.5 + level / 2))
        return low, high
''')
bank.right("credible_interval", "special.betaincinv, float32", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        low = special.betaincinv(k + 1.0, n - k + 1.0, (1 - level) / 2)
        high = special.betaincinv(k + 1.0, n - k + 1.0, (1 + level) / 2)
        return low.astype("float32"), high.astype("float32")
''')
bank.right("credible_interval", "the upper end by the symmetry of heads and tails, tensors", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        low = stats.beta.ppf((1 - level) / 2, k + 1, n - k + 1)
        return tf.constant(low), 1 - tf.constant(stats.beta.ppf((1 - level) / 2, n - k + 1, k + 1))
''')
bank.wrong("credible_interval", "the whole rest on both sides", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        return stats.beta.ppf(1 - level, k + 1, n - k + 1), stats.beta.ppf(level, k + 1, n - k + 1)
''')
bank.wrong("credible_interval", "k and n − k without the prior", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        a, b = np.maximum(k, 1e-9), np.maximum(n - k, 1e-9)
        return stats.beta.ppf((1 - level) / 2, a, b), stats.beta.ppf((1 + level) / 2, a, b)
''')
bank.wrong("credible_interval", "n tails instead of n − k", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        return stats.beta.ppf((1 - level) / 2, k + 1, n + 1), stats.beta.ppf((1 + level) / 2, k + 1, n + 1)
''')
bank.wrong("credible_interval", "always 95 %", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        return stats.beta.ppf(0.025, k + 1, n - k + 1), stats.beta.ppf(0.975, k + 1, n - k + 1)
''', points=1)
bank.wrong("credible_interval", "the textbook's interval", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        share, z = k / n, stats.norm.ppf((1 + level) / 2)
        error = z * np.sqrt(share * (1 - share) / n)
        return share - error, share + error
''')
bank.wrong("credible_interval", "mean and spread of the posterior as if it were normal", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        belief, z = stats.beta(k + 1, n - k + 1), stats.norm.ppf((1 + level) / 2)
        return belief.mean() - z * belief.std(), belief.mean() + z * belief.std()
''')
bank.wrong("credible_interval", "ends exchanged", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        return stats.beta.ppf((1 + level) / 2, k + 1, n - k + 1), stats.beta.ppf((1 - level) / 2, k + 1, n - k + 1)
''')
bank.wrong("credible_interval", "a row for each k", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        low, high = stats.beta(k + 1, n - k + 1).interval(level)
        return np.stack([low, high], axis=1)
''', points=0)
bank.wrong("credible_interval", "a grid of a hundred values", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        grid = (np.arange(100) + 0.5) / 100
        cdf = stats.beta.cdf(grid[:, None], k + 1, n - k + 1)
        return grid[(cdf < (1 - level) / 2).sum(axis=0)], grid[np.minimum((cdf < (1 + level) / 2).sum(axis=0), 99)]
''')
bank.wrong("credible_interval", "25 throws or 3, nothing else", '''
    # exercise: credible_interval
    def credible_interval(k, n, level):
        n = 25 if n > 3 else 3
        k = np.minimum(k, n)
        return stats.beta(k + 1, n - k + 1).interval(level)
''', points=2)

# --- coverage

bank.right("coverage", "a loop over k, each interval asked for alone", '''
    # exercise: coverage
    def coverage(interval, p, n):
        total = 0.0
        for k in range(n + 1):
            low, high = interval(np.array([k]), n)
            if float(np.asarray(low)[0]) <= p <= float(np.asarray(high)[0]):
                total += stats.binom.pmf(k, n, p)
        return total
''')
bank.right("coverage", "a mask as an index", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = (np.asarray(end) for end in interval(k, n))
        return stats.binom.pmf(k[(low <= p) & (p <= high)], n, p).sum()
''')
bank.right("coverage", "1 minus what misses on either side", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        pmf = special.comb(n, k) * p**k * (1 - p) ** (n - k)
        return 1 - pmf[(np.asarray(low) > p) | (np.asarray(high) < p)].sum()
''')
bank.right("coverage", "np.where, floats as k", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.linspace(0, n, n + 1).astype(int)
        ends = np.array(interval(k, n))
        hit = np.where(p < ends[0], 0.0, np.where(p > ends[1], 0.0, 1.0))
        return float(hit @ stats.binom.pmf(k, n, p))
''')
bank.right("coverage", "TensorFlow, float32 at the end", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        hit = tf.logical_and(tf.constant(low) <= p, p <= tf.constant(high))
        pmf = tf.constant(stats.binom.pmf(k, n, p), tf.float32)
        return tf.reduce_sum(tf.where(hit, pmf, tf.zeros_like(pmf)))
''')
bank.wrong("coverage", "share of the k, each counted alike", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        return np.mean((np.asarray(low) <= p) & (p <= np.asarray(high)))
''')
bank.wrong("coverage", "k from 0 to n − 1", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n)
        low, high = interval(k, n)
        return np.sum(stats.binom.pmf(k, n, p) * ((np.asarray(low) <= p) & (p <= np.asarray(high))))
''', points=2)
bank.wrong("coverage", "k from 1 to n", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(1, n + 1)
        low, high = interval(k, n)
        return np.sum(stats.binom.pmf(k, n, p) * ((np.asarray(low) <= p) & (p <= np.asarray(high))))
''', points=2)
bank.wrong("coverage", "the ends of the interval left out", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        return np.sum(stats.binom.pmf(k, n, p) * ((np.asarray(low) < p) & (p < np.asarray(high))))
''', points=3)
bank.wrong("coverage", "only the lower end", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        return np.sum(stats.binom.pmf(k, n, p) * (np.asarray(low) <= p))
''')
bank.wrong("coverage", "the share k/n in the interval instead of p", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        return np.sum(stats.binom.pmf(k, n, p) * ((np.asarray(low) <= k / n) & (k / n <= np.asarray(high))))
''')
bank.wrong("coverage", "the given function ignored", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        share = k / n
        error = 1.96 * np.sqrt(share * (1 - share) / n)
        return np.sum(stats.binom.pmf(k, n, p) * ((share - error <= p) & (p <= share + error)))
''', points=2)
bank.wrong("coverage", "two hundred repetitions", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.random.default_rng(0).binomial(n, p, 200)
        low, high = interval(k, n)
        return np.mean((np.asarray(low) <= p) & (p <= np.asarray(high)))
''')
bank.wrong("coverage", "a normal density instead of the binomial probabilities", '''
    # exercise: coverage
    def coverage(interval, p, n):
        k = np.arange(n + 1)
        low, high = interval(k, n)
        weight = stats.norm.pdf(k, n * p, np.sqrt(n * p * (1 - p)))
        return np.sum(weight * ((np.asarray(low) <= p) & (p <= np.asarray(high))))
''')
bank.wrong("coverage", "the interval of the expected count alone", '''
    # exercise: coverage
    def coverage(interval, p, n):
        low, high = interval(np.array([round(n * p)]), n)
        return float(np.asarray(low)[0] <= p <= np.asarray(high)[0])
''')
