import { type ListedOutcome, OUTCOME_ORDER, outcomeInWords } from '../claims/outcomes'
import type { OutcomeName, ProfileName } from '../claims/types'
import { type Claim, type Judgement, type KindName, kindOf, showOf } from '../kinds'
import { type Effect, type EffectWords, effectWords as wordsOfEffect } from '../kinds/shared/effect'
import type { RegistrationState } from '../registration/types'
import { armDifferences, differenceWords } from '../runs/armDifferences'
import { type Experiment, runKindOf } from '../runs/runKinds'
import { formatCount } from '../text/format'
import { listedOutcome } from './data/listedOutcome'
import { type Decided, notMeasured, notMeasuredWords } from './data/notMeasured'
import { waitsForLogs } from './data/pending'
import { standingOf } from './data/standing'
import type { CouldNotRunClaim, JudgedClaim, OutcomeCounts, Report, ReportClaim } from './data/types'

/** The one word pair under which a claim is listed. */
export function statusWords(entry: ReportClaim): string {
  switch (entry.kind) {
    case 'judged':
      return outcomeWords(entry)
    case 'could-not-run':
      return `could-not-run (${causeWords(entry)})`
    case 'not-in-profile':
      return 'not-in-profile'
    default:
      return entry satisfies never
  }
}

function causeWords(entry: CouldNotRunClaim): string {
  switch (entry.cause) {
    case 'missing-data':
      return 'no data'
    case 'missing-engine':
      return 'no engine'
    case 'crash':
      return 'a crash'
    case 'not-run':
      return waitsForLogs(entry) ? 'no logs' : 'not run yet'
    default:
      return entry.cause satisfies never
  }
}

/**
 * The outcome of a judged claim, or that it does not count as measured: then no word stands there that reads like a
 * result.
 */
export function outcomeWords(decided: Decided): string {
  const missing = notMeasured(decided)
  if (missing !== null) return notMeasuredWords(missing)
  const { judgement } = decided
  return outcomeInWords(judgement.verdict) + (judgement.provisional ? ', provisional' : '')
}

/** What became of a claim, for a reader who sees it for the first time. */
export const OUTCOME_VERBS: Readonly<Record<ListedOutcome, string>> = {
  reproduced: 'Holds',
  'below-margin': 'Holds in direction, by less than the margin',
  refuted: 'Does not hold',
  inconclusive: 'Undecided',
  'not-evaluable': 'Not evaluable',
  'not-measured': 'Not measured',
  'could-not-run': 'Could not run',
  'not-in-profile': 'Not in this profile'
}

/** What a claim is expected to come to, after "is expected". */
export const EXPECTED_VERBS: Readonly<Record<OutcomeName, string>> = {
  reproduced: 'to hold',
  'below-margin': 'to hold in direction, by less than the margin',
  refuted: 'not to hold',
  inconclusive: 'to stay undecided',
  'not-evaluable': 'not to be evaluable'
}

/** The verdict on a claim from its subject on: one sentence where its kind has one. */
export function answerOf<K extends KindName>({ claim, judgement }: JudgedClaim<K>, profile: ProfileName): string {
  const { answer, sentence } = kindOf<K>(claim.hypothesis)
  return (answer ?? sentence)({ ...judgement, claim, profile })
}

/** How a claim's outcome compares with the expected one. */
export function expectedWords(entry: ReportClaim): string {
  if (entry.kind !== 'judged') return '–'
  const standing = standingOf(entry)
  switch (standing) {
    case 'as-expected':
      return 'as expected'
    case 'differs':
      return 'NOT as expected'
    case 'none-expected':
      return 'none expected'
    case 'not-reproduced':
      return 'NOT reproduced'
    case 'not-counted':
      return 'NOT counted'
    case 'on-other-data':
      return `no outcome expected for ${entry.substitute}`
    default:
      return standing satisfies never
  }
}

/**
 * In what the arms of a claim differ, and what runs of one seed have in common; null of a claim on one arm, and where arms are not
 * those of the experiment (of logs).
 */
export function armsWords({ hypothesis }: Pick<Claim, 'hypothesis'>, experiment: Experiment): string | null {
  const [first, ...others] = kindOf(hypothesis).arms(hypothesis)
  if (first === undefined || others.length === 0) return null
  if (![first, ...others].every((arm) => Object.hasOwn(experiment.arms, arm))) return null
  const { shared } = runKindOf(experiment)
  return others
    .map((other) => {
      const arms = [first, other] as const
      const differing = differenceWords(armDifferences(experiment, arms)) || 'nothing'
      const common = shared === undefined ? '' : ` Runs of one seed share ${shared(experiment, arms)}.`
      return `${first} and ${other} differ in: ${differing}.${common}`
    })
    .join(' ')
}

