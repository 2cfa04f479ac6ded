import type { OutcomeName } from '../claims/types'
import { InputError } from '../errors'
import type { Labels } from '../external/types'
import { type Claim, isOneOf } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import { curveOf, isTime } from '../kinds/comparison/curve'
import type { PairedHypothesis } from '../kinds/comparison/types'
import { holm } from '../stats/holm'
import { type Cell, type Group, groupRuns, pairsOf } from './analyse/cells'
import { compareArms } from './analyse/compareArms'
import { compareTuned, type Tuned } from './analyse/tuned'
import type { Comparable, Comparison, EffectNumbers, Question } from './analyse/types'
import type { Mapping } from './mapping/types'
import type { OutsideRun } from './types'

/** A warning names no more runs. */
const MOST_NAMED = 12

export interface Adjudication {
  /** Of the groups: reproduced where all are, refuted where one is, below-margin where all others are reproduced. */
  readonly outcome: OutcomeName
  /** That of the groups; null where there is none, or they have not all the same. */
  readonly subtype: string | null
  /** The claim's error rate, shared with its family. */
  readonly alpha: number
  /** Claims of the family that carry a p value; the others count as p = 1. */
  readonly familySize: number
  readonly pairing: Question['pairing']
  readonly groups: readonly AdjudicatedGroup[]
  readonly warnings: readonly string[]
}

/** One question: a data set and model, say. */
export interface AdjudicatedGroup {
  readonly group: Labels
  /** Decides: the average effect over the settings. */
  readonly overall: Comparison
  /** Its effect at a level of 95 %, whatever Holm left: to be put beside other evidence. */
  readonly effect95: EffectNumbers | null
  /**
   * Each setting, with Holm over the settings of the group, by the interval's test: the exact one, which with few runs has
   * no p as small as Holm's levels, has to agree at the claim's alpha. Exploratory, but where there is one only.
   */
  readonly settings: readonly AdjudicatedSetting[]
  /** Settings whose own interval, at the claim's alpha, lies below or above 0: where both are, the average hides it. */
  readonly directions: { readonly below: number; readonly above: number }
  /** Settings at which only one arm has runs: in no comparison. */
  readonly unmatched: readonly Labels[]
  /** Exploratory; null where no metric of tuning is mapped, or there is but one setting. */
  readonly tuned: AdjudicatedTuning | null
}

export interface AdjudicatedSetting {
  readonly setting: Labels
  readonly corrected: Comparison
  /** The same at the claim's own alpha, as if it were the only setting. */
  readonly alone: Comparison
}

export interface AdjudicatedTuning extends Omit<Tuned, 'comparable'> {
  readonly select: string
  /** Of the runs that had no part in the choice; null where there are too few runs, and the effect is but described. */
  readonly comparison: Comparison | null
  readonly effect95: EffectNumbers | null
}

/** The claim's hypothesis, where logs can decide it. @throws InputError otherwise */
export function pairedHypothesisOf({ id, hypothesis }: Claim): PairedHypothesis {
  if (isOneOf(COMPARISONS, hypothesis)) return hypothesis
  throw new InputError(`claim ${id} cannot be adjudicated from logs`, {
    expected: `a hypothesis of one of the kinds ${COMPARISONS.join(', ')}: two arms, a number for each run`,
    received: `kind ${hypothesis.kind}`,
    remedy: 'run it with claimcheck verify'
  })
}

/** Which metric chooses settings: the mapping's, else the claim's or validation.loss where the logs have it. */
export function selectionMetric(mapping: Mapping, hypothesis: PairedHypothesis): string | null {
  const stated = mapping.tuning?.select ?? hypothesis.tuning?.select ?? 'validation.loss'
  return mapping.metrics[stated] === undefined ? null : stated
}

