import { isDecision } from '../../../claims/outcomes'
import type { ClaimWith, OutcomeName } from '../../../claims/types'
import { holm } from '../../../stats/holm'
import type { JudgeableBy } from '../../judged'
import { curveOf, isTime } from '../curve'
import type { PairedHypothesis } from '../types'
import { type Cell, type Group, groupRuns, pairsOf } from './cells'
import { compareArms } from './compareArms'
import { compareTuned } from './tuned'
import type {
  AdjudicatedGroup,
  AdjudicatedSetting,
  AdjudicatedTuning,
  Comparable,
  EffectNumbers,
  LogsAnalysis,
  LogsEvidence,
  LogsVerdict,
  Question,
  WithoutPartner
} from './types'

/**
 * Judges a claim by runs that logs record, in fixed mode.
 *
 * Runs with a mere number are no pairs, so Welch's interval and the exact permutation test decide; runs from known
 * seeds are, within each setting, and the paired t interval and the sign-flip test decide; a seed is one block. The decisive
 * comparison of each group is the average effect over its settings; each group is in the claim's family with a p value of
 * its own. Claims of kind `faster` compare the geometric means of the curves over the epochs that all runs share, or the
 * times to a threshold restricted to the length of the shortest whole run of the group.
 *
 * @throws InputError for a loss that has no logarithm
 */
export function judgeLogs(
  claim: ClaimWith<PairedHypothesis>,
  evidence: LogsEvidence
): JudgeableBy<LogsEvidence, LogsAnalysis, LogsVerdict> {
  const { hypothesis } = claim
  const { pairing } = evidence
  const hasChance = !hypothesis.metric.endsWith('.accuracy') && !isTime(hypothesis)
  const question: Question = { claim, hypothesis, pairing, chanceLevel: hasChance ? evidence.chanceLevel : null }
  const groups = groupRuns(evidence.runs, hypothesis.control)
  const tests = groups.map(({ cells }) => compareArms(question, cells))
  const warnings = [...evidence.notes, ...warningsOf(evidence, question, groups)]
  const decide = (level: number) => holm(tests.map(pOrOne), level, (index, at) => tests[index]!.isDecided(at))
  const levelsAt = (alpha: number) => decide(alpha).map(({ alphaJ }) => alphaJ)
  const verdictAt = (levels: readonly number[]) =>
    verdictOf(tests.map((test, index) => test.judge(levels[index]!).verdict))
  // The average is decided, even where settings disagree about it.
  const isDecided = (alpha: number) =>
    isDecision(verdictAt(levelsAt(alpha))) || (tests.length > 0 && decide(alpha).every(({ decided }) => decided))
  const adjusted = holmAdjusted(tests.map(pOrOne))
  const p = tests.every((test) => test.p === null) ? null : (adjusted.find(isDecided) ?? adjusted.at(-1)!)

  return {
    evidence,
    p,
    looks: null,
    tests,
    isDecided,
    verdict: (alpha) => verdictAt(levelsAt(alpha)),
    judge: (alpha, levels = levelsAt(alpha)) => ({
      verdict: verdictAt(levels),
      analysis: {
        kind: 'logs',
        groups: groups.map((group, index) =>
          judgeGroup(question, group, tests[index]!, levels[index]!, evidence.select)
        ),
        warnings
      },
      p,
      provisionalWhy: null,
      open: false
    })
  }
}

const pOrOne = ({ p }: Comparable) => p ?? 1

/** The levels at which Holm's procedure decides one more of the tests, ascending. */
function holmAdjusted(ps: readonly number[]): number[] {
  const sorted = [...ps].sort((a, b) => a - b)
  const least = sorted.map((p, index) => Math.min(1, (sorted.length - index) * p))
  return least.map((_, index) => Math.max(...least.slice(0, index + 1)))
}

