import { OUTCOME_ORDER } from '../claims/outcomes'
import { describeOutcome } from '../judge/registered'
import type { Claim, Hypothesis, Judgement } from '../kinds'
import type { PairedAnalysis } from '../kinds/comparison/types'
import type { MeanAnalysis } from '../kinds/shared/types'
import type { RegistrationState } from '../registration/types'
import type { Interval } from '../stats/interval'
import { agreeingRound } from '../text/agreeingRound'
import { formatCount } from '../text/format'
import { notMeasured, notMeasuredWords } from './data/notMeasured'
import { standingOf } from './data/standing'
import type { OutcomeCounts, Report, ReportClaim } from './data/types'

/** A judgement as far as a report holds it. */
export type JudgementPart = Pick<Judgement, 'verdict' | 'provisional' | 'analysis'>

/** The one word pair under which a claim is listed. */
export function statusWords(entry: ReportClaim): string {
  switch (entry.kind) {
    case 'judged':
      return outcomeWords(entry.judgement)
    case 'could-not-run':
      return `could-not-run (${entry.cause})`
    case 'not-in-profile':
      return 'not-in-profile'
    default:
      return entry satisfies never
  }
}

/**
 * The outcome of a judged claim, or that it does not count as measured: then no word stands there that reads like a
 * result.
 */
export function outcomeWords(judgement: JudgementPart): string {
  const missing = notMeasured(judgement)
  if (missing !== null) return notMeasuredWords(missing)
  return describeOutcome(judgement.verdict) + (judgement.provisional ? ', provisional' : '')
}

/** How a claim's outcome compares with the registered one. */
export function registeredWords(entry: ReportClaim): string {
  if (entry.kind !== 'judged') return '–'
  const standing = standingOf(entry)
  switch (standing) {
    case 'as-registered':
      return 'as registered'
    case 'differs':
      return 'NOT as registered'
    case 'none-registered':
      return 'none registered'
    case 'not-reproduced':
      return 'NOT reproduced'
    case 'not-counted':
      return 'NOT counted'
    case 'on-other-data':
      return `not registered for ${entry.substitute}`
    default:
      return standing satisfies never
  }
}

/** The effect of a claim in the unit in which people read it. */
export interface EffectWords {
  readonly effect: string
  readonly interval: string
  /** Pairs (of a map: at each setting), seeds, runs or starting points that it speaks of; null where nothing was run. */
  readonly n: number | null
}

/**
 * The effect with its interval. Rounded numbers stay on the side of 0 and of the margin (or of the share to exceed, the
 * bounds of the range) on which they are, so that a table never contradicts its verdict.
 *
 * @param digits significant digits, more where that takes them
 */
export function effectWords({ hypothesis }: Claim, { analysis }: JudgementPart, digits = 3): EffectWords {
  switch (analysis.kind) {
    case 'paired':
      return pairedWords(hypothesis, analysis, digits)
    case 'settings': {
      const { lower, numSettings, numPairs } = analysis
      return { effect: `${lower.shown}/${numSettings} settings`, interval: NONE, n: numPairs }
    }
    case 'share': {
      const print = (share: number) => `${agreeingRound(share * 100, [analysis.nullShare * 100], digits)} %`
      const effect = `${analysis.successes}/${analysis.numSeeds} seeds`
      return { effect, interval: bounds(analysis.interval, print), n: analysis.numSeeds }
    }
    case 'grid':
      return { effect: `${analysis.reached}/${analysis.numPoints} starts`, interval: NONE, n: analysis.numPoints }
    case 'contrast': {
      const print = (share: number) => `${agreeingRound(share * 100, [50], digits)} %`
      const { onlyTreatment, onlyControl, numPairs, interval } = analysis
      return { effect: `${onlyTreatment}:${onlyControl}`, interval: bounds(interval, print), n: numPairs }
    }
    case 'rate': {
      const n = analysis.numSeeds + analysis.notPositive + analysis.diverged
      if (analysis.over === 'initial-points') return { effect: `${analysis.holding}/${n} starts`, interval: NONE, n }
      return meanEffect('slope ', analysis, [analysis.slopeBelow], digits)
    }
    case 'range':
      return meanEffect('mean ', analysis, [analysis.low, analysis.high], digits)
    case 'invariant': {
      const { violations, numRuns } = analysis
      return { effect: formatCount(violations, 'violation'), interval: NONE, n: numRuns }
    }
    case 'arithmetic':
      return { effect: agreeingRound(analysis.value, [analysis.low, analysis.high], digits), interval: NONE, n: null }
    case 'all-of': {
      const { members } = analysis
      const reproduced = members.filter(({ outcome }) => outcome === 'reproduced').length
      return { effect: `${reproduced}/${members.length} claims`, interval: NONE, n: null }
    }
    default:
      return analysis satisfies never
  }
}

