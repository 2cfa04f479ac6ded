import { profileNamesIn } from '../../claims/profileNames'
import type { ProfileName } from '../../claims/types'
import type { RunEnvironment } from '../../engine/engine'
import { canonicalJson } from '../../json/canonical'
import { plainTree } from '../../json/plainTree'
import { compareWithExpected, expectedAt } from '../../judge/expected'
import { SCOPE } from '../../judge/sentence'
import type { JudgementOf, KindName } from '../../kinds'
import { type Substitution, substitutesOf } from '../../load/substituteData'
import { recordsDigest } from '../../store/recordsDigest'
import type { RecordsDigest } from '../../store/types'
import { buildQuestions, concerningExternal } from '../questions/build'
import { notMeasured } from './notMeasured'
import { type ReplayOptions, replayCommand } from './replay'
import { hasCurves } from './sourcePanels'
import {
  type ClaimOutcome,
  type JudgedClaim,
  type OutcomeCounts,
  REPORT_FORMAT_VERSION,
  type Report,
  type ReportClaim,
  type ReportEnvironment,
  type ReportInput,
  type ReportRun,
  type ReportRunRow
} from './types'
import { qValues } from './wrongDecisions'

/**
 * Arranges what a verification found as the versioned data of `report.json`. A pure function: the same claims and
 * records give the same report, in whatever order they arrive.
 */
export function buildReport(input: ReportInput): Report {
  const { profile, firstSeed, seedsOverride, engineChoice: engine = 'auto', claimsRoot = null } = input
  const substitutions = sortBy(input.substitutions ?? [], ({ dataset }) => [dataset])
  const judgedOrNot = sortBy(input.claims, (outcome) => [outcome.claim.id]).map((outcome) =>
    reportClaim(outcome, { profile, firstSeed, seedsOverride, engine, claimsRoot, substitutions })
  )
  const qOf = new Map(qValues(judgedOrNot).map(({ entry, q }) => [entry.claim.id, q]))
  const claims = judgedOrNot.map((entry) => {
    const q = qOf.get(entry.claim.id)
    return q === undefined ? entry : { ...entry, q }
  })
  const external = concerningExternal(claims, input.external ?? [])
  const questions = buildQuestions(claims, external)
  const sourceFigures = sortBy(input.sourceFigures ?? [], ({ id }) => [id]).filter((figure) =>
    hasCurves(figure, claims, input.runs)
  )
  const environments = uniqueSorted(input.runs.map((run) => environmentOf(run.environment)))
  const trajectories = uniqueBy(
    sortBy(input.trajectories ?? [], ({ experiment, arm }) => [experiment, arm]),
    ({ experiment, arm }) => canonicalJson([experiment, arm])
  )
  const records = recordsOf(input)
  const places = new Map(environments.map((environment, index) => [canonicalJson(environment), index]))
  return plainTree<Report>({
    format: 'claimcheck-report',
    formatVersion: REPORT_FORMAT_VERSION,
    profile,
    firstSeed,
    seedsOverride,
    engine,
    claimsRoot,
    ...(substitutions.length > 0 && { substitutions }),
    scope: scopeOf(input),
    counts: countOutcomes(claims),
    claims,
    experiments: sortedByKey(input.experiments),
    engines: uniqueSorted(input.engines),
    runs: uniqueBy(sortBy(input.runs, runPlace), (run) => canonicalJson(runPlace(run))).map((run) =>
      runRow(run, places)
    ),
    environments,
    ...(records !== undefined && { records }),
    ...(trajectories.length > 0 && { trajectories }),
    ...(external.length > 0 && { external }),
    ...(questions.length > 0 && { questions }),
    ...(sourceFigures.length > 0 && { sourceFigures })
  })
}

