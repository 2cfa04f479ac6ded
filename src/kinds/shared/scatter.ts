import seedrandom from 'seedrandom'
import { type SerialCorrelation, serialCorrelation } from '../../stats/serialCorrelation'
import { isSkewed, skewness } from '../../stats/skewness'

/** How values scatter, as far as it speaks against what the rules assume of them: symmetry and independence. */
export interface Scatter {
  /** g1; null without spread. */
  readonly skewness: number | null
  /** It is more than symmetry allows: so it is of one normal sample in ten. */
  readonly isSkewed: boolean
  /** Over the order of the seeds; null with fewer than 4 values or without spread. */
  readonly serial: SerialCorrelation | null
}

/** Chance alone warns of so many samples. */
const SERIAL_ALPHA = 0.05

/**
 * @param values in seed order
 */
export function scatterOf(values: readonly number[]): Scatter {
  if (values.length === 0) return { skewness: null, isSkewed: false, serial: null }
  const g1 = skewness(values)
  return {
    skewness: g1,
    isSkewed: isSkewed(g1, values.length),
    // A stream of its own, so that p depends on nothing but the sample.
    serial: serialCorrelation(values, seedrandom.alea('claimcheck/serial'))
  }
}

/**
 * What a reader should know of values that scatter otherwise than the rules assume.
 *
 * @param what the values are: `differences`
 * @param skewConsequence of what a verdict says, after a colon
 */
export function scatterWarnings(
  { skewness: g1, isSkewed: skewed, serial }: Scatter,
  what: string,
  skewConsequence: string = SKEW_CONSEQUENCE
): string[] {
  return [
    ...(skewed ? [`the ${what} are skewed (g1 = ${g1!.toFixed(2)}): ${skewConsequence}`] : []),
    ...(serial !== null && serial.p <= SERIAL_ALPHA
      ? [
          `over the order of the seeds the ${what} are correlated (lag 1: r = ${serial.r1.toFixed(2)}, permutation p = ${serial.p.toPrecision(1)}): ${SERIAL_CONSEQUENCE}`
        ]
      : [])
  ]
}

const SKEW_CONSEQUENCE =
  'intervals and tests assume symmetry, and p with the skewness allowed for, which has to agree, mends only a part of it'

const SERIAL_CONSEQUENCE =
  'neighbours resemble each other more than chance would make them in one sample of twenty; where something drifts, or seeds are not independent, the interval is too narrow and p too small'

/**
 * The same of the settings of a map, in a line each: with how many there are, of how many.
 *
 * @param scatters one a setting
 */
export function mapScatterWarnings(scatters: readonly Scatter[]): string[] {
  const skewed = scatters.filter((scatter) => scatter.isSkewed).map((scatter) => scatter.skewness!)
  const limit = SERIAL_ALPHA / scatters.length
  const correlated = scatters.flatMap(({ serial }) => (serial !== null && serial.p <= limit ? [serial.r1] : []))
  const range = (values: readonly number[]) => `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)}`
  const of = (count: number) => `at ${count} of ${scatters.length} settings`
  return [
    ...(skewed.length > 0
      ? [
          `${of(skewed.length)} the differences are skewed (g1 ${range(skewed)}; chance alone makes it 1 in 10): ${SKEW_CONSEQUENCE}`
        ]
      : []),
    ...(correlated.length > 0
      ? [
          `${of(correlated.length)} the differences are correlated over the order of the seeds (lag 1: r ${range(correlated)}, permutation p at most .05 over the whole map): p and intervals assume independent seeds`
        ]
      : [])
  ]
}
