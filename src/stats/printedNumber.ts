/** A number as it was printed, and how far from it the one may lie that was rounded to it. */
export interface PrintedNumber {
  readonly value: number
  /** Half a unit of the last digit that was printed. */
  readonly rounding: number
}

/** `98.20`, `-3`, `1.5e-3`. */
export const PRINTED_NUMBER = /^-?\d+(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads a number with its digits: a zero at its end counts. Whole numbers count as printed to the unit.
 *
 * @param text decimal digits, with a point and an exponent where it has them
 * @throws RangeError where it is no such number
 * @example printedNumber('0.980') // { value: 0.98, rounding: 0.0005 }
 */
export function printedNumber(text: string): PrintedNumber {
  const match = PRINTED_NUMBER.exec(text)
  if (match === null)
    throw new RangeError(`a number in decimal digits was expected and ${JSON.stringify(text)} received`)
  const [, digits = '', exponent = '0'] = match
  // Written as a decimal, so that it is the double nearest to it.
  return { value: Number(text), rounding: Number(`0.5e${Number(exponent) - digits.length}`) }
}

/**
 * Whether the mean of so many runs, each with a whole number of right answers, can have been printed so: there has to be
 * a multiple of 1/(runs examples) that rounds to it.
 *
 * @param runs at least 1
 * @param examples that each run was asked, at least 1
 * @example isPossibleShare(printedNumber('0.9816'), 1, 300) // false: 294 of 300 are .9800, 295 are .9833
 * @see Brown & Heathers 2017: the GRIM test
 */
export function isPossibleShare({ value, rounding }: PrintedNumber, runs: number, examples: number): boolean {
  const total = runs * examples
  // What is rounded up and what is rounded down both count, and the rounding of doubles is not held against it.
  return Math.abs(Math.round(value * total) / total - value) <= rounding * (1 + 1e-9)
}