/**
 * Judges a claim by runs that somebody else made, in fixed mode, training nothing.
 *
 * Runs with a mere number are no pairs, so Welch's interval and the exact permutation test decide; runs from known
 * seeds are, within each setting, and the paired t interval and the sign-flip test decide; a seed is one block. The decisive comparison of each group is the
 * average effect over its settings; Holm over the groups and the rest of the claim's family, which counts as p = 1.
 * Claims of kind `faster` compare the geometric means of the curves over the epochs that all runs share, or the times to a threshold restricted to the
 * length of the shortest whole run of the group.
 *
 * @param runs of the claim's two arms
 * @param familySize claims of the claim's family that carry a p value, itself among them
 * @param readingWarnings of the logs, which stand before those of the comparison
 * @throws InputError for a loss that has no logarithm
 */
export function adjudicate(
  claim: Claim,
  mapping: Mapping,
  runs: readonly OutsideRun[],
  familySize: number,
  readingWarnings: readonly string[] = []
): Adjudication {
  const hypothesis = pairedHypothesisOf(claim)
  const { metric, control } = hypothesis
  const question: Question = {
    claim,
    hypothesis,
    pairing: mapping.run?.pairing ?? 'none',
    chanceLevel: metric.endsWith('.accuracy') || isTime(hypothesis) ? null : mapping.failures.chanceLevel
  }
  const { alpha } = claim.decision
  const groups = groupRuns(runs, control)
  const comparables = groups.map(({ cells }) => compareArms(question, cells))
  const missing = Array.from({ length: familySize - 1 }, () => 1)
  const decisions = holm([...comparables.map(({ p }) => p ?? 1), ...missing], alpha, (index, level) =>
    index < comparables.length ? comparables[index]!.isDecided(level) : false
  )
  const select = selectionMetric(mapping, hypothesis)
  const judged = groups.map((group, index): AdjudicatedGroup => {
    const settings = judgeSettings(question, group.cells, alpha)
    return {
      group: group.group,
      overall: comparables[index]!.judge(decisions[index]!.alphaJ),
      effect95: effect95Of(comparables[index]!),
      settings,
      directions: directionsOf(settings),
      unmatched: group.unmatched.map(({ setting }) => setting),
      tuned: select === null ? null : judgeTuned(question, group, select, alpha)
    }
  })
  return {
    outcome: outcomeOfAll(judged),
    subtype: subtypeOfAll(judged),
    alpha,
    familySize,
    pairing: question.pairing,
    groups: judged,
    warnings: [...readingWarnings, ...warningsOf(mapping, question, groups, select)]
  }
}

function judgeSettings(question: Question, cells: readonly Cell[], alpha: number): AdjudicatedSetting[] {
  const comparables = cells.map((cell) => compareArms(question, [cell], alpha))
  const decisions = holm(
    comparables.map(({ p }) => p ?? 1),
    alpha,
    (index, level) => comparables[index]!.isDecided(level)
  )
  return comparables.map((comparable, index) => ({
    setting: cells[index]!.setting,
    corrected: comparable.judge(decisions[index]!.alphaJ),
    alone: comparable.judge(alpha)
  }))
}

function effect95Of(comparable: Comparable): EffectNumbers | null {
  return comparable.judge(0.05).effect
}

function judgeTuned(question: Question, group: Group, select: string, alpha: number): AdjudicatedTuning | null {
  if (group.cells.length + group.unmatched.length < 2) return null
  const { comparable, ...described } = compareTuned(question, group)
  return {
    select,
    comparison: comparable?.judge(alpha) ?? null,
    effect95: comparable === null ? null : effect95Of(comparable),
    ...described
  }
}

function directionsOf(settings: readonly AdjudicatedSetting[]): AdjudicatedGroup['directions'] {
  const intervals = settings.flatMap(({ alone }) => (alone.effect === null ? [] : [alone.effect.interval]))
  return {
    below: intervals.filter(({ upper }) => upper < 0).length,
    above: intervals.filter(({ lower }) => lower > 0).length
  }
}

