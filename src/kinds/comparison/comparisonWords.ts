import type { Interval } from '../../stats/interval'
import { agreeingRound } from '../../text/agreeingRound'

const DIGITS = 2
/** An effect this small against its own interval is what rounding leaves of 0. */
const NOISE = 1e-9

/** The numbers of a comparison as a sentence prints them, agreeing with each other. */
export interface ComparisonWords {
  /** `0.4 % higher than`, `1.2 % lower than`, `the same as`. */
  readonly effect: string
  /** `0.3 % lower to 0.7 % higher`. */
  readonly interval: string
  /** `1 %`: the margin as the claim states it. */
  readonly margin: string
  /**
   * What a reduction has to be. A margin of 1 % is, as the same ratio seen from above, one of 0.99 %: said only where a number
   * lies between the two, since nobody else asks. Of a difference the margin itself.
   */
  readonly marginDownwards: string
}

/** What the numbers of a comparison are. */
export interface EffectScale {
  readonly kind: 'log-ratio' | 'difference'
  /** Of a difference, behind its number: ` epochs`. */
  readonly unit: string
  /** `lower` and `higher`, or `shorter` and `longer`. */
  readonly less: string
  readonly more: string
}

/** Losses and their like, compared by ratios. */
export const RATIO_SCALE: EffectScale = { kind: 'log-ratio', unit: ' %', less: 'lower', more: 'higher' }

/**
 * Puts an effect, its interval and the margin into words. A log ratio becomes a percentage exp(theta) - 1; a margin of
 * 1 % is one of 1 % upwards and, as the same ratio, of 0.99 % downwards. A difference stays as it is. Every number is rounded
 * to the side of 0 and of the margin on which it is.
 *
 * @param theta log ratio or difference
 * @param interval of theta; bounds may be infinite
 * @param delta the margin on the scale of theta, >= 0
 */
export function comparisonWords(
  theta: number,
  interval: Pick<Interval, 'lower' | 'upper'>,
  delta: number,
  scale: EffectScale
): ComparisonWords {
  const shown = (value: number) => (scale.kind === 'log-ratio' ? 100 * Math.expm1(value) : value)
  const values = [theta, interval.lower, interval.upper].map(shown)
  const upwards = agreeingRound(shown(delta), values, 6)
  const downwards = agreeingRound(shown(-delta), values, scale.kind === 'log-ratio' ? DIGITS : 6)
  const references = [Number(downwards), 0, Number(upwards)]
  const [effect, lower, upper] = values.map((value) => agreeingRound(value, references, DIGITS)) as [
    string,
    string,
    string
  ]
  // Rounding alone, inside an interval that holds 0.
  const reach = Math.max(0, ...values.slice(1).map(Math.abs).filter(Number.isFinite))
  const isNoise = Math.abs(values[0]!) <= NOISE * reach
  const amount = (text: string) => {
    const size = text.replace(/^-/, '')
    return `${size}${size === '1' ? scale.unit.replace(/s$/, '') : scale.unit}`
  }
  const bound = (text: string, infinite: boolean) => (infinite ? 'any amount' : amount(text))
  const side = (text: string) => (Number(text) < 0 ? scale.less : scale.more)
  return {
    effect: isNoise || Number(effect) === 0 ? 'the same as' : `${amount(effect)} ${side(effect)} than`,
    interval: intervalWords(
      { value: Number(lower), words: bound(lower, interval.lower === -Infinity) },
      { value: Number(upper), words: bound(upper, interval.upper === Infinity) },
      scale
    ),
    margin: amount(upwards),
    marginDownwards: amount(
      values.some((value) => isBetween(-value, Number(downwards), Number(upwards))) ? downwards : upwards
    )
  }
}

/** @param downwards below 0 */
function isBetween(reduction: number, downwards: number, upwards: number): boolean {
  return reduction >= -downwards && reduction <= upwards
}

interface Bound {
  readonly value: number
  readonly words: string
}

function intervalWords(lower: Bound, upper: Bound, { unit, less, more }: EffectScale): string {
  if (lower.value === 0 && upper.value === 0) return `exactly 0${unit}`
  if (lower.value >= 0) return `${lower.words} to ${upper.words} ${more}`
  if (upper.value <= 0) return `${upper.words} to ${lower.words} ${less}`
  return `${lower.words} ${less} to ${upper.words} ${more}`
}
