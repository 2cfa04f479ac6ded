import { formatNumber } from '../text/format'

/** In the order in which they are wanted: a reader looks for no change first, then for the decades. */
const WANTED = [0, 10, 1, 100, 50, 5, 0.1, 1000, 20, 2, 0.5, 200, 500, 0.2, 0.01, 30, 3, 0.3, 70, 7, 0.7, 15, 1.5]

/** Where a scale puts a value: 0 at its start, 1 at its end. */
export type TickPlace = (logRatio: number) => number

/**
 * Ticks at round changes in percent for a scale of logarithms of ratios, as far apart as their labels need.
 *
 * @param place from 0 to 1 inside of the scale
 * @param minGap least distance between two ticks, as a share of the scale
 * @returns logarithms of ratios, ascending
 */
export function percentTicks(place: TickPlace, minGap: number): number[] {
  const signed = WANTED.flatMap((percent) => (percent === 0 ? [0] : [-percent, percent])).filter((each) => each > -100)
  const chosen: number[] = []
  for (const percent of signed) {
    const tick = Math.log1p(percent / 100)
    const at = place(tick)
    if (at < 0 || at > 1) continue
    if (chosen.every((other) => Math.abs(place(other) - at) >= minGap)) chosen.push(tick)
  }
  return chosen.sort((a, b) => a - b)
}

/** Widest scale on which evenly spaced changes in percent still look even. */
const NEARLY_EVEN = 0.7

/**
 * The same for a linear scale from `low` to `high`: at evenly spaced changes where that looks even.
 *
 * @example linearPercentTicks(-0.001, 0.031).map((tick) => Math.round(100 * Math.expm1(tick))) // [0, 1, 2, 3]
 */
export function linearPercentTicks(low: number, high: number): number[] {
  if (high - low > NEARLY_EVEN) return percentTicks((tick) => (tick - low) / (high - low), 0.14)
  const [from, to] = [100 * Math.expm1(low), 100 * Math.expm1(high)]
  const rough = (to - from) / 5
  const decade = 10 ** Math.floor(Math.log10(rough))
  const step = decade * ([1, 2, 5].find((factor) => factor * decade >= rough) ?? 10)
  const first = Math.ceil(from / step)
  const count = Math.floor(to / step) - first + 1
  return Array.from({ length: count }, (_, index) => Math.log1p(((first + index) * step) / 100))
}

/** Vega's expression that labels a logarithm of a ratio with the change in percent. */
export const PERCENT_LABEL =
  "(abs(datum.value) < 1e-9 ? '0' : format(round(1e6 * (exp(datum.value) - 1)) / 1e4, '+~r')) + ' %'"

/** @example percentOf(Math.log(1.5)) // '+50 %' */
export function percentOf(logRatio: number, digits = 3): string {
  const percent = Math.expm1(logRatio) * 100
  return `${percent > 0 ? '+' : ''}${formatNumber(percent, digits)} %`
}
