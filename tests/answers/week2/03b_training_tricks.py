"""Answers to week2/03b_training_tricks. No check depends on a trained network; the shares and means of
dropout lie more than five standard deviations inside their limits."""

from autograder.trials.bank import Bank

bank = Bank("week2/03b_training_tricks")

# --- count_steps

bank.right("count_steps", "a loop that counts", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        steps = 0
        for _ in range(epochs):
            left = n_train
            while left > 0:
                left -= batch_size
                steps += 1
        return steps
''')
bank.right("count_steps", "NumPy's ceiling", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return epochs * np.ceil(n_train / batch_size)
''')
bank.right("count_steps", "TensorFlow, whole numbers", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return tf.constant(epochs) * ((n_train + batch_size - 1) // batch_size)
''')
bank.wrong("count_steps", "the smaller last batch left out", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return n_train // batch_size * epochs
''', points=1)
bank.wrong("count_steps", "batches run across the end of an epoch", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return int(np.ceil(n_train * epochs / batch_size))
''', points=1)
bank.wrong("count_steps", "one epoch only", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return -(-n_train // batch_size)
''')
bank.wrong("count_steps", "the slide's number: the validation images counted as well", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return -(-(n_train + 10000) // batch_size) * epochs
''')
bank.wrong("count_steps", "one step an epoch", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return epochs
''')
bank.wrong("count_steps", "the example as a literal", '''
    # exercise: count_steps
    def count_steps(n_train, batch_size, epochs):
        return 500
''')

# --- epoch_batches

bank.right("epoch_batches", "a loop that draws without putting back, plain lists", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        rng = np.random.default_rng(seed)
        left = list(range(n))
        rng.shuffle(left)
        batches = []
        while left:
            batches.append(left[:batch_size])
            left = left[batch_size:]
        return batches
''')
bank.right("epoch_batches", "NumPy's old generator, np.split", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.random.RandomState(seed).permutation(n)
        return np.split(order, np.arange(batch_size, n, batch_size))
''')
bank.right("epoch_batches", "TensorFlow: sort random numbers", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = tf.argsort(tf.random.stateless_uniform([n], seed=[seed, 0]))
        return [order[i:i + batch_size] for i in range(0, n, batch_size)]
''')
bank.wrong("epoch_batches", "drawn with putting back", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.random.default_rng(seed).integers(n, size=n)
        return [order[i:i + batch_size] for i in range(0, n, batch_size)]
''', points=2)
bank.wrong("epoch_batches", "not shuffled", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.arange(n)
        return [order[i:i + batch_size] for i in range(0, n, batch_size)]
''', points=2)
bank.wrong("epoch_batches", "seed ignored: every epoch in the same order", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.random.default_rng(0).permutation(n)
        return [order[i:i + batch_size] for i in range(0, n, batch_size)]
''', points=2)
bank.wrong("epoch_batches", "the rest thrown away", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.random.default_rng(seed).permutation(n)
        return [order[i:i + batch_size] for i in range(0, n - batch_size + 1, batch_size)]
''', points=1)
bank.wrong("epoch_batches", "only the batches are shuffled, not the rows", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        batches = [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]
        first = np.random.default_rng(seed).permutation(len(batches) - 1) if len(batches) > 1 else []
        return [batches[i] for i in first] + [batches[-1]]
''', points=2)
bank.wrong("epoch_batches", "equal pieces: np.array_split evens the sizes out", '''
    # exercise: epoch_batches
    def epoch_batches(n, batch_size, seed):
        order = np.random.default_rng(seed).permutation(n)
        return np.array_split(order, -(-n // batch_size))
''', points=2)

# --- noise_floor

bank.right("noise_floor", "a loop over the classes", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        probabilities = [1 - share] + [share / (classes - 1)] * (classes - 1)
        total = 0.0
        for p in probabilities:
            if p > 0:
                total -= p * float(np.log(p))
        return total
''')
bank.right("noise_floor", "TensorFlow's xlogy, float32", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        q = tf.constant(share, tf.float32)
        return -tf.math.xlogy(1 - q, 1 - q) - tf.math.xlogy(q, q / (classes - 1))
''')
bank.right("noise_floor", "vectorised, zeros left out", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        p = np.full(classes, share / (classes - 1))
        p[0] = 1 - share
        p = p[p > 0]
        return -(p * np.log(p)).sum()
''')
bank.wrong("noise_floor", "0 · ln 0 is nan", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        with np.errstate(all="ignore"):
            share = np.float64(share)
            return -(1 - share) * np.log(1 - share) - share * np.log(share / (classes - 1))
''', points=1)
bank.wrong("noise_floor", "as if there were two classes always", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        if share == 0:
            return 0.0
        return -(1 - share) * np.log(1 - share) - share * np.log(share)
''', points=1)
bank.wrong("noise_floor", "the wrong labels shared out over all classes", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        if share == 0:
            return 0.0
        return -(1 - share) * np.log(1 - share) - share * np.log(share / classes)
''')
bank.wrong("noise_floor", "binary logarithm", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        if share == 0:
            return 0.0
        return -(1 - share) * np.log2(1 - share) - share * np.log2(share / (classes - 1))
''')
bank.wrong("noise_floor", "the sign forgotten", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        if share == 0:
            return 0.0
        return (1 - share) * np.log(1 - share) + share * np.log(share / (classes - 1))
''')
bank.wrong("noise_floor", "only the right labels", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        return -np.log(1 - share)
''', points=1)
bank.wrong("noise_floor", "the example as a literal", '''
    # exercise: noise_floor
    def noise_floor(share, classes):
        return 0.69315
''')

# --- early_stopping

bank.right("early_stopping", "Keras' own way: a counter that is set back", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best, best_epoch, wait = np.inf, 0, 0
        for epoch, current in enumerate(val_loss):
            wait += 1
            if current + min_delta < best:
                best, best_epoch, wait = current, epoch, 0
                continue
            if wait >= patience:
                return epoch + 1, best_epoch
        return len(val_loss), best_epoch
''')
bank.right("early_stopping", "while loop over an array, an array comes back", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        losses = np.asarray(val_loss, dtype=float)
        run, best = 1, 0
        while run < len(losses) and run - best <= patience:
            if losses[run] < losses[best] - min_delta:
                best = run
            run += 1
        return np.array([run, best])
''')
bank.right("early_stopping", "asks Keras' callback", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        callback = keras.callbacks.EarlyStopping(patience=patience, min_delta=min_delta, mode="min")
        callback.set_model(keras.Sequential())
        callback.on_train_begin()
        for epoch, loss in enumerate(val_loss):
            callback.on_epoch_end(epoch, {"val_loss": loss})
            if callback.stopped_epoch:
                return epoch + 1, callback.best_epoch
        return len(val_loss), callback.best_epoch
''')
bank.wrong("early_stopping", "stops one epoch too late", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss + min_delta < val_loss[best]:
                best = epoch
            elif epoch - best > patience:
                return epoch + 1, best
        return len(val_loss), best
''')
bank.wrong("early_stopping", "bad epochs are counted, whether in a row or not", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best, bad = 0, 0
        for epoch, loss in enumerate(val_loss):
            if epoch == 0 or loss + min_delta < val_loss[best]:
                best = epoch
            else:
                bad += 1
                if bad == patience:
                    return epoch + 1, best
        return len(val_loss), best
''')
bank.wrong("early_stopping", "compared with the epoch before, not with the best", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best, wait = 0, 0
        for epoch in range(1, len(val_loss)):
            if val_loss[epoch] + min_delta < val_loss[epoch - 1]:
                wait = 0
                if val_loss[epoch] < val_loss[best]:
                    best = epoch
            else:
                wait += 1
                if wait == patience:
                    return epoch + 1, best
        return len(val_loss), best
''', points=1)
bank.wrong("early_stopping", "the best of the whole curve, run or not", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss + min_delta < val_loss[best]:
                best = epoch
            if epoch - best == patience:
                return epoch + 1, int(np.argmin(val_loss))
        return len(val_loss), int(np.argmin(val_loss))
''', points=1)
bank.wrong("early_stopping", "number of the last epoch instead of how many are run", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss + min_delta < val_loss[best]:
                best = epoch
            if epoch - best == patience:
                return epoch, best
        return len(val_loss) - 1, best
''')
bank.wrong("early_stopping", "best epoch counted from 1", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss + min_delta < val_loss[best]:
                best = epoch
            if epoch - best == patience:
                return epoch + 1, best + 1
        return len(val_loss), best + 1
''')
bank.wrong("early_stopping", "min_delta ignored", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss < val_loss[best]:
                best = epoch
            if epoch - best == patience:
                return epoch + 1, best
        return len(val_loss), best
''', points=3)
bank.wrong("early_stopping", "min_delta with the wrong sign: losses that rise a little count as better", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        best = 0
        for epoch, loss in enumerate(val_loss):
            if loss - min_delta < val_loss[best]:
                best = epoch
            if epoch - best == patience:
                return epoch + 1, best
        return len(val_loss), best
''', points=3)
bank.wrong("early_stopping", "an answer as a literal", '''
    # exercise: early_stopping
    def early_stopping(val_loss, patience, min_delta=0.0):
        return 8, 4
''')

# --- penalty

bank.right("penalty", "a loop", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        total = 0.0
        for weight in np.ravel(w):
            total += l1 * abs(weight) + l2 * weight * weight
        return total
''')
bank.right("penalty", "Keras' own, float32", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return keras.regularizers.L1L2(l1, l2)(tf.constant(w, tf.float32))
''')
bank.wrong("penalty", "mean instead of sum", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return l1 * np.mean(np.abs(w)) + l2 * np.mean(w**2)
''')
bank.wrong("penalty", "absolute value forgotten", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return l1 * np.sum(w) + l2 * np.sum(w**2)
''')
bank.wrong("penalty", "the norm: a root over the squares", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return l1 * np.sum(np.abs(w)) + l2 * np.sqrt(np.sum(w**2))
''')
bank.wrong("penalty", "half of the squares, as some books have it", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return l1 * np.sum(np.abs(w)) + l2 / 2 * np.sum(w**2)
''')
bank.wrong("penalty", "the two strengths swapped", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return l2 * np.sum(np.abs(w)) + l1 * np.sum(w**2)
''')
bank.wrong("penalty", "the example as a literal", '''
    # exercise: penalty
    def penalty(w, l1, l2):
        return 0.35
''')

# --- penalised_step

bank.right("penalised_step", "a loop over the entries", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        new = np.array(w, dtype=float)
        for place in np.ndindex(new.shape):
            sign = 1 if w[place] > 0 else -1 if w[place] < 0 else 0
            new[place] = w[place] - rate * (gradient[place] + l1 * sign + 2 * l2 * w[place])
        return new
''')
bank.right("penalised_step", "weight decay as a factor", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return (1 - 2 * rate * l2) * w - rate * gradient - rate * l1 * np.sign(w)
''')
bank.right("penalised_step", "a tape through the penalty, float32", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        w = tf.constant(w, tf.float32)
        with tf.GradientTape() as tape:
            tape.watch(w)
            cost = l1 * tf.reduce_sum(tf.abs(w)) + l2 * tf.reduce_sum(w**2)
        return w - rate * (tf.cast(gradient, tf.float32) + tape.gradient(cost, w))
''')
bank.wrong("penalised_step", "the 2 of the derivative forgotten", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * (gradient + l1 * np.sign(w) + l2 * w)
''')
bank.wrong("penalised_step", "L1 without the sign: negative weights are pushed away from 0", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * (gradient + l1 + 2 * l2 * w)
''')
bank.wrong("penalised_step", "uphill on the penalty", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * (gradient - l1 * np.sign(w) - 2 * l2 * w)
''')
bank.wrong("penalised_step", "the gradient of the loss left out", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * (l1 * np.sign(w) + 2 * l2 * w)
''', points=1)
bank.wrong("penalised_step", "the learning rate not applied to the penalty", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * gradient - l1 * np.sign(w) - 2 * l2 * w
''')
bank.wrong("penalised_step", "the penalty's value subtracted, not its derivative", '''
    # exercise: penalised_step
    def penalised_step(w, gradient, rate, l1, l2):
        return w - rate * (gradient + l1 * np.sum(np.abs(w)) + l2 * np.sum(w**2))
''')

# --- proximal_step

bank.right("proximal_step", "a loop with three cases", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        moved = np.array(w - rate * gradient, dtype=float)
        for place in np.ndindex(moved.shape):
            if moved[place] > rate * l1:
                moved[place] -= rate * l1
            elif moved[place] < -rate * l1:
                moved[place] += rate * l1
            else:
                moved[place] = 0.0
        return moved
''')
bank.right("proximal_step", "subtract what is clipped", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        u = w - rate * gradient
        return u - np.clip(u, -rate * l1, rate * l1)
''')
bank.right("proximal_step", "two ReLUs in TensorFlow, float32", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        u = tf.cast(w, tf.float32) - rate * tf.cast(gradient, tf.float32)
        return tf.nn.relu(u - rate * l1) - tf.nn.relu(-u - rate * l1)
''')
bank.wrong("proximal_step", "the plain L1 step: jumps past 0", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        return w - rate * (gradient + l1 * np.sign(w))
''')
bank.wrong("proximal_step", "small weights cut off, large ones not moved", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        u = w - rate * gradient
        return np.where(np.abs(u) > rate * l1, u, 0)
''', points=1)
bank.wrong("proximal_step", "the strength without the learning rate", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        u = w - rate * gradient
        return np.sign(u) * np.maximum(np.abs(u) - l1, 0)
''', points=1)
bank.wrong("proximal_step", "towards 0 first, then the gradient step", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        return np.sign(w) * np.maximum(np.abs(w) - rate * l1, 0) - rate * gradient
''', points=2)
bank.wrong("proximal_step", "negative weights become 0", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        return np.maximum(w - rate * gradient - rate * l1, 0)
''', points=1)
bank.wrong("proximal_step", "zeros that are only tiny numbers", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        u = w - rate * gradient
        return np.sign(u) * np.maximum(np.abs(u) - rate * l1, 1e-6)
''', points=1)
bank.wrong("proximal_step", "gradient forgotten", '''
    # exercise: proximal_step
    def proximal_step(w, gradient, rate, l1):
        return np.sign(w) * np.maximum(np.abs(w) - rate * l1, 0)
''', points=2)

# --- dropout

bank.right("dropout", "a loop over the entries", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training or rate == 0:
            return x
        rng = np.random.default_rng(seed)
        out = np.zeros(x.size)
        for place, draw in enumerate(rng.random(x.size)):
            if draw > rate:
                out[place] = x.ravel()[place] / (1 - rate)
        return out.reshape(x.shape)
''')
bank.right("dropout", "TensorFlow, stateless, float32", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        x = tf.cast(x, tf.float32)
        if not training:
            return x
        on = tf.random.stateless_uniform(x.shape, seed=[seed, 1]) >= rate
        return x * tf.cast(on, tf.float32) / (1 - rate)
''')
bank.right("dropout", "draws from the binomial distribution", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        keep = 1 - rate if training else 1.0
        return x * np.random.default_rng(seed).binomial(1, keep, size=x.shape) / keep
''')
bank.wrong("dropout", "not scaled", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x
        return x * (np.random.default_rng(seed).random(x.shape) >= rate)
''', points=1)
bank.wrong("dropout", "the original: scaled in use instead of in training", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x * (1 - rate)
        return x * (np.random.default_rng(seed).random(x.shape) >= rate)
''')
bank.wrong("dropout", "divided by the drop probability", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training or rate == 0:
            return x
        return x * (np.random.default_rng(seed).random(x.shape) >= rate) / rate
''', points=1)
bank.wrong("dropout", "multiplied by the keep probability in training", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x
        return x * (np.random.default_rng(seed).random(x.shape) >= rate) * (1 - rate)
''', points=1)
bank.wrong("dropout", "rate taken for the share that stays", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training or rate == 0:
            return x
        return np.where(np.random.default_rng(seed).random(x.shape) < rate, x / rate, 0)
''', points=2)
bank.wrong("dropout", "whole rows dropped", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x
        on = np.random.default_rng(seed).random((x.shape[0], 1)) >= rate
        return np.where(on, x / (1 - rate), 0)
''', points=3)
bank.wrong("dropout", "drops in use as well", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        on = np.random.default_rng(seed).random(x.shape) >= rate
        return np.where(on, x / (1 - rate), 0)
''', points=3)
bank.wrong("dropout", "always the same mask: the seed is not used", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x
        on = np.random.default_rng(0).random(x.shape) >= rate
        return np.where(on, x / (1 - rate), 0)
''', points=3)
bank.wrong("dropout", "a new mask at every call: no seed at all", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        if not training:
            return x
        on = np.random.default_rng().random(x.shape) >= rate
        return np.where(on, x / (1 - rate), 0)
''', points=3)
bank.wrong("dropout", "no randomness: everything scaled by its expectation", '''
    # exercise: dropout
    def dropout(x, rate, seed, training):
        return x
''', points=1)


# What no check has to notice
bank.argued("count_steps", "rounded", because="the result is a whole number")
bank.argued("early_stopping", "rounded", because="the results are whole numbers")
bank.argued(
    "early_stopping",
    "`loss + min_delta <= val_loss[best_epoch]`",
    because="losses are never exactly that far apart",
)
bank.argued("noise_floor", "np.clip(", because="a share of the labels is not that small")
bank.argued("penalised_step", "`l1 / np.sign(w)`", because="at exactly 0 the penalty has no slope")
bank.argued(
    "dropout",
    "became `np.random.default_rng(seed).random(x.shape) > rate",
    because="a random number is never exactly the rate",
)