function outcomeOfAll(groups: readonly AdjudicatedGroup[]): OutcomeName {
  const outcomes = groups.map(({ overall }) => overall.verdict.outcome)
  if (outcomes.length === 0) return 'not-evaluable'
  if (outcomes.includes('refuted')) return 'refuted'
  if (outcomes.every((outcome) => outcome === outcomes[0])) return outcomes[0]!
  if (outcomes.every((outcome) => outcome === 'reproduced' || outcome === 'below-margin')) return 'below-margin'
  return 'inconclusive'
}

function subtypeOfAll(groups: readonly AdjudicatedGroup[]): string | null {
  const subtypes = new Set(groups.map(({ overall }) => overall.verdict.subtype))
  return subtypes.size === 1 ? [...subtypes][0]! : null
}

function warningsOf(
  { failures, run }: Mapping,
  { hypothesis }: Question,
  groups: readonly Group[],
  select: string | null
): string[] {
  const warnings: string[] = []
  if (hypothesis.tuning !== null) {
    warnings.push(
      'the claim compares each arm at its own best setting, for which fresh runs would be needed: what decides here is the average over settings that both arms share'
    )
  }
  if (failures.chanceLevel === null) {
    warnings.push(
      'the level of chance is not stated ("failures" in the mapping): a run that stayed at it counts as trained'
    )
  }
  if (failures.metric === null && hypothesis.metric !== 'train.loss') {
    warnings.push(`no training loss is mapped: ${hypothesis.metric} itself tells whether a run trained`)
  }
  if (select?.startsWith('test.')) {
    warnings.push(`tuning selects by ${select}: the chosen settings are those that the test set prefers`)
  }
  if (run?.pairing === 'seed') {
    warnings.push('the mapping says that equal run numbers are equal seeds; the logs cannot show it')
    warnings.push(...withoutPartner(groups))
  }
  const equal = groups.flatMap(({ cells }) => cells).filter(hasEqualRuns)
  // Times are whole epochs, and often the same.
  if (equal.length > 0 && !isTime(hypothesis)) {
    const same = curveOf(hypothesis) !== null ? 'have bitwise the same mean of' : 'end at bitwise the same'
    warnings.push(
      `${hypothesis.control} and ${hypothesis.treatment} ${same} ${hypothesis.metric} in a run of ${equal.length} of the settings: are they really different arms?`
    )
  }
  const censored = groups.some(({ cells }) => isCensoredIn(cells, 'control') || isCensoredIn(cells, 'treatment'))
  if (censored) {
    warnings.push(
      'runs that did not reach the threshold count with the length of the shortest whole run of their group, as do those that died before where "gaps" lets the last value stand: in longer runs the difference may be larger'
    )
  }
  if (groups.some(({ cells }) => (['control', 'treatment'] as const).every((arm) => isCensoredIn(cells, arm)))) {
    warnings.push(
      'runs of both arms did not reach the threshold: what decides is the mean of min(T, length), and of the time T itself nothing is known beyond the length'
    )
  }
  return warnings
}

function isCensoredIn(cells: readonly Cell[], arm: 'control' | 'treatment'): boolean {
  return cells.some((cell) => cell[arm].some(({ censored }) => censored))
}

function withoutPartner(groups: readonly Group[]): string[] {
  const alone = groups
    .flatMap(({ cells }) => cells)
    .flatMap((cell) => {
      const paired = new Set(pairsOf(cell).flat())
      return [...cell.control, ...cell.treatment].filter((run) => !paired.has(run))
    })
  if (alone.length === 0) return []
  const named = alone.slice(0, MOST_NAMED).map(({ origin }) => origin)
  const rest = alone.length > MOST_NAMED ? ` and ${alone.length - MOST_NAMED} more` : ''
  return [`runs without one of the same number in the other arm are in no pair: ${named.join(', ')}${rest}`]
}

function hasEqualRuns({ control, treatment }: Cell): boolean {
  const values = new Set(control.filter(({ failure }) => failure === null).map(({ value }) => value))
  return treatment.some(({ failure, value }) => failure === null && values.has(value))
}