/** What was measured of a claim. */
export function effectOf(claim: Pick<Claim, 'hypothesis'>, { analysis }: Pick<Judgement, 'analysis'>): Effect {
  return showOf(claim).effect(claim.hypothesis, analysis)
}

/** The same in words, as a table has it. @param digits significant digits, more where that takes them */
export function effectWordsOf(
  claim: Pick<Claim, 'hypothesis'>,
  judgement: Pick<Judgement, 'analysis'>,
  digits = 3
): EffectWords {
  return wordsOfEffect(effectOf(claim, judgement), digits)
}

/** How a claim stands to its preregistration: `exploratory` unless it was registered before its runs as it is now. */
export function preregistrationWords(registration: RegistrationState): string {
  switch (registration.state) {
    case 'unregistered':
      return 'exploratory (not preregistered)'
    case 'deviates': {
      const { differences, registeredAt } = registration
      return `exploratory (${formatCount(differences.length, 'deviation')} from what was registered on ${registeredAt})`
    }
    case 'after-logs':
      return `exploratory (registered on ${registration.registeredAt}, when its logs were there already)`
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
 * How the judged claims compare with what is expected; a claim with nothing expected is neither as expected nor
 * not.
 *
 * @example (not run) expectationWords(counts) // 'All 6 judged claims are as expected.'
 * @example (not run) expectationWords(others)
 * // '9 judged claims, 1 of them not measured: 6 as expected, 1 NOT as expected, 2 with nothing expected (1 reproduced).'
 */
export function expectationWords(counts: OutcomeCounts): string {
  const { asExpected, notAsExpected, noneExpected, noneExpectedReproduced } = counts
  const judged = asExpected + notAsExpected + noneExpected
  if (judged === 0) return 'No claim was judged.'
  if (judged === asExpected) {
    return judged === 1 ? 'The one judged claim is as expected.' : `All ${judged} judged claims are as expected.`
  }
  const parts = [
    [asExpected, 'as expected'],
    [notAsExpected, 'NOT as expected'],
    [noneExpected, `with nothing expected (${noneExpectedReproduced} reproduced)`]
  ] as const
  const words = parts.filter(([count]) => count > 0).map(([count, group]) => `${count} ${group}`)
  const unmeasured = counts['not-measured'] ?? 0
  const of = unmeasured === 0 ? '' : `, ${unmeasured} of them not measured`
  return `${formatCount(judged, 'judged claim')}${of}: ${words.join(', ')}.`
}

/**
 * How many of some claims hold and how many do not, in a sentence.
 *
 * @param noun what they are called: `headline claim`
 * Such as 'Of 7 claims 3 hold, 2 do not, 1 is undecided and 1 could not run.'
 */
export function outcomesWords(noun: string, claims: readonly ReportClaim[]): string {
  const of = (...outcomes: readonly ListedOutcome[]) =>
    claims.filter((entry) => outcomes.includes(listedOutcome(entry))).length
  const [held, refuted, short] = [of('reproduced'), of('refuted'), of('below-margin')]
  const [undecided, unmeasured] = [of('inconclusive', 'not-evaluable'), of('not-measured')]
  const [notRun, elsewhere] = [of('could-not-run'), of('not-in-profile')]
  const verb = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`
  const parts = [
    ...(held > 0 ? [verb(held, 'holds', 'hold')] : []),
    ...(refuted > 0 ? [`${verb(refuted, 'does not', 'do not')}${held > 0 ? '' : ' hold'}`] : []),
    ...(short > 0 ? [`${verb(short, 'holds', 'hold')} in direction but by less than the margin`] : []),
    ...(undecided > 0 ? [verb(undecided, 'is undecided', 'are undecided')] : []),
    ...(unmeasured > 0 ? [verb(unmeasured, 'is not measured', 'are not measured')] : []),
    ...(notRun > 0 ? [`${notRun} could not run`] : []),
    ...(elsewhere > 0 ? [verb(elsewhere, 'belongs to other profiles', 'belong to other profiles')] : [])
  ]
  const last = parts.pop()
  if (last === undefined) return `There is no ${noun}.`
  const list = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`
  if (claims.length === 1) return `The one ${noun} ${list.replace(/^1 /, '')}.`
  return `Of ${formatCount(claims.length, noun)} ${list}.`
}