/** Our own runs are the same whenever they are repeated; of programs nobody can promise that but their authors. */
function scopeOf({ experiments }: ReportInput): string {
  if (!Object.values(experiments).some(({ kind }) => kind === 'program')) return SCOPE
  return `${SCOPE} Runs of programs are what these programs logged: that the same run gives the same numbers again is their promise, and cannot be seen from outside.`
}

/** The input that a report was built from: `buildReport(reportInputOf(report))` is the report again. */
export function reportInputOf(report: Report): ReportInput {
  const { profile, firstSeed, seedsOverride, engine, claimsRoot, substitutions, external, experiments, engines } =
    report
  const { trajectories, sourceFigures, records } = report
  return {
    profile,
    firstSeed,
    seedsOverride,
    engineChoice: engine,
    claimsRoot,
    ...(substitutions !== undefined && { substitutions }),
    ...(external !== undefined && { external }),
    experiments,
    engines,
    ...(trajectories !== undefined && { trajectories }),
    ...(records !== undefined && { records }),
    ...(sourceFigures !== undefined && { sourceFigures }),
    claims: report.claims.map((entry) => claimOutcomeOf(report, entry)),
    runs: report.runs.map(({ environment, startedAt, wallTimeMs, ...run }) => ({
      ...run,
      environment: { startedAt, wallTimeMs, ...report.environments[environment]! }
    }))
  }
}

function claimOutcomeOf(report: Report, entry: ReportClaim): ClaimOutcome {
  const { claim } = entry
  switch (entry.kind) {
    case 'judged':
      return {
        kind: 'judged',
        claim,
        judgement: judgementOf(entry, report.profile),
        registration: entry.registration,
        ...(entry.byEngine !== undefined && { byEngine: entry.byEngine })
      }
    case 'could-not-run':
      return { kind: 'could-not-run', claim, cause: entry.cause, reason: entry.reason, remedy: entry.remedy }
    case 'not-in-profile':
      return { kind: 'not-in-profile', claim }
    default:
      return entry satisfies never
  }
}

function reportClaim(
  outcome: ClaimOutcome,
  options: Omit<ReplayOptions, 'substitutions'> & { readonly substitutions: readonly Substitution[] }
): ReportClaim {
  const { claim } = outcome
  const concerned = options.substitutions.filter(({ claims }) => claims.includes(claim.id))
  const replay = replayCommand(claim.id, { ...options, substitutions: concerned })
  switch (outcome.kind) {
    case 'judged': {
      const substitute = substitutesOf(claim.id, options.substitutions)
      const comparison = compareWithExpected(claim, options.profile, outcome.judgement, substitute)
      return judgedClaim(outcome.judgement, {
        registration: outcome.registration,
        expected: comparison.expected,
        ...(substitute !== null && { substitute }),
        matches: comparison.matches,
        explanation: comparison.explanation,
        ...(outcome.byEngine !== undefined && { byEngine: outcome.byEngine }),
        replay
      })
    }
    case 'could-not-run': {
      const { cause, reason, remedy } = outcome
      const expected = expectedAt(claim, options.profile)
      return { kind: 'could-not-run', claim, cause, reason, remedy, expected, replay }
    }
    case 'not-in-profile': {
      const own = profileNamesIn(claim.expected)
      const onSubstitutes = Object.entries(claim.expectedOn ?? {}).flatMap(([dataset, outcomes]) =>
        profileNamesIn(outcomes).map((profile) => `${profile}@${dataset}` as const)
      )
      const expectedFor = claim.profiles ?? (own.length > 0 ? own : onSubstitutes)
      return { kind: 'not-in-profile', claim, expectedFor }
    }
    default:
      return outcome satisfies never
  }
}

function judgedClaim<K extends KindName>(
  { claim, profile: _profile, ...judgement }: JudgementOf<K>,
  standing: Omit<JudgedClaim, 'kind' | 'claim' | 'judgement'>
): JudgedClaim<K> {
  return { kind: 'judged', claim, judgement, ...standing }
}

