import { unitScale } from './unitScale'

/** Beyond so many units of the last place, rounding hides which decimal was meant. */
const MOST_UNITS = 1e9
/** How far rounding leads away from a decimal at most: in units of its last place, and as a share of the largest. */
const MOST_ROUNDING = { units: 1e-6, share: 1e-9 }

/**
 * Numbers for a test that compares sums of them. Losses are printed in decimals, which no double holds: 4.7754 - 4.7752
 * and 4.7753 - 4.7751 differ by what rounding left, which is far more than the rounding of the differences themselves,
 * and a tie is lost. Decimals, and sums and differences of decimals, become whole numbers here, up to a power of two: their
 * sums are exact, and can neither overflow nor vanish. What is none (a logarithm) is only scaled.
 *
 * @param values finite numbers
 * @example comparable([0.3 - 0.2, 0.1, 0.4]) // [0.25, 0.25, 1]: 1, 1 and 4
 */
export function comparable(values: readonly number[]): number[] {
  return unitScale(inUnitsOfTheLastPlace(values) ?? values)
}

/**
 * Distances from a reference, up to a factor: of decimals exact, where the subtraction itself would leave what rounding
 * did to both.
 *
 * @param values finite numbers
 * @example distancesFrom([0.3 - 0.2, 0.2], 0.1) // [0, 1]
 */
export function distancesFrom(values: readonly number[], reference: number): number[] {
  const whole = inUnitsOfTheLastPlace([...values, reference])
  const [from, to] = whole === null ? [values, reference] : [whole.slice(0, -1), whole.at(-1)!]
  return from.map((value) => value - to)
}

/** @returns null where they are no decimals */
function inUnitsOfTheLastPlace(values: readonly number[]): number[] | null {
  const largest = Math.max(0, ...values.map(Math.abs))
  if (!(largest > 1e-15 && largest < 1e15)) return null
  for (let places = -Math.floor(Math.log10(largest)); largest * 10 ** places <= MOST_UNITS; places++) {
    const unit = 10 ** places
    const most = Math.min(MOST_ROUNDING.units, MOST_ROUNDING.share * largest * unit)
    if (values.every((value) => Math.abs(value * unit - Math.round(value * unit)) <= most)) {
      return values.map((value) => Math.round(value * unit))
    }
  }
  return null
}
