const { readFileSync } = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

// The loss of a network from operations of TensorFlow.js alone, and its gradient as tf.variableGrads derives it: nothing
// here is shared with the layers of the engine. Float32, on the present backend.

/** Loss (without L2) and gradients, one a parameter; null for what is not trained. */
function autodiff(tf, { network, parameters, described, inputs, labels, masks }) {
  const { layers, loss, outputActivation, numClasses } = network
  return tf.tidy(() => {
    const variables = described.map(({ shape, trained }, i) =>
      tf.variable(tf.tensor(Float32Array.from(parameters[i]), shape), trained)
    )
    const own = (layer, role) => variables[described.findIndex((one) => one.layer === layer && one.role === role)]
    const share = loss.label_smoothing ?? 0
    const oneHot = tf.oneHot(tf.tensor1d(labels, 'int32'), numClasses)
    const targets = tf.add(tf.mul(oneHot, 1 - share), share / numClasses)
    const ofLoss = () => {
      let nextMask = 0
      const entries = []
      const made = []
      const logits = layers.reduce((x, layer, index) => {
        if (layer.kind === 'fork') {
          entries.push(x)
          return x
        }
        if (layer.kind === 'shortcut') {
          made.push(x)
          return entries.pop()
        }
        if (layer.kind === 'join') return tf.add(x, made.pop())
        const mask = layer.kind === 'dropout' ? tf.tensor(Float32Array.from(masks[nextMask++]), x.shape) : null
        return output(tf, layer, x, (role) => own(index, role), mask)
      }, inputs)
      return tf.mean(exampleLosses(tf, loss, outputActivation, logits, targets))
    }
    const withL2 = () =>
      described.reduce((sum, { l2 }, i) => tf.add(sum, tf.mul(l2, tf.sum(tf.square(variables[i])))), ofLoss())
    const { grads } = tf.variableGrads(
      withL2,
      variables.filter(({ trainable }) => trainable)
    )
    const gradients = variables.map(({ name, trainable }) => (trainable ? [...grads[name].dataSync()] : null))
    const [value] = ofLoss().dataSync()
    tf.dispose(variables)
    return { loss: value, gradients }
  })
}

function output(tf, layer, x, parameter, mask) {
  switch (layer.kind) {
    case 'dense': {
      const product = tf.matMul(x, parameter('kernel'))
      return layer.bias === null ? product : tf.add(product, parameter('bias'))
    }
    case 'conv2d': {
      const sums = tf.conv2d(x, parameter('kernel'), layer.window.strides, padding(layer.window))
      return layer.bias === null ? sums : tf.add(sums, parameter('bias'))
    }
    case 'maxPooling2d':
      return tf.maxPool(x, layer.window.size, layer.window.strides, padding(layer.window))
    case 'averagePooling2d': {
      // The package's own gradient of an average divides by the whole window where a part of it lies outside.
      const sums = (images) =>
        tf.avgPool(tf.pad(images, padding(layer.window)), layer.window.size, layer.window.strides, 'valid')
      return tf.div(sums(x), sums(tf.onesLike(x)))
    }
    case 'layerNormalization': {
      const { mean, variance } = tf.moments(x, -1, true)
      return affine(tf, layer, tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, layer.epsilon))), parameter)
    }
    case 'batchNormalization': {
      const axes = x.shape.slice(0, -1).map((_, axis) => axis)
      const { mean, variance } = tf.moments(x, axes)
      return affine(tf, layer, tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, layer.epsilon))), parameter)
    }
    case 'localResponseNormalization':
      return tf.localResponseNormalization(x, layer.depthRadius, layer.bias, layer.alpha, layer.beta)
    case 'activation':
      return activated(tf, layer, x)
    case 'dropout':
      return tf.mul(x, mask)
    case 'flatten':
      return tf.reshape(x, [x.shape[0], -1])
    default:
      throw new Error(`no layer ${layer.kind}`)
  }
}

function affine(tf, { scale, center }, normalised, parameter) {
  const scaled = scale ? tf.mul(normalised, parameter('gamma')) : normalised
  return center ? tf.add(scaled, parameter('beta')) : scaled
}

function activated(tf, { activation, slope }, x) {
  if (activation === 'leaky_relu') return tf.leakyRelu(x, slope)
  if (activation === 'gelu') return tf.mul(x, tf.div(tf.add(1, tf.erf(tf.div(x, Math.SQRT2))), 2))
  if (activation === 'silu') return tf.mul(x, tf.sigmoid(x))
  return tf[activation](x)
}

/** The paddings of tf.conv2d and tf.maxPool, in full. */
function padding({ padRows, padColumns }) {
  return [[0, 0], padRows, padColumns, [0, 0]]
}

function exampleLosses(tf, loss, outputActivation, logits, targets) {
  if (loss.name === 'categorical_crossentropy') return tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), 1))
  if (loss.name === 'mean_squared_error') return tf.mean(tf.squaredDifference(logits, targets), 1)
  if (loss.name === 'huber') {
    const sizes = tf.abs(tf.sub(logits, targets))
    const inside = tf.mul(tf.square(sizes), 0.5)
    const outside = tf.mul(loss.delta, tf.sub(sizes, loss.delta / 2))
    // The derivative of the condition is asked for as well: there is none.
    const isInside = tf.customGrad((x) => ({ value: tf.lessEqual(x, loss.delta), gradFunc: () => tf.zerosLike(x) }))
    return tf.mean(tf.where(isInside(sizes), inside, outside), 1)
  }
  const probabilities = outputActivation === 'softmax' ? tf.softmax(logits) : tf.sigmoid(logits)
  const p = tf.clipByValue(probabilities, 1e-7, 1 - 1e-7)
  const logLikelihoods = tf.add(tf.mul(targets, tf.log(p)), tf.mul(tf.sub(1, targets), tf.log(tf.sub(1, p))))
  return tf.neg(loss.reduction === 'mean' ? tf.mean(logLikelihoods, 1) : tf.sum(logLikelihoods, 1))
}

/**
 * Makes the gradients of the operations known. They are not in the package's bundle for Node, only in its ES modules,
 * whose imports Node cannot follow: they are compiled as they are required. Engine and registry are global to a process,
 * so they serve the bundle as well.
 *
 * @param bundle the file of @tensorflow/tfjs-core that is in use
 */
function registerGradients(bundle) {
  const { transformSync } = require('@swc/core')
  const folder = path.dirname(bundle)
  const plain = Module._extensions['.js']
  Module._extensions['.js'] = (module, file) => {
    if (!file.startsWith(folder) || file === bundle) return plain(module, file)
    const options = { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }
    return module._compile(transformSync(readFileSync(file, 'utf8'), options).code, file)
  }
  require(path.join(folder, 'register_all_gradients.js'))
  Module._extensions['.js'] = plain
}

module.exports = { autodiff, registerGradients }