/** An entry's judgement as it was made. */
export function judgementOf<K extends KindName>(
  { claim, judgement }: Pick<JudgedClaim<K>, 'claim' | 'judgement'>,
  profile: ProfileName
): JudgementOf<K> {
  return { claim, profile, ...judgement }
}

export function countOutcomes(claims: readonly ReportClaim[]): OutcomeCounts {
  const judged = claims.filter((entry) => entry.kind === 'judged')
  const measured = judged.filter((entry) => notMeasured(entry) === null)
  const numUnmeasured = judged.length - measured.length
  const withOutcome = (name: string) => measured.filter((entry) => entry.judgement.verdict.outcome === name).length
  const ofKind = (kind: string) => claims.filter((entry) => entry.kind === kind).length
  const withoutExpected = judged.filter((entry) => entry.expected === null)
  const withMatch = (entries: readonly JudgedClaim[]) => entries.filter((entry) => entry.matches).length
  const noneExpectedReproduced = withMatch(withoutExpected)
  const asExpected = withMatch(judged) - noneExpectedReproduced
  return {
    claims: claims.length,
    reproduced: withOutcome('reproduced'),
    'below-margin': withOutcome('below-margin'),
    refuted: withOutcome('refuted'),
    inconclusive: withOutcome('inconclusive'),
    'not-evaluable': withOutcome('not-evaluable'),
    ...(numUnmeasured > 0 && { 'not-measured': numUnmeasured }),
    'could-not-run': ofKind('could-not-run'),
    'not-in-profile': ofKind('not-in-profile'),
    asExpected,
    notAsExpected: judged.length - withoutExpected.length - asExpected,
    noneExpected: withoutExpected.length,
    noneExpectedReproduced
  }
}

/** The digest that an archive of the runs' records has, known before there is one. */
function recordsOf({ runs, records }: ReportInput): RecordsDigest | undefined {
  const named = runs.flatMap(({ key, checksum }) => (checksum === undefined ? [] : [{ key, checksum }]))
  return runs.length > 0 && named.length === runs.length ? recordsDigest(named) : records
}

function runRow(run: ReportRun, places: ReadonlyMap<string, number>): ReportRunRow {
  const { environment, checksum: _checksum, setting, final, ...rest } = run
  return {
    ...rest,
    setting: sortedByKey(setting),
    final: sortedByKey(final),
    environment: places.get(canonicalJson(environmentOf(environment)))!,
    startedAt: environment.startedAt,
    wallTimeMs: environment.wallTimeMs
  }
}

/** Of a run's environment what many runs have in common. */
function environmentOf(environment: RunEnvironment): ReportEnvironment {
  const { startedAt: _startedAt, wallTimeMs: _wallTimeMs, cohortSize: _cohortSize, ...rest } = environment
  return rest
}

/** A run stands once at each place that it has in an experiment. */
function runPlace({ experiment, arm, purpose, setting, seed, initialPoint, key }: ReportRun): SortKey {
  return [experiment, arm, purpose, canonicalJson(setting), seed, initialPoint ?? 0, key]
}

/** Compared part by part, texts by code unit: no locale. */
type SortKey = readonly (string | number)[]

function compareKeys(a: SortKey, b: SortKey): number {
  for (const [index, left] of a.entries()) {
    const right = b[index]!
    if (left !== right) return left < right ? -1 : 1
  }
  return 0
}

function sortBy<Item>(items: readonly Item[], key: (item: Item) => SortKey): Item[] {
  const keyed = items.map((item) => [key(item), item] as const)
  return keyed.sort(([a], [b]) => compareKeys(a, b)).map(([, item]) => item)
}

function uniqueBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()]
}

function uniqueSorted<Item>(items: readonly Item[]): Item[] {
  return uniqueBy(
    sortBy(items, (item) => [canonicalJson(item)]),
    canonicalJson
  )
}

function sortedByKey<Value>(entries: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(sortBy(Object.entries(entries), ([key]) => [key]))
}
