import type { Margin } from '../../../claims/types'
import { agreeingRound } from '../../../text/agreeingRound'
import { formatCount, formatNumber, pWords } from '../../../text/format'
import { pointWords, runPointOf } from '../../shared/runPoint'
import { type EffectScale, RATIO_SCALE } from '../comparisonWords'
import { curveOf, isTime, thresholdWords } from '../curve'
import { deltaOf } from '../pairEffect'
import type { PairedHypothesis } from '../types'
import { describeLabels } from './cells'
import type { AcrossSettings, Comparison, EffectNumbers, GroupCounts, Labels, LogsEvidence, TunedSplits } from './types'

/** Losses by ratios, what has an absolute margin by differences, times in the unit that the mapping names. */
export function scaleOfGroup(hypothesis: PairedHypothesis, unit: LogsEvidence['unit']): EffectScale {
  if (!('absolute' in hypothesis.margin)) return RATIO_SCALE
  const difference = { ...RATIO_SCALE, kind: 'difference' } as const
  return isTime(hypothesis)
    ? { ...difference, unit: ` ${unit}s`, less: 'shorter', more: 'longer' }
    : { ...difference, unit: '' }
}

/** What a run's value is: `final train.loss`, say. */
export function valueWords(hypothesis: PairedHypothesis): string {
  const { metric } = hypothesis
  const curve = curveOf(hypothesis)
  if (curve === null) return pointWords(metric, runPointOf('at' in hypothesis ? hypothesis.at : 'final', metric, null))
  return curve.kind === 'auc' ? `geometric mean of ${metric} over the run` : thresholdWords(metric, curve)
}

/** What a group is. */
export function groupName(group: Labels): string {
  return describeLabels(group) || 'All runs'
}

/** Whose runs they are, as far as the claim says. */
export function whoseWords({ by }: Pick<LogsEvidence, 'by'>): string {
  switch (by) {
    case 'us':
      return 'From our own logs'
    case 'others':
      return 'From logs of runs that somebody else made'
    case null:
      return 'From logs'
    default:
      return by satisfies never
  }
}

/** What the settings say of settings like these. */
export function acrossWords({ mean, tau, interval, prediction }: AcrossSettings, margin: Margin): string {
  const further = effectCell({ theta: mean, interval: prediction }, margin)
  return `Over settings like these, their effects taken as draws from one normal distribution (random effects, Hartung-Knapp-Sidik-Jonkman): ${effectCell({ theta: mean, interval }, margin)}, and at one further setting ${further}; SD of the settings' effects ${formatNumber(tau)}.`
}

/** An effect that is only described: over the ways of halving the runs, which share them, no interval is right. */
export function splitWords(splits: TunedSplits | null, margin: Margin): string {
  if (splits === null || splits.effect === null) return 'too few runs to choose by one half and judge the other'
  const { mean, lowest, highest } = splits.effect
  const range = effectCell({ theta: mean, interval: { lower: lowest, upper: highest, level: 1 } }, margin)
  return `described only, ${range} from the least to the most over ${formatCount(splits.used, 'way')} of halving the runs`
}

/** The effect with its interval, rounded to the side of 0 and of the margin on which they are. */
export function effectCell(effect: Pick<EffectNumbers, 'theta' | 'interval'> | null, margin: Margin): string {
  if (effect === null) return '–'
  const isRatio = !('absolute' in margin)
  const scale = (value: number) => (isRatio ? 100 * Math.expm1(value) : value)
  const delta = deltaOf(margin)
  const references = [scale(-delta), 0, scale(delta)]
  const print = (value: number) => {
    const text = agreeingRound(scale(value), references, 2)
    return value > 0 ? `+${text}` : text
  }
  const { theta, interval } = effect
  return `${print(theta)}${isRatio ? ' %' : ''} [${print(interval.lower)}, ${print(interval.upper)}]`
}

/** The analysis that does not decide. */
export function besideWords(secondary: NonNullable<Comparison['secondary']>, margin: Margin): string {
  return `${secondary.method} (n = ${secondary.n}): ${effectCell(secondary, margin)}, ${pWords(secondary.p)}`
}

/** @example (not run) countsText(counts) // '2 reproduced, 1 refuted' */
export function countsText(counts: GroupCounts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0)
  return parts.length === 0 ? 'none' : parts.map(([name, count]) => `${count} ${name}`).join(', ')
}

/** Runs of both arms that trained, of all: `5 + 4 of 5 + 5`. */
export function runsCell({ control, treatment }: Comparison): string {
  const all = `${control.runs} + ${treatment.runs}`
  if (control.numFailed + treatment.numFailed === 0) return all
  return `${control.runs - control.numFailed} + ${treatment.runs - treatment.numFailed} of ${all}`
}

/** The test that decides, and what it is decided by. */
export function methodWords({ method, effect }: Comparison): string {
  if (method === null || effect === null) return 'not tested'
  const [interval, exact] = {
    unpaired: ["Welch's t", 'permutation'],
    paired: ['paired t', 'sign flips'],
    'by-setting': ['t over settings', 'sign flips']
  }[method] as [string, string]
  return `${interval} ${pWords(effect.pT)}, ${exact} ${pWords(effect.pExact)}`
}
