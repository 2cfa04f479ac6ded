import type { Window } from '../../../../claims/network/window'
import { type Attributes, type AttributeValue, type GraphBuilder, ints, type Value } from '../../graph/graphBuilder'
import { pad, reshape } from '../../graph/operations'

/** The domain of ONNX Runtime's blocked kernels, which its layout optimiser puts in place of constant convolutions. */
export const NCHWC_DOMAIN = 'com.microsoft.nchwc'

/** Whether so many channels lie in blocks; fewer than a block, as the pixels have, stay channel planes. */
export function isBlocked(channels: number, block: number): boolean {
  return channels >= block
}

/** Images as `[planes, height, width, values of a pixel that lie side by side]`. */
export function planesOf(g: GraphBuilder, images: Value, block: number): Value {
  const [count, channels, height, width] = images.shape
  const neighbours = isBlocked(channels!, block) ? block : 1
  return reshape(g, images, [(count! * channels!) / neighbours, height!, width!, neighbours])
}

/** The blocked convolution. @param inputs images, filters, bias or null, and what is added to the result */
export function blockedConvolution(
  g: GraphBuilder,
  inputs: readonly (Value | null)[],
  shape: readonly number[],
  attributes: Attributes
): Value {
  const outputs = [{ type: 'float32', shape }] as const
  return g.node({ op: 'Conv', domain: NCHWC_DOMAIN, inputs, attributes, outputs })[0]!
}

/**
 * Pads with zeros, or cuts off. The kernels are slow in windows that stick out at the left or the right, and just leave
 * out the rows that stick out above or below: those are left to the attribute that is returned.
 */
export function padSides(
  g: GraphBuilder,
  images: Value,
  block: number,
  rows: Window['padRows'],
  columns: Window['padColumns']
): { readonly padded: Value; readonly pads: AttributeValue } {
  const [top, bottom] = [Math.min(rows[0], 0), Math.min(rows[1], 0)]
  const view = pad(g, planesOf(g, images, block), [0, top, columns[0], 0], [0, bottom, columns[1], 0])
  const padded = reshape(g, view, [...images.shape.slice(0, 2), view.shape[1]!, view.shape[2]!])
  return { padded, pads: ints([rows[0] - top, 0, rows[1] - bottom, 0]) }
}

/**
 * The same weights for each channel by itself, `[channels/block][weights][block]` in memory.
 *
 * @param size rows and columns of the weights
 */
export function channelwiseFilters(
  g: GraphBuilder,
  weights: readonly number[],
  size: readonly number[],
  channels: number,
  block: number
): Value {
  const ofBlock = weights.flatMap((weight) => new Array<number>(block).fill(weight))
  const values = Array.from({ length: channels / block }, () => ofBlock).flat()
  return g.constant('float32', [channels, 1, ...size], values)
}
