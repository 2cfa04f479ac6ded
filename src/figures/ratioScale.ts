import type { Row } from './csv'
import { PERCENT_LABEL, percentTicks } from './percentTicks'

/** A change of about 1 %: below it the scale is linear, above it logarithmic, so that small and large effects are seen. */
const LINEAR_BELOW = 0.01
/** Room that the label of a tick takes, in pixels. */
const LABEL_WIDTH = 46

/**
 * The axis of effects that are logarithms of ratios, labelled in percent: from the lowest to the highest of them.
 *
 * @param numbers what has to be seen; what is no number is left out
 * @param width of the plot in pixels
 */
export function ratioScale(numbers: readonly (Row[string] | undefined)[], width: number, title: string) {
  const shown = [0, ...numbers.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))]
  const bend = (value: number) => Math.sign(value) * Math.log1p(Math.abs(value) / LINEAR_BELOW)
  const unbend = (value: number) => Math.sign(value) * LINEAR_BELOW * Math.expm1(Math.abs(value))
  // Not by arguments, which a stack holds a hundred thousand of.
  const from = bend(shown.reduce((least, value) => Math.min(least, value)))
  const to = bend(shown.reduce((most, value) => Math.max(most, value)))
  const room = Math.max(0.04 * (to - from), 0.1)
  const [low, high] = [from - room, to + room]
  return {
    title: `${title} (linear up to 1 %, then logarithmic)`,
    scale: { type: 'symlog', constant: LINEAR_BELOW, domain: [unbend(low), unbend(high)], nice: false },
    axis: {
      values: percentTicks((tick) => (bend(tick) - low) / (high - low), LABEL_WIDTH / width),
      labelExpr: PERCENT_LABEL,
      grid: true
    }
  }
}
