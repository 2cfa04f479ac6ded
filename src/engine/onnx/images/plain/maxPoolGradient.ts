import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { add, compare, multiply, pad, reshape, slice, subtract } from '../../graph/operations'
import type { MaxPoolPass } from '../imageOperators'
import { interleaved, poolingGrid, windowPlaces } from '../poolingGrid'

/** Each place of the window takes what is left of the gradient where its value is the largest one. */
export function maxPoolGradient(g: GraphBuilder, pass: MaxPoolPass): Value {
  const { images, window } = pass
  const [count, channels, height, width] = images.shape
  const [output, gradient] = [planesOf(g, pass.output), planesOf(g, pass.gradient)]
  const [planes, rows, columns] = output.shape
  const grid = poolingGrid([height!, width!], window)
  const { groups, before, after } = grid
  const lowest = Number.NEGATIVE_INFINITY
  const padded = pad(g, planesOf(g, images), [0, before[0], before[1], 0], [0, after[0], after[1], 0], lowest)
  const grouped = reshape(g, padded, [planes!, groups[0], window.strides[0], groups[1], window.strides[1]])

  const parts = new Map<string, Value>()
  const views = new Map<string, Value>()
  const places = windowPlaces(window)
  let remaining = gradient
  for (const [index, { rest, shift }] of places.entries()) {
    const key = `${rest[0]} ${rest[1]}`
    // Beyond the last group there is only padding.
    const beyond = [shift[0] + rows! - groups[0], shift[1] + columns! - groups[1]] as const
    let share = remaining
    if (index < places.length - 1) {
      const view =
        views.get(key) ?? slice(g, grouped, [0, 0, rest[0], 0, rest[1]], [planes!, groups[0], 1, groups[1], 1])
      views.set(key, view)
      const values = reshape(g, view, [planes!, groups[0], groups[1], 1])
      const shifted = pad(g, values, [0, -shift[0], -shift[1], 0], [0, beyond[0], beyond[1], 0], lowest)
      share = multiply(g, compare(g, 'Equal', shifted, output), remaining)
      remaining = subtract(g, remaining, share)
    }
    const back = pad(g, share, [0, shift[0], shift[1], 0], [0, -beyond[0], -beyond[1], 0])
    const part = parts.get(key)
    parts.set(key, part === undefined ? back : add(g, part, back))
  }
  return reshape(g, interleaved(g, parts, window, grid), [count!, channels!, height!, width!])
}

/** `[planes, height, width, 1]` */
function planesOf(g: GraphBuilder, images: Value): Value {
  const [count, channels, height, width] = images.shape
  return reshape(g, images, [count! * channels!, height!, width!, 1])
}
