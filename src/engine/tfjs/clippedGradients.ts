import * as tf from '@tensorflow/tfjs-core'
import type { UpdateRule } from '../../optim/updateRule'
import type { NamedTensor } from './namedTensor'

/** The gradients as a rule takes them: entries cut, then all, or each, made as short as they may be at most. */
export function clippedGradients(
  { clipValue, clipNorm, clipNormOf, clipEpsilon }: UpdateRule,
  gradients: readonly NamedTensor[]
): readonly NamedTensor[] {
  const map = (of: (tensor: tf.Tensor) => tf.Tensor, all: readonly NamedTensor[]): NamedTensor[] =>
    all.map(({ name, tensor }) => ({ name, tensor: of(tensor) }))
  const cut = clipValue === 0 ? gradients : map((tensor) => tf.clipByValue(tensor, -clipValue, clipValue), gradients)
  if (clipNorm === 0) return cut
  const squaresOf = (tensor: tf.Tensor) => tf.sum(tf.square(tensor))
  const factorOf = (squares: tf.Tensor) => tf.div(clipNorm, tf.maximum(tf.add(tf.sqrt(squares), clipEpsilon), clipNorm))
  if (clipNormOf === 'tensor') return map((tensor) => tf.mul(tensor, factorOf(squaresOf(tensor))), cut)
  const factor = factorOf(tf.addN(cut.map(({ tensor }) => squaresOf(tensor))))
  return map((tensor) => tf.mul(tensor, factor), cut)
}
