"""Answers to the exercises of week3/05a_convolution_by_hand. Nothing graded here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("week3/05a_convolution_by_hand")

# --- one_step

bank.right("one_step", "two loops", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        total = 0.0
        for i in range(kernel.shape[0]):
            for j in range(kernel.shape[1]):
                total += image[row + i, column + j] * kernel[i, j]
        return total
''')
bank.right("one_step", "dot product of the flattened patch, float32", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        h, w = np.shape(kernel)
        patch = np.asarray(image, np.float32)[row:row + h, column:column + w]
        return np.dot(patch.ravel(), np.asarray(kernel, np.float32).ravel())
''')
bank.right("one_step", "TensorFlow", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        kernel = tf.cast(kernel, tf.float64)
        patch = tf.slice(tf.cast(image, tf.float64), [row, column], tf.shape(kernel))
        return tf.reduce_sum(patch * kernel)
''')
bank.wrong("one_step", "row and column swapped", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        h, w = kernel.shape
        return np.sum(image[column:column + h, row:row + w] * kernel)
''')
bank.wrong("one_step", "matrix product instead of products of pixels", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        h, w = kernel.shape
        return np.sum(image[row:row + h, column:column + w] @ kernel)
''')
bank.wrong("one_step", "the kernel is flipped", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        h, w = kernel.shape
        return np.sum(image[row:row + h, column:column + w] * kernel[::-1, ::-1])
''')
bank.wrong("one_step", "mean instead of sum", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        h, w = kernel.shape
        return np.mean(image[row:row + h, column:column + w] * kernel)
''')
bank.wrong("one_step", "always a 3×3 kernel", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        return np.sum(image[row:row + 3, column:column + 3] * kernel)
''')
bank.wrong("one_step", "the example's number as a literal", '''
    # exercise: one_step
    def one_step(image, kernel, row, column):
        return 10
''')

# --- map_size

bank.right("map_size", "counts the places in a loop", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        count, start = 0, -padding
        while start + kernel <= size + padding:
            count, start = count + 1, start + stride
        return count
''')
bank.right("map_size", "NumPy floor, returns a float", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return np.floor((size - kernel + 2 * padding) / stride + 1)
''')
bank.right("map_size", "asks TensorFlow", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        padded = tf.pad(tf.zeros((1, size, size, 1)), [[0, 0], [padding, padding], [padding, padding], [0, 0]])
        return tf.nn.conv2d(padded, tf.zeros((kernel, kernel, 1, 1)), stride, "VALID").shape[1]
''')
bank.wrong("map_size", "one place forgotten", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return (size + 2 * padding - kernel) // stride
''')
bank.wrong("map_size", "rounded up", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return -(-(size + 2 * padding - kernel) // stride) + 1
''')
bank.wrong("map_size", "padding on one side only", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return (size + padding - kernel) // stride + 1
''', points=1)
bank.wrong("map_size", "stride forgotten", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return size + 2 * padding - kernel + 1
''')
bank.wrong("map_size", "the example's number as a literal", '''
    # exercise: map_size
    def map_size(size, kernel, stride=1, padding=0):
        return 28
''')

# --- conv_parameters

bank.right("conv_parameters", "weights and biases apart", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        weights = kernel**2 * channels * filters
        biases = filters
        return weights + biases
''')
bank.right("conv_parameters", "asks Keras", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        model = keras.Sequential([keras.layers.Input((kernel, kernel, channels)), keras.layers.Conv2D(filters, kernel)])
        return model.count_params()
''')
bank.right("conv_parameters", "sizes of NumPy arrays, a loop over the filters", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        total = 0
        for _ in range(filters):
            total += np.zeros((kernel, kernel, channels)).size + 1
        return total
''')
bank.wrong("conv_parameters", "no bias", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        return kernel * kernel * channels * filters
''')
bank.wrong("conv_parameters", "one bias for the whole layer", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        return kernel * kernel * channels * filters + 1
''')
bank.wrong("conv_parameters", "channels share their weights", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        return (kernel * kernel + 1) * filters
''')
bank.wrong("conv_parameters", "a bias for each channel", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        return (kernel * kernel + 1) * channels * filters
''')
bank.wrong("conv_parameters", "the example's number as a literal", '''
    # exercise: conv_parameters
    def conv_parameters(kernel, channels, filters):
        return 76
''')

# --- conv2d_valid

bank.right("conv2d_valid", "loops over everything", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        batch, height, width, channels = images.shape
        kh, kw, _, filters = kernels.shape
        padded = np.zeros((batch, height + 2 * padding, width + 2 * padding, channels))
        padded[:, padding:padding + height, padding:padding + width] = images
        rows = (height + 2 * padding - kh) // stride + 1
        columns = (width + 2 * padding - kw) // stride + 1
        maps = np.zeros((batch, rows, columns, filters))
        for b in range(batch):
            for f in range(filters):
                for r in range(rows):
                    for c in range(columns):
                        patch = padded[b, r * stride:r * stride + kh, c * stride:c * stride + kw]
                        maps[b, r, c, f] = np.sum(patch * kernels[:, :, :, f])
        return maps
''')
bank.right("conv2d_valid", "sliding windows and einsum, vectorised", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows[:, ::stride, ::stride], kernels)
''')
bank.right("conv2d_valid", "a sum over the places in the kernel, TensorFlow float32", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images, kernels = tf.cast(images, tf.float32), tf.cast(kernels, tf.float32)
        images = tf.pad(images, [[0, 0], [padding, padding], [padding, padding], [0, 0]])
        kh, kw = kernels.shape[:2]
        h, w = images.shape[1] - kh + 1, images.shape[2] - kw + 1
        total = 0.0
        for i in range(kh):
            for j in range(kw):
                total += images[:, i:i + h:stride, j:j + w:stride] @ kernels[i, j]
        return total
''')
bank.wrong("conv2d_valid", "the kernel is flipped", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows[:, ::stride, ::stride], kernels[::-1, ::-1])
''')
bank.wrong("conv2d_valid", "only the first channel", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcij,ijf->brcf", windows[:, ::stride, ::stride, 0], kernels[:, :, 0])
''', points=3)
bank.wrong("conv2d_valid", "stride forgotten", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows, kernels)
''', points=4)
bank.wrong("conv2d_valid", "padding forgotten", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows[:, ::stride, ::stride], kernels)
''', points=4)
bank.wrong("conv2d_valid", "one image and one kernel only", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        image = np.pad(images[0], [(padding, padding), (padding, padding), (0, 0)])
        kernel = kernels[:, :, :, 0]
        kh, kw = kernel.shape[:2]
        rows = (image.shape[0] - kh) // stride + 1
        columns = (image.shape[1] - kw) // stride + 1
        found = np.zeros((1, rows, columns, 1))
        for r in range(rows):
            for c in range(columns):
                found[0, r, c, 0] = np.sum(image[r * stride:r * stride + kh, c * stride:c * stride + kw] * kernel)
        return found
''', points=4)
bank.wrong("conv2d_valid", "pads with the edge's pixels instead of zeros", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)], mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows[:, ::stride, ::stride], kernels)
''', points=4)
bank.wrong("conv2d_valid", "the last row and column of places forgotten", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        images = np.pad(images, [(0, 0), (padding, padding), (padding, padding), (0, 0)])
        windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
        return np.einsum("brcdij,ijdf->brcf", windows[:, ::stride, ::stride], kernels)[:, :-1, :-1]
''')
bank.wrong("conv2d_valid", "the nine numbers of the example as literals", '''
    # exercise: conv2d_valid
    def conv2d_valid(images, kernels, stride=1, padding=0):
        return np.array([12, 12, 17, 10, 17, 19, 9, 6, 14]).reshape(1, 3, 3, 1)
''', points=1)

# --- true_convolution

bank.right("true_convolution", "loops, sums over shifted indices", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        h, w = kernel.shape
        rows, columns = image.shape[0] - h + 1, image.shape[1] - w + 1
        found = np.zeros((rows, columns))
        for r in range(rows):
            for c in range(columns):
                for i in range(h):
                    for j in range(w):
                        found[r, c] += kernel[i, j] * image[r + h - 1 - i, c + w - 1 - j]
        return found
''')
bank.right("true_convolution", "rotated by half a turn, TensorFlow float32", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        turned = np.rot90(kernel, 2).astype("float32")
        image = image.astype("float32")
        return tf.nn.conv2d(image[None, :, :, None], turned[:, :, None, None], 1, "VALID")[0, :, :, 0]
''')
bank.right("true_convolution", "Fourier transform, vectorised", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        (h, w), (kh, kw) = image.shape, kernel.shape
        full = np.fft.ifft2(np.fft.fft2(image, (h + kh, w + kw)) * np.fft.fft2(kernel, (h + kh, w + kw))).real
        return full[kh - 1:h, kw - 1:w]
''')
bank.wrong("true_convolution", "no flip", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        return conv2d_valid(image[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
''')
bank.wrong("true_convolution", "flipped left to right only", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        return conv2d_valid(image[None, :, :, None], kernel[:, ::-1][:, :, None, None])[0, :, :, 0]
''')
bank.wrong("true_convolution", "transposed instead of flipped", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        return conv2d_valid(image[None, :, :, None], kernel.T[:, :, None, None])[0, :, :, 0]
''')
bank.wrong("true_convolution", "the result is flipped, not the kernel", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        return conv2d_valid(image[None, :, :, None], kernel[:, :, None, None])[0, ::-1, ::-1, 0]
''')
bank.wrong("true_convolution", "the same size as the image", '''
    # exercise: true_convolution
    def true_convolution(image, kernel):
        flipped = kernel[::-1, ::-1]
        return tf.nn.conv2d(image[None, :, :, None].astype(float), flipped[:, :, None, None].astype(float), 1, "SAME")[0, :, :, 0]
''')

# --- max_pool

bank.right("max_pool", "loops over the windows", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        batch, height, width, channels = maps.shape
        pooled = np.zeros((batch, height // size, width // size, channels))
        for row in range(height // size):
            for column in range(width // size):
                window = maps[:, row * size:(row + 1) * size, column * size:(column + 1) * size]
                pooled[:, row, column] = window.max(axis=(1, 2))
        return pooled
''')
bank.right("max_pool", "Keras, float32", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        return keras.layers.MaxPooling2D(size)(np.asarray(maps, "float32"))
''')
bank.right("max_pool", "maximum of strided slices", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        rows, columns = maps.shape[1] // size, maps.shape[2] // size
        maps = maps[:, :rows * size, :columns * size]
        return np.max([maps[:, i::size, j::size] for i in range(size) for j in range(size)], axis=0)
''')
bank.wrong("max_pool", "average instead of maximum", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        batch, height, width, channels = maps.shape
        rows, columns = height // size, width // size
        maps = maps[:, :rows * size, :columns * size]
        return maps.reshape(batch, rows, size, columns, size, channels).mean(axis=(2, 4))
''')
bank.wrong("max_pool", "windows overlap: stride 1", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        return np.lib.stride_tricks.sliding_window_view(maps, (size, size), axis=(1, 2)).max(axis=(-2, -1))
''')
bank.wrong("max_pool", "the incomplete windows at the end are kept", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        batch, height, width, channels = maps.shape
        rows, columns = -(-height // size), -(-width // size)
        pooled = np.zeros((batch, rows, columns, channels))
        for r in range(rows):
            for c in range(columns):
                pooled[:, r, c] = maps[:, r * size:(r + 1) * size, c * size:(c + 1) * size].max(axis=(1, 2))
        return pooled
''')
bank.wrong("max_pool", "begins with 0, so never negative", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        rows, columns = maps.shape[1] // size, maps.shape[2] // size
        pooled = np.zeros((maps.shape[0], rows, columns, maps.shape[3]))
        for i in range(size):
            for j in range(size):
                pooled = np.maximum(pooled, maps[:, i:rows * size:size, j:columns * size:size])
        return pooled
''')
bank.wrong("max_pool", "the maximum of all channels together", '''
    # exercise: max_pool
    def max_pool(maps, size=2):
        batch, height, width, channels = maps.shape
        rows, columns = height // size, width // size
        maps = maps[:, :rows * size, :columns * size]
        best = maps.reshape(batch, rows, size, columns, size, channels).max(axis=(2, 4, 5))
        return np.repeat(best[..., None], channels, axis=-1)
''')

# --- receptive_field

bank.right("receptive_field", "from the top down", '''
    # exercise: receptive_field
    def receptive_field(layers):
        field = 1
        for kernel, stride in reversed(layers):
            field = (field - 1) * stride + kernel
        return field
''')
bank.right("receptive_field", "closed formula with NumPy", '''
    # exercise: receptive_field
    def receptive_field(layers):
        kernels = np.array([layer[0] for layer in layers], dtype=int)
        steps = np.concatenate([[1], np.cumprod([layer[1] for layer in layers])])[:len(layers)]
        return 1 + np.sum((kernels - 1) * steps)
''')
bank.right("receptive_field", "follows the pixels", '''
    # exercise: receptive_field
    def receptive_field(layers):
        first, last = 0, 0
        for kernel, stride in layers[::-1]:
            first, last = first * stride, last * stride + kernel - 1
        return last - first + 1
''')
bank.wrong("receptive_field", "the kernels added up", '''
    # exercise: receptive_field
    def receptive_field(layers):
        return sum(kernel for kernel, stride in layers)
''')
bank.wrong("receptive_field", "strides ignored", '''
    # exercise: receptive_field
    def receptive_field(layers):
        return 1 + sum(kernel - 1 for kernel, stride in layers)
''', points=1)
bank.wrong("receptive_field", "a layer's own stride counts for its own inputs", '''
    # exercise: receptive_field
    def receptive_field(layers):
        field, step = 1, 1
        for kernel, stride in layers:
            step *= stride
            field += (kernel - 1) * step
        return field
''', points=1)
bank.wrong("receptive_field", "only the stride of the layer below, not the product", '''
    # exercise: receptive_field
    def receptive_field(layers):
        field, step = 1, 1
        for kernel, stride in layers:
            field += (kernel - 1) * step
            step = stride
        return field
''', points=2)
bank.wrong("receptive_field", "product of the kernels", '''
    # exercise: receptive_field
    def receptive_field(layers):
        return int(np.prod([kernel for kernel, stride in layers]))
''')

# --- paths_to_pixels

bank.right("paths_to_pixels", "a Keras model and a tape", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        model = keras.Sequential([keras.layers.Input((size, size, 1))])
        for kernel, stride in layers:
            model.add(keras.layers.Conv2D(1, kernel, strides=stride, use_bias=False, kernel_initializer="ones"))
        image = tf.Variable(tf.random.normal((1, size, size, 1)))
        with tf.GradientTape() as tape:
            maps = model(image)
            unit = maps[0, maps.shape[1] // 2, maps.shape[2] // 2, 0]
        return tf.squeeze(tape.gradient(unit, image))
''')
bank.right("paths_to_pixels", "one pixel after the other set to 1, all in one batch, own convolution", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        maps = np.eye(size * size).reshape(size * size, size, size, 1)
        for kernel, stride in layers:
            maps = conv2d_valid(maps, np.ones((kernel, kernel, 1, 1)), stride)
        middle = maps.shape[1] // 2
        return maps[:, middle, middle, 0].reshape(size, size)
''')
bank.right("paths_to_pixels", "counts the paths downwards along one side, loops", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        sizes = [size]
        for kernel, stride in layers:
            sizes.append((sizes[-1] - kernel) // stride + 1)
        paths = [0] * sizes[-1]
        paths[sizes[-1] // 2] = 1
        for (kernel, stride), below in zip(reversed(layers), reversed(sizes[:-1])):
            new = [0] * below
            for unit, count in enumerate(paths):
                for offset in range(kernel):
                    new[unit * stride + offset] += count
            paths = new
        return np.outer(paths, paths)
''')
bank.wrong("paths_to_pixels", "the unit in the corner", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        image = tf.Variable(tf.zeros((1, size, size, 1)))
        with tf.GradientTape() as tape:
            maps = image
            for kernel, stride in layers:
                maps = tf.nn.conv2d(maps, tf.ones((kernel, kernel, 1, 1)), stride, "VALID")
            unit = maps[0, 0, 0, 0]
        return tape.gradient(unit, image)[0, :, :, 0]
''')
bank.wrong("paths_to_pixels", "the sum of the whole last map", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        image = tf.Variable(tf.zeros((1, size, size, 1)))
        with tf.GradientTape() as tape:
            maps = image
            for kernel, stride in layers:
                maps = tf.nn.conv2d(maps, tf.ones((kernel, kernel, 1, 1)), stride, "VALID")
        return tape.gradient(maps, image)[0, :, :, 0]
''')
bank.wrong("paths_to_pixels", "every layer is laid on the image instead of on the layer below", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        image = tf.Variable(tf.zeros((1, size, size, 1)))
        with tf.GradientTape() as tape:
            for kernel, stride in layers:
                maps = tf.nn.conv2d(image, tf.ones((kernel, kernel, 1, 1)), stride, "VALID")
            unit = maps[0, maps.shape[1] // 2, maps.shape[2] // 2, 0]
        return tape.gradient(unit, image)[0, :, :, 0]
''', points=1)
bank.wrong("paths_to_pixels", "padding same", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        image = tf.Variable(tf.zeros((1, size, size, 1)))
        with tf.GradientTape() as tape:
            maps = image
            for kernel, stride in layers:
                maps = tf.nn.conv2d(maps, tf.ones((kernel, kernel, 1, 1)), stride, "SAME")
            unit = maps[0, maps.shape[1] // 2, maps.shape[2] // 2, 0]
        return tape.gradient(unit, image)[0, :, :, 0]
''')
bank.wrong("paths_to_pixels", "ones where the field is, not the derivative", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        field, step, last = 1, 1, size
        for kernel, stride in layers:
            field, step, last = field + (kernel - 1) * step, step * stride, (last - kernel) // stride + 1
        start = (last // 2) * step
        paths = np.zeros((size, size))
        paths[start:start + field, start:start + field] = 1
        return paths
''', points=1)
bank.wrong("paths_to_pixels", "layers from the top down", '''
    # exercise: paths_to_pixels
    def paths_to_pixels(layers, size):
        image = tf.Variable(tf.zeros((1, size, size, 1)))
        with tf.GradientTape() as tape:
            maps = image
            for kernel, stride in reversed(layers):
                maps = tf.nn.conv2d(maps, tf.ones((kernel, kernel, 1, 1)), stride, "VALID")
            unit = maps[0, maps.shape[1] // 2, maps.shape[2] // 2, 0]
        return tape.gradient(unit, image)[0, :, :, 0]
''', points=1)


# What no check has to notice
bank.argued("map_size", "rounded", because="the result is a whole number")
bank.argued("conv_parameters", "rounded", because="the result is a whole number")
bank.argued("receptive_field", "rounded", because="the result is a whole number")
bank.argued("conv2d_valid", "became `np.ones(", because="every entry is overwritten")
bank.argued(
    "paths_to_pixels",
    "rounded",
    "became `tf.ones(",
    "`1` became `2`",
    because="the paths are counted: whole numbers, whatever the image and however many channels or images of it there are",
)