/** The effect of a comparison, or of one setting of a map. */
export function pairedWords(
  hypothesis: Hypothesis,
  { theta, interval, delta, numPairs: n }: Pick<PairedAnalysis, 'theta' | 'interval' | 'delta' | 'numPairs'>,
  digits: number
): EffectWords {
  if (theta === null || interval === null) return { effect: NONE, interval: NONE, n }
  const { name, print } = pairedNumbers(hypothesis, delta, digits)
  return { effect: `${name}${print(theta)}`, interval: bounds(interval, print), n }
}

const NONE = '–'

function bounds({ lower, upper }: Interval, print: (value: number) => string): string {
  return `[${print(lower)}, ${print(upper)}]`
}

function meanEffect(
  name: string,
  { mean, interval, numSeeds: n }: MeanAnalysis,
  references: readonly number[],
  digits: number
): EffectWords {
  if (mean === null || interval === null) return { effect: NONE, interval: NONE, n }
  const print = (value: number) => agreeingRound(value, references, digits)
  return { effect: `${name}${print(mean)}`, interval: bounds(interval, print), n }
}

/** A comparison by ratios reads as a change in percent; with a floor under both losses theta is none. */
export function pairedNumbers(hypothesis: Hypothesis, delta: number, digits: number) {
  const margin = 'margin' in hypothesis ? hypothesis.margin : { relative: 0, epsilon: 0 }
  const percent = !('absolute' in margin) && margin.epsilon === 0
  const scale = (value: number) => (percent ? Math.expm1(value) * 100 : value)
  const unit = percent ? ' %' : ''
  return {
    name: percent ? '' : 'absolute' in margin ? 'b - a ' : 'theta ',
    print: (value: number): string => {
      if (!Number.isFinite(value)) return value > 0 ? '+Infinity' : '-Infinity'
      // The mean of logarithms of equal ratios is 0 but for rounding errors of this size.
      if (percent && Math.abs(value) < 1e-14) return '0 %'
      const rounded = agreeingRound(scale(value), [scale(-delta), 0, scale(delta)], digits)
      return `${percent && value > 0 ? '+' : ''}${rounded}${unit}`
    }
  }
}

/** How a claim stands to its preregistration: `exploratory` unless it was registered before its runs as it is now. */
export function preregistrationWords(registration: RegistrationState): string {
  switch (registration.state) {
    case 'unregistered':
      return 'exploratory (not registered)'
    case 'deviates': {
      const { differences, registeredAt } = registration
      return `exploratory (${formatCount(differences.length, 'deviation')} from what was registered on ${registeredAt})`
    }
    case 'registered':
      return `registered on ${registration.registeredAt}`
    default:
      return registration satisfies never
  }
}

/** @example (not run) explorationWords(report.claims) // '2 of 6 judged claims are exploratory: not preregistered as judged.' */
export function explorationWords(claims: readonly ReportClaim[]): string {
  const judged = claims.filter((entry) => entry.kind === 'judged')
  const exploratory = judged.filter(({ registration }) => registration.state !== 'registered').length
  if (exploratory === 0) return ''
  const verb = exploratory === 1 ? 'is' : 'are'
  return `${exploratory} of ${formatCount(judged.length, 'judged claim')} ${verb} exploratory: not preregistered as judged.`
}

/**
 * Which data stood in for which, one sentence each; '' where none did.
 *
 * @example
 * substitutionWords({ substitutions: [{ dataset: 'a', substitute: 'b', experiments: ['x'], claims: ['y/z'] }] })
 * // 'b stood in for a (--data) in experiment x: no verdict on it speaks of a.'
 */
export function substitutionWords({ substitutions = [] }: Pick<Report, 'substitutions'>): string {
  return substitutions
    .map(({ dataset, substitute, experiments }) => {
      const where = `${experiments.length === 1 ? 'experiment' : 'experiments'} ${experiments.join(', ')}`
      return `${substitute} stood in for ${dataset} (--data) in ${where}: no verdict on it speaks of ${dataset}.`
    })
    .join(' ')
}

/** @example (not run) countsWords(counts) // '7 claims: 3 reproduced, 2 refuted, 1 inconclusive, 1 could-not-run' */
export function countsWords(counts: OutcomeCounts): string {
  const parts = OUTCOME_ORDER.flatMap((name) => ((counts[name] ?? 0) > 0 ? [`${counts[name]} ${name}`] : []))
  return `${formatCount(counts.claims, 'claim')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`
}

/**
 * How the judged claims compare with what was registered; a claim with nothing registered is neither as registered nor
 * not.
 *
 * @example (not run) registrationWords(counts) // 'All 6 judged claims as registered.'
 * @example (not run) registrationWords(others)
 * // '9 judged claims: 6 as registered, 1 NOT as registered, 2 with nothing registered (1 reproduced).'
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
