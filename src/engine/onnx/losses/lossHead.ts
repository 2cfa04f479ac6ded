import type { Network } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, compare, divide, maximum, minimum, multiply, reduce, subtract, unary } from '../graph/operations'
import { approximateEach, sumOfUnits } from '../members'

/** Keras's bound on probabilities before a logarithm. */
const CLIP = 1e-7

/** The loss of every example from its logits, and its gradient. */
export interface LossHead {
  /** `[members, 1, batch]` */
  readonly losses: Value
  /** With respect to the logits, `[members, classes, batch]`; of the sum of the losses. */
  gradient(): Value
}

/**
 * The network's loss on logits; `claims/types.ts` defines it.
 *
 * @param logits `[members, classes, batch]`
 * @param targets one-hot, `[1, classes, batch]`
 */
export function lossHead(
  g: GraphBuilder,
  { loss, outputActivation, numClasses }: Network,
  logits: Value,
  targets: Value
): LossHead {
  switch (loss.name) {
    case 'categorical_crossentropy':
      return categoricalFromSoftmax(g, logits, targets)
    case 'binary_crossentropy': {
      const weight = loss.reduction === 'mean' ? 1 / numClasses : 1
      const head = outputActivation === 'sigmoid' ? binaryFromSigmoid : binaryFromSoftmax
      return weighted(g, head(g, logits, targets), weight)
    }
    case 'mean_squared_error':
      return weighted(g, squared(g, logits, targets), 1 / numClasses)
    case 'huber':
      return weighted(g, huber(g, logits, targets, loss.delta), 1 / numClasses)
    default:
      return loss satisfies never
  }
}

/** sum_k (z - y)^2; gradient 2 (z - y). */
function squared(g: GraphBuilder, logits: Value, targets: Value): LossHead {
  const errors = subtract(g, logits, targets)
  return {
    losses: sumOfUnits(g, multiply(g, errors, errors)),
    gradient: () => add(g, errors, errors)
  }
}

/** e = z - y, q = min(|e|, delta): sum_k q^2/2 + delta (|e| - q); gradient e within [-delta, delta]. */
function huber(g: GraphBuilder, logits: Value, targets: Value, delta: number): LossHead {
  const errors = subtract(g, logits, targets)
  const sizes = unary(g, 'Abs', errors)
  const inside = minimum(g, sizes, g.scalar(delta))
  const halfSquares = multiply(g, multiply(g, inside, inside), g.scalar(0.5))
  const beyond = multiply(g, subtract(g, sizes, inside), g.scalar(delta))
  return {
    losses: sumOfUnits(g, add(g, halfSquares, beyond)),
    gradient: () => minimum(g, maximum(g, errors, g.scalar(-delta)), g.scalar(delta))
  }
}

function weighted(g: GraphBuilder, head: LossHead, weight: number): LossHead {
  if (weight === 1) return head
  return {
    losses: multiply(g, head.losses, g.scalar(weight)),
    gradient: () => multiply(g, head.gradient(), g.scalar(weight))
  }
}

/** s = z - max z: ln sum exp(s) - s_label; gradient p - y. */
function categoricalFromSoftmax(g: GraphBuilder, logits: Value, targets: Value): LossHead {
  const { shifted, exponentials, sums } = softmax(g, logits)
  const labelLogits = sumOfUnits(g, multiply(g, shifted, targets))
  return {
    losses: subtract(g, approximateEach(g, 'Log', sums), labelLogits),
    gradient: () => subtract(g, divide(g, exponentials, sums), targets)
  }
}

/** sum_k max(z, 0) - z y + ln(1 + exp(-|z|)); gradient sigmoid(z) - y. */
function binaryFromSigmoid(g: GraphBuilder, logits: Value, targets: Value): LossHead {
  const decayed = approximateEach(g, 'Exp', unary(g, 'Neg', unary(g, 'Abs', logits)))
  const tail = approximateEach(g, 'Log', add(g, decayed, g.scalar(1)))
  const terms = add(g, subtract(g, unary(g, 'Relu', logits), multiply(g, logits, targets)), tail)
  return {
    losses: sumOfUnits(g, terms),
    gradient: () => subtract(g, approximateEach(g, 'Sigmoid', logits), targets)
  }
}

/** -sum_k y ln p + (1 - y) ln(1 - p) of clipped p; the gradient goes back through the softmax. */
function binaryFromSoftmax(g: GraphBuilder, logits: Value, targets: Value): LossHead {
  const { exponentials, sums } = softmax(g, logits)
  const probabilities = divide(g, exponentials, sums)
  const low = g.scalar(CLIP)
  const high = g.scalar(Math.fround(1 - CLIP))
  const clipped = minimum(g, maximum(g, probabilities, low), high)
  const complement = subtract(g, g.scalar(1), clipped)
  const others = subtract(g, g.scalar(1), targets)
  const ofLabels = multiply(g, targets, approximateEach(g, 'Log', clipped))
  const logs = add(g, ofLabels, multiply(g, others, approximateEach(g, 'Log', complement)))
  return {
    losses: unary(g, 'Neg', sumOfUnits(g, logs)),
    gradient: () => {
      const inside = multiply(
        g,
        compare(g, 'GreaterOrEqual', probabilities, low),
        compare(g, 'LessOrEqual', probabilities, high)
      )
      const slope = subtract(g, divide(g, others, complement), divide(g, targets, clipped))
      const kept = multiply(g, slope, inside)
      const mean = sumOfUnits(g, multiply(g, kept, probabilities))
      return multiply(g, probabilities, subtract(g, kept, mean))
    }
  }
}

function softmax(g: GraphBuilder, logits: Value) {
  const shifted = subtract(g, logits, reduce(g, 'ReduceMax', logits, [1]))
  const exponentials = approximateEach(g, 'Exp', shifted)
  return { shifted, exponentials, sums: sumOfUnits(g, exponentials) }
}
