import { outcomePhrase } from '../../claims/outcomes'
import type { Interval } from '../../stats/interval'
import { groupDigits } from '../../text/format'
import type { AnyVerdict } from '../judged'

export interface Concluded {
  readonly verdict: AnyVerdict
  readonly provisional: boolean
}

/** `so the claim is provisionally refuted (opposite)`. */
export function conclusion({ verdict, provisional }: Concluded): string {
  return `so the claim is ${provisional ? 'provisionally ' : ''}${outcomePhrase(verdict)}`
}

/**
 * An interval's level in percent, with as many digits as its complement needs to be within 1 % of the truth.
 *
 * @example levelWords({ lower: 0, upper: 1, level: 1 - 0.05 / 3 }) // '98.33 %'
 */
export function levelWords({ level }: Interval): string {
  const alpha = 1 - level
  for (let digits = 0; digits < 15; digits++) {
    const text = (100 * level).toFixed(digits)
    if (Math.abs(1 - Number(text) / 100 - alpha) <= 0.01 * alpha) return `${text} %`
  }
  return `${100 * level} %`
}

/** @example counted(1, 'seed') // '1 seed' */
export function counted(count: number, noun: string): string {
  return `${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`
}