function judgeGroup(
  question: Question,
  group: Group,
  comparable: Comparable,
  level: number,
  select: string | null
): AdjudicatedGroup {
  const { alpha } = question.claim.decision
  const overall = comparable.judge(level)
  const settings = judgeSettings(question, group.cells, alpha)
  return {
    group: group.group,
    overall,
    effect95: effect95Of(comparable),
    // Of one setting there is one verdict.
    settings: settings.length === 1 ? [{ ...settings[0]!, corrected: overall }] : settings,
    directions: directionsOf(settings),
    unmatched: group.unmatched.map(({ setting, control, treatment }) => ({
      setting,
      arm: [...control, ...treatment][0]!.arm
    })),
    withoutPartner: question.pairing === 'seed' ? withoutPartner(group) : [],
    tuned: select === null ? null : judgeTuned(question, group, select, alpha)
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

/**
 * Reproduced where all groups are, refuted where one is, below-margin where all others are reproduced; the subtype that all
 * groups have, if they have one.
 */
function verdictOf(verdicts: readonly LogsVerdict[]): LogsVerdict {
  const [first] = verdicts
  if (first === undefined) return { outcome: 'not-evaluable', subtype: 'no-data' }
  if (verdicts.every(({ outcome, subtype }) => outcome === first.outcome && subtype === first.subtype)) return first
  const outcomes = verdicts.map(({ outcome }) => outcome)
  const all = (...names: readonly OutcomeName[]) => outcomes.every((outcome) => names.includes(outcome))
  if (outcomes.includes('refuted')) return { outcome: 'refuted', subtype: null }
  if (all('not-evaluable')) return { outcome: 'not-evaluable', subtype: null }
  return { outcome: all('reproduced', 'below-margin') ? 'below-margin' : 'inconclusive', subtype: null }
}

function warningsOf(
  { chanceLevel, hasTrainLoss, pairing, select }: LogsEvidence,
  { hypothesis }: Question,
  groups: readonly Group[]
): string[] {
  const warnings: string[] = []
  if (hypothesis.tuning !== null) {
    warnings.push(
      'the claim compares each arm at its own best setting, for which fresh runs would be needed: what decides here is the average over settings that both arms share'
    )
  }
  if (chanceLevel === null) {
    warnings.push(
      'the level of chance is not stated ("failures" in the mapping): a run that stayed at it counts as trained'
    )
  }
  if (!hasTrainLoss && hypothesis.metric !== 'train.loss') {
    warnings.push(`no training loss is mapped: ${hypothesis.metric} itself tells whether a run trained`)
  }
  if (select?.startsWith('test.')) {
    warnings.push(`tuning selects by ${select}: the chosen settings are those that the test set prefers`)
  }
  if (pairing === 'seed') {
    warnings.push('the mapping says that equal run numbers are equal seeds; the logs cannot show it')
    warnings.push(...partnerWarnings(groups))
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

/** A warning names no more runs; the report names all. */
const MOST_NAMED = 12

function partnerWarnings(groups: readonly Group[]): string[] {
  const alone = groups.flatMap(withoutPartner).map(({ origin }) => origin)
  if (alone.length === 0) return []
  const rest = alone.length > MOST_NAMED ? ` and ${alone.length - MOST_NAMED} more` : ''
  return [
    `runs without one of the same number in the other arm are in no pair: ${alone.slice(0, MOST_NAMED).join(', ')}${rest}`
  ]
}

function isCensoredIn(cells: readonly Cell[], arm: 'control' | 'treatment'): boolean {
  return cells.some((cell) => cell[arm].some(({ censored }) => censored))
}

function withoutPartner({ cells }: Group): WithoutPartner[] {
  return cells.flatMap((cell) => {
    const paired = new Set(pairsOf(cell).flat())
    return [...cell.control, ...cell.treatment]
      .filter((run) => !paired.has(run))
      .map(({ arm, id, origin }) => ({ arm, id, origin }))
  })
}

function hasEqualRuns({ control, treatment }: Cell): boolean {
  const values = new Set(control.filter(({ failure }) => failure === null).map(({ value }) => value))
  return treatment.some(({ failure, value }) => failure === null && values.has(value))
}
