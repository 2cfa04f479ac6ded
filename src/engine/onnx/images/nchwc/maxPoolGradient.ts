import type { Window } from '../../../../claims/network/window'
import { type Attributes, type GraphBuilder, int, ints, type Value } from '../../graph/graphBuilder'
import { LARGEST_FLOAT, multiply, pad, reshape, subtract, unary } from '../../graph/operations'
import type { MaxPoolPass } from '../imageOperators'
import { interleaved, poolingGrid, windowPlaces } from '../poolingGrid'
import { blockedConvolution, channelwiseFilters, planesOf } from './blocks'

/**
 * Each place of the window takes what is left of the gradient where its value is the largest one. Picking the values of
 * a place, comparing them, and putting shares back are convolutions of each channel by itself with a single 1.
 */
export function maxPoolGradient(g: GraphBuilder, pass: MaxPoolPass, block: number): Value {
  const { output, gradient } = pass
  const { images, window, before, after } = withoutPadding(g, pass, block)
  const [count, channels, height, width] = images.shape
  const [, , rows, columns] = output.shape
  const grid = poolingGrid([height!, width!], window)
  const negative = unary(g, 'Neg', output)

  const parts = new Map<string, Value>()
  const places = windowPlaces(window)
  let remaining = gradient
  for (const [index, { place, rest, shift }] of places.entries()) {
    let share = remaining
    if (index < places.length - 1) {
      const taps = [tapsAt(place[0], window.size[0]), tapsAt(place[1], window.size[1])] as const
      const isLargest = singleTap(g, images, taps, negative, [rows!, columns!], block, {
        strides: ints(window.strides),
        pads: ints([window.padRows[0], window.padColumns[0], window.padRows[1], window.padColumns[1]]),
        ...IS_ZERO
      })
      share = multiply(g, isLargest, remaining)
      remaining = subtract(g, remaining, share)
    }
    const key = `${rest[0]} ${rest[1]}`
    const beyond = [grid.groups[0] - rows!, grid.groups[1] - columns!] as const
    const part = parts.get(key) ?? null
    const isAligned = part === null && [...shift, ...beyond].every((distance) => distance === 0)
    const taps = [tapsAt(0, shift[0] + 1), tapsAt(0, shift[1] + 1)] as const
    const pads = ints([shift[0], shift[1], beyond[0], beyond[1]])
    parts.set(key, isAligned ? share : singleTap(g, share, taps, part, grid.groups, block, { pads }))
  }
  const planes = new Map([...parts].map(([key, part]) => [key, planesOf(g, part, block)]))
  const whole = interleaved(g, planes, window, grid)
  const cut = pad(g, whole, [0, -before[0], -before[1], 0], [0, -after[0], -after[1], 0])
  const [originalHeight, originalWidth] = pass.images.shape.slice(2)
  return reshape(g, cut, [count!, channels!, originalHeight!, originalWidth!])
}

/** 1 for 0, 0 for negative numbers: exact for all normal ones. */
const IS_ZERO: Attributes = {
  activation: { kind: 'string', value: 'HardSigmoid' },
  activation_params: { kind: 'floats', value: [LARGEST_FLOAT, 1] }
}

interface Unpadded {
  readonly images: Value
  readonly window: Window
  /** What was added to the images. */
  readonly before: readonly [number, number]
  readonly after: readonly [number, number]
}

/**
 * A convolution pads with zeros: right where only positive outputs have a gradient, since a zero is not the largest
 * there. Elsewhere the images are padded with what is never the largest.
 */
function withoutPadding(g: GraphBuilder, { images, window, rectified }: MaxPoolPass, block: number): Unpadded {
  const { padRows, padColumns } = window
  if (rectified || [...padRows, ...padColumns].every((length) => length === 0))
    return { images, window, before: [0, 0], after: [0, 0] }
  const before = [padRows[0], padColumns[0]] as const
  const after = [padRows[1], padColumns[1]] as const
  const view = pad(
    g,
    planesOf(g, images, block),
    [0, before[0], before[1], 0],
    [0, after[0], after[1], 0],
    -LARGEST_FLOAT
  )
  const padded = reshape(g, view, [...images.shape.slice(0, 2), view.shape[1]!, view.shape[2]!])
  return { images: padded, window: { ...window, padRows: [0, 0], padColumns: [0, 0] }, before, after }
}

/** Weights along one axis of a window, a 1 among zeros. */
interface Taps {
  readonly weights: readonly number[]
  readonly dilation: number
}

/** At the ends of a window two weights are enough to span it. */
function tapsAt(place: number, length: number): Taps {
  if (length > 2 && place === 0) return { weights: [1, 0], dilation: length - 1 }
  if (length > 2 && place === length - 1) return { weights: [0, 1], dilation: length - 1 }
  return { weights: Array.from({ length }, (_, index) => Number(index === place)), dilation: 1 }
}

/** @param plus what is added, before the activation among the attributes */
function singleTap(
  g: GraphBuilder,
  images: Value,
  [rows, columns]: readonly [Taps, Taps],
  plus: Value | null,
  size: readonly number[],
  block: number,
  attributes: Attributes = {}
): Value {
  const [count, channels] = images.shape
  const weights = rows.weights.flatMap((row) => columns.weights.map((column) => row * column))
  const kernelSize = [rows.weights.length, columns.weights.length]
  return blockedConvolution(
    g,
    [images, channelwiseFilters(g, weights, kernelSize, channels!, block), ...(plus === null ? [] : [null, plus])],
    [count!, channels!, ...size],
    {
      kernel_shape: ints(kernelSize),
      dilations: ints([rows.dilation, columns.dilation]),
      group: int(channels!),
      ...attributes
    }
  )
}
