import type { Claim } from '../spec/types'
import { agreeingRound } from '../verdict/agreeingRound'
import { describeOutcome } from '../verdict/registered'
import type { Judgement } from '../verdict/types'
import { formatCount } from './format'
import type { OutcomeCounts, ReportClaim } from './types'

/** A judgement as far as a report holds it. */
export type JudgementPart = Pick<Judgement, 'verdict' | 'provisional' | 'analysis'>

/** The one word pair under which a claim is listed. */
export function statusWords(entry: ReportClaim): string {
  switch (entry.kind) {
    case 'judged':
      return describeOutcome(entry.judgement.verdict) + (entry.judgement.provisional ? ', provisional' : '')
    case 'could-not-run':
      return `could-not-run (${entry.cause})`
    case 'not-in-profile':
      return 'not-in-profile'
    default:
      return entry satisfies never
  }
}

/** How a claim's outcome compares with the registered one. */
export function registeredWords(entry: ReportClaim): string {
  if (entry.kind !== 'judged') return '–'
  if (entry.registered === null) {
    if (entry.judgement.provisional) return 'NOT counted'
    return entry.matches ? 'none registered' : 'NOT reproduced'
  }
  return entry.matches ? 'as registered' : 'NOT as registered'
}

/** The effect of a claim in the unit in which people read it. */
export interface EffectWords {
  readonly effect: string
  readonly interval: string
  /** Pairs, seeds or starting points that the effect speaks of. */
  readonly n: number
}

/**
 * The effect with its interval. Rounded numbers stay on the side of 0 and of the margin (or of the share to exceed) on
 * which they are, so that a table never contradicts its verdict.
 *
 * @param digits significant digits, more where that takes them
 */
export function effectWords({ hypothesis }: Claim, { analysis }: JudgementPart, digits = 3): EffectWords {
  switch (analysis.kind) {
    case 'paired': {
      const { theta, interval, delta, numPairs: n } = analysis
      if (theta === null || interval === null) return { effect: '–', interval: '–', n }
      // With a floor under both losses theta is no longer a percentage of the loss.
      const floored = hypothesis.kind !== 'converges-to' && hypothesis.margin.epsilon > 0
      const scale = (logRatio: number) => (floored ? logRatio : Math.expm1(logRatio) * 100)
      const print = (logRatio: number) => {
        // The mean of logarithms of equal ratios is 0 but for rounding errors of this size.
        if (Math.abs(logRatio) < 1e-14) return floored ? '0' : '0 %'
        const rounded = agreeingRound(scale(logRatio), [scale(-delta), 0, scale(delta)], digits)
        return floored ? rounded : `${logRatio > 0 ? '+' : ''}${rounded} %`
      }
      const effect = floored ? `theta ${print(theta)}` : print(theta)
      return { effect, interval: `[${print(interval.lower)}, ${print(interval.upper)}]`, n }
    }
    case 'share': {
      const print = (share: number) => `${agreeingRound(share * 100, [analysis.nullShare * 100], digits)} %`
      const { lower, upper } = analysis.interval
      return {
        effect: `${analysis.successes}/${analysis.numSeeds} seeds`,
        interval: `[${print(lower)}, ${print(upper)}]`,
        n: analysis.numSeeds
      }
    }
    case 'grid':
      return { effect: `${analysis.reached}/${analysis.numPoints} starts`, interval: '–', n: analysis.numPoints }
    default:
      return analysis satisfies never
  }
}

/** @example countsWords(counts) // '7 claims: 3 reproduced, 2 refuted, 1 inconclusive, 1 could-not-run' */
export function countsWords(counts: OutcomeCounts): string {
  const parts = OUTCOME_ORDER.filter((name) => counts[name] > 0).map((name) => `${counts[name]} ${name}`)
  return `${formatCount(counts.claims, 'claim')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

/**
 * How the judged claims compare with what was registered; a claim with nothing registered is neither as registered nor
 * not.
 *
 * @example registrationWords(counts) // 'All 6 judged claims as registered.'
 * @example registrationWords(others) // '9 judged claims: 6 as registered, 1 NOT as registered, 2 with nothing registered (1 reproduced).'
 */
export function registrationWords(counts: OutcomeCounts): string {
  const { asRegistered, notAsRegistered, noneRegistered, noneRegisteredReproduced } = counts
  const judged = asRegistered + notAsRegistered + noneRegistered
  if (judged === 0) return 'No claim was judged.'
  if (judged === asRegistered) {
    return judged === 1 ? 'The one judged claim as registered.' : `All ${judged} judged claims as registered.`
  }
  const parts = [
    [asRegistered, 'as registered'],
    [notAsRegistered, 'NOT as registered'],
    [noneRegistered, `with nothing registered (${noneRegisteredReproduced} reproduced)`]
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, group]) => `${count} ${group}`)
  return `${formatCount(judged, 'judged claim')}: ${words.join(', ')}.`
}

export const OUTCOME_ORDER = [
  'reproduced',
  'refuted',
  'inconclusive',
  'not-evaluable',
  'could-not-run',
  'not-in-profile'
] as const satisfies readonly (keyof OutcomeCounts)[]
