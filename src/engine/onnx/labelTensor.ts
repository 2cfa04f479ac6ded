import type { Network } from '../../claims/network/resolveNetwork'
import type { ANY, GraphBuilder, Value } from './graph/graphBuilder'
import { gather, reshape, transpose } from './graph/operations'
import type { ResidentImages } from './residentImages'

/** The graph's input of labels: int32 `[n]`, or float32 `[n, outputs]` of targets that are numbers. */
export function labelInput(g: GraphBuilder, { targets, numClasses }: Network, numImages: number | typeof ANY): Value {
  if (targets === 'numbers') return g.input('labels', 'float32', [numImages, numClasses])
  return g.input('labels', 'int32', [numImages])
}

/** What the loss compares the logits with: one-hot, or the numbers. @returns `[1, outputs, n]` */
export function comparedTargets(g: GraphBuilder, { targets, numClasses }: Network, labels: Value): Value {
  const numImages = labels.shape[0]!
  if (targets === 'numbers') return reshape(g, transpose(g, labels, [1, 0]), [1, numClasses, numImages])
  const oneHot = Array.from({ length: numClasses ** 2 }, (_, place) => Number(place % (numClasses + 1) === 0))
  const classes = gather(g, g.constant('float32', [numClasses, numClasses], oneHot), labels, 1)
  return reshape(g, classes, [1, numClasses, numImages])
}

/** Labels as the graph reads them. */
export function labelData(labels: ResidentImages['labels'], numImages: number) {
  return labels instanceof Float32Array
    ? { type: 'float32' as const, shape: [numImages, labels.length / numImages], data: labels }
    : { type: 'int32' as const, shape: [numImages], data: labels }
}
