import { agreeingRound } from './agreeingRound'
import type { Interval } from './types'

const DIGITS = 2
/** An effect this small against its own interval is what rounding leaves of 0. */
const NOISE = 1e-9

/** The numbers of a comparison as a sentence prints them: percentages that agree with each other. */
export interface EffectWords {
  /** `0.4 % higher than`, `1.2 % lower than`, `the same as`. */
  readonly effect: string
  /** `0.3 % lower to 0.7 % higher`. */
  readonly interval: string
  /** `1 %`: the margin as the claim states it. */
  readonly margin: string
  /** The same ratio seen from above, as a reduction: `0.99 %` for a margin of 1 %. */
  readonly marginDownwards: string
}

/**
 * Puts an effect, its interval and the margin into words. Percentages are exp(theta) - 1; a margin of 1 % means
 * 1 % upwards and, as the same ratio, 0.99 % downwards. Every number is rounded to the side of 0 and of the margin on
 * which it is.
 *
 * @param theta log ratio
 * @param interval of theta
 * @param relativeMargin 0.01 for 1 %
 */
export function effectWords(
  theta: number,
  interval: Pick<Interval, 'lower' | 'upper'>,
  relativeMargin: number
): EffectWords {
  const upwards = percentOf(Math.log1p(relativeMargin))
  const values = [theta, interval.lower, interval.upper].map(percentOf)
  const margin = agreeingRound(upwards, values, 6)
  const downwards = agreeingRound(percentOf(-Math.log1p(relativeMargin)), values, DIGITS)
  const references = [Number(downwards), 0, Number(margin)]
  const [effect, lower, upper] = values.map((value) => agreeingRound(value, references, DIGITS)) as [
    string,
    string,
    string
  ]
  // Rounding alone, inside an interval that holds 0.
  const isNoise = Math.abs(values[0]!) <= NOISE * Math.max(Math.abs(values[1]!), Math.abs(values[2]!))
  return {
    effect: isNoise ? 'the same as' : `${amount(effect)} ${direction(effect)} than`,
    interval: intervalWords(lower, upper),
    margin: amount(margin),
    marginDownwards: amount(downwards)
  }
}

/** Signed change in percent. */
function percentOf(logRatio: number): number {
  return 100 * Math.expm1(logRatio)
}

function intervalWords(lower: string, upper: string): string {
  const [from, to] = [Number(lower), Number(upper)]
  if (from === 0 && to === 0) return 'exactly 0 %'
  if (from >= 0) return `${amount(lower)} to ${amount(upper)} higher`
  if (to <= 0) return `${amount(upper)} to ${amount(lower)} lower`
  return `${amount(lower)} lower to ${amount(upper)} higher`
}

function direction(percent: string): 'lower' | 'higher' {
  return Number(percent) < 0 ? 'lower' : 'higher'
}

function amount(percent: string): string {
  return `${percent.replace(/^-/, '')} %`
}
