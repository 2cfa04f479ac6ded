import type { Network } from '../../src/claims/network/resolveNetwork'
import { softmaxRows, throughSoftmax } from './activation'

/** Where `binary_crossentropy` keeps the probabilities of a softmax. */
const CLIP = { low: 1e-7, high: 1 - 1e-7 } as const

export interface LossPass {
  /** One an example. */
  readonly losses: Float64Array
  /** Of the mean over the examples, in the logits. */
  readonly gradient: Float64Array
}

/**
 * @param logits `[count, numClasses]`
 * @param labels `[count]` classes, or `[count, numClasses]` numbers
 * @param mode labels are smoothed in training alone
 */
export function lossPass(
  network: Network,
  logits: Float64Array,
  labels: ArrayLike<number>,
  mode: 'training' | 'inference'
): LossPass {
  const { losses, gradient } = ofExamples(network, logits, labels, mode)
  return { losses, gradient: gradient.map((value) => (value * network.numClasses) / logits.length) }
}

function ofExamples(
  network: Network,
  logits: Float64Array,
  labels: ArrayLike<number>,
  mode: 'training' | 'inference'
): LossPass {
  const { loss, outputActivation, numClasses, targets } = network
  const numbers = targets === 'numbers' ? labels : oneHot(labels, numClasses)
  switch (loss.name) {
    case 'categorical_crossentropy':
      return categorical(logits, labels, numClasses, mode === 'training' ? (loss.label_smoothing ?? 0) : 0)
    case 'binary_crossentropy': {
      const sum =
        outputActivation === 'sigmoid'
          ? binaryOfSigmoids(logits, labels, numClasses)
          : binaryOfSoftmax(logits, labels, numClasses)
      const divisor = loss.reduction === 'mean' ? numClasses : 1
      return { losses: sum.losses.map((value) => value / divisor), gradient: sum.gradient.map((g) => g / divisor) }
    }
    case 'mean_squared_error':
      return ofErrors(logits, numbers, numClasses, (e) => [e * e, 2 * e])
    case 'huber': {
      const { delta } = loss
      return ofErrors(logits, numbers, numClasses, (e) =>
        Math.abs(e) <= delta ? [(e * e) / 2, e] : [delta * (Math.abs(e) - delta / 2), delta * Math.sign(e)]
      )
    }
    default:
      return loss satisfies never
  }
}

/** -sum y ln p = ln sum exp(z) - sum y z, y the label's one-hot vector, smoothed by s to (1 - s) y + s/K; its gradient is p - y. */
function categorical(logits: Float64Array, labels: ArrayLike<number>, numClasses: number, smoothing: number): LossPass {
  const targets = oneHot(labels, numClasses).map((y) => (1 - smoothing) * y + smoothing / numClasses)
  const losses = Float64Array.from(labels, (_, n) => {
    const row = logits.subarray(n * numClasses, (n + 1) * numClasses)
    const largest = Math.max(...row)
    const expected = row.reduce((sum, z, k) => sum + targets[n * numClasses + k]! * z, 0)
    return largest + Math.log(row.reduce((sum, z) => sum + Math.exp(z - largest), 0)) - expected
  })
  return { losses, gradient: softmaxRows(logits, numClasses).map((p, i) => p - targets[i]!) }
}

/** -ln(sigmoid(z)) = ln(1 + e^-z) for the label, ln(1 + e^z) for the others; the gradient is sigmoid(z) - y. */
function binaryOfSigmoids(logits: Float64Array, labels: ArrayLike<number>, numClasses: number): LossPass {
  const targets = oneHot(labels, numClasses)
  const terms = logits.map((z, i) => {
    const wrong = targets[i] === 1 ? -z : z
    return Math.max(wrong, 0) + Math.log1p(Math.exp(-Math.abs(z)))
  })
  return { losses: rowSums(terms, numClasses), gradient: logits.map((z, i) => 1 / (1 + Math.exp(-z)) - targets[i]!) }
}

/** Through p: dL/dp = -y/p + (1 - y)/(1 - p), 0 where p was clipped. */
function binaryOfSoftmax(logits: Float64Array, labels: ArrayLike<number>, numClasses: number): LossPass {
  const targets = oneHot(labels, numClasses)
  const probabilities = softmaxRows(logits, numClasses)
  const clipped = probabilities.map((p) => Math.min(Math.max(p, CLIP.low), CLIP.high))
  const terms = clipped.map((p, i) => -Math.log(targets[i] === 1 ? p : 1 - p))
  const slopes = clipped.map((p, i) => {
    if (p !== probabilities[i]) return 0
    return targets[i] === 1 ? -1 / p : 1 / (1 - p)
  })
  return { losses: rowSums(terms, numClasses), gradient: throughSoftmax(probabilities, slopes, numClasses) }
}

/** The mean over the outputs of a function of z - y. @param of the function and its slope */
function ofErrors(
  logits: Float64Array,
  targets: ArrayLike<number>,
  numClasses: number,
  of: (error: number) => readonly [number, number]
): LossPass {
  const each = Array.from(logits, (z, i) => of(z - targets[i]!))
  const values = Float64Array.from(each, ([value]) => value / numClasses)
  return { losses: rowSums(values, numClasses), gradient: Float64Array.from(each, ([, slope]) => slope / numClasses) }
}

function oneHot(labels: ArrayLike<number>, numClasses: number): Float64Array {
  const targets = new Float64Array(labels.length * numClasses)
  for (let n = 0; n < labels.length; n++) targets[n * numClasses + labels[n]!] = 1
  return targets
}

function rowSums(values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(values.length / width)
  for (let i = 0; i < values.length; i++) sums[Math.floor(i / width)]! += values[i]!
  return sums
}
