import { InputError } from '../errors'
import { canonicalJson } from '../json/canonical'
import { encodeTree } from '../json/numbers'
import { plainTree } from '../json/plainTree'
import { isFromLogs } from '../kinds'
import { recomputeReport, statedSeeds } from '../report/data/recompute'
import { runCurve } from '../report/data/runCurve'
import type { JudgedClaim, Report, ReportInput, ReportRun, ReportRunRow } from '../report/data/types'
import type { RecordArchive } from '../store/recordArchive'
import { recordsDigest } from '../store/recordsDigest'
import type { RecordsDigest, RunRecord } from '../store/types'
import { shorten } from '../text/escape'
import type { Preparation } from './prepare'
import { RecordedRuns } from './recordedRuns'
import { gatherFromRuns } from './verify'

/** A report that its records bear out. */
export interface CheckedReport {
  /** Judged anew, and named by the digest of its records. */
  readonly report: Report
  /** Claims whose evidence was made again from the records. */
  readonly numClaims: number
}

/**
 * Holds a report to the records of its runs, trusting neither: every run of the report has to be the record of its key, the
 * evidence of its claims what the claims' own plans take from the records, and its figures what they draw of them. Then the
 * verdicts are made anew. Nothing is trained, and nothing of the machine that made it is needed.
 *
 * @param where the report's file, for messages
 * @throws InputError where a record is missing, or anything in the report is not what the records say
 */
export async function checkAgainstRecords(
  report: Report,
  archive: RecordArchive,
  where: string
): Promise<CheckedReport> {
  const records = checkRuns(report, archive, where)
  const runs = new RecordedRuns(archive, new Set(report.runs.map(({ key }) => key)))
  const { profile, firstSeed, seedsOverride: seeds, engine, claimsRoot } = report
  const options = { profile, firstSeed, seeds, engine, claimsArgument: claimsRoot }
  const again = await gatherFromRuns(options, preparationOf(report), runs)
  const madeAgain = new Map(again.claims.flatMap((each) => (each.kind === 'judged' ? [[each.claim.id, each]] : [])))
  const judged = report.claims.filter(hasRuns)
  for (const { claim, judgement, byEngine } of judged) {
    const again = madeAgain.get(claim.id)
    const own = again?.judgement
    const id = shorten(claim.id, 80)
    if (own === undefined) {
      throw contradiction(`the claim ${id} is planned with runs that the records do not hold`, where, {
        expected: 'the runs that its experiment, as the report states it, comes to',
        received: 'others: its experiment was changed, or a release that planned otherwise made the report'
      })
    }
    const parts = [
      ['evidence', judgement.evidence, own.evidence],
      ['contenders', judgement.contenders, own.contenders],
      ['effect by machine', byEngine, again?.byEngine]
    ] as const
    for (const [part, stated, recorded] of parts) {
      if (textOf(stated) === textOf(recorded)) continue
      throw contradiction(`the claim ${id} is judged by what its records do not say`, where, {
        expected: `the ${part} that its plan takes from the records`,
        received: `other ${part}`
      })
    }
  }
  checkPlacesAndFigures(report, again, where)
  return { report: recomputeReport({ ...report, records }), numClaims: judged.length }
}

/** What a run stands for, and how arms went. */
function checkPlacesAndFigures(report: Report, again: ReportInput, where: string): void {
  const places = new Set(again.runs.map(placeOf))
  const lost = report.runs.find((row) => !places.has(placeOf(row)))
  if (lost !== undefined) {
    throw contradiction(`the run ${lost.key} is not what the report says`, where, {
      expected: 'a run of the plan of a claim, in its arm and at its setting',
      received: shorten(placeOf(lost), 200)
    })
  }
  const drawn = new Map((again.trajectories ?? []).map((each) => [`${each.experiment} ${each.arm}`, textOf(each)]))
  for (const each of report.trajectories ?? []) {
    const own = drawn.get(`${each.experiment} ${each.arm}`)
    if (own === textOf(each)) continue
    throw contradiction(`a figure of ${shorten(each.experiment, 80)} is not drawn of the records`, where, {
      expected: `how ${shorten(each.arm, 80)} went by the records`,
      received: 'another trajectory'
    })
  }
}

function placeOf({ key, experiment, arm, purpose, setting, seed, initialPoint }: ReportRunRow | ReportRun): string {
  return canonicalJson({ key, experiment, arm, purpose, setting, seed, initialPoint })
}

function checkRuns(report: Report, archive: RecordArchive, where: string): RecordsDigest {
  const named = report.runs.map((row) => {
    const lookup = archive.read(row.key)
    if (lookup.state !== 'valid') {
      throw contradiction(`there is no record of the run ${row.key}`, where, {
        expected: `the records of all ${new Set(report.runs.map(({ key }) => key)).size} runs of the report`,
        received: `${archive.file}, which has ${archive.digest.records} records, and not this one`
      })
    }
    checkRun(row, lookup.record, report, where)
    return { key: row.key, checksum: lookup.record.checksum }
  })
  const records = recordsDigest(named)
  if (report.records === undefined || textOf(report.records) === textOf(records)) return records
  throw contradiction('the report names other records', where, {
    expected: `the digest ${report.records.digest}`,
    received: `${records.digest}, of the records of its runs in ${archive.file}`
  })
}

/** All that a report says of a run. */
function checkRun(row: ReportRunRow, { result, resultDigest, environment }: RunRecord, report: Report, where: string) {
  const { startedAt, wallTimeMs, cohortSize: _cohortSize, ...machine } = environment
  const final = Object.fromEntries(
    Object.entries(result.metrics).map(([name, { values }]) => [name, values.at(-1) ?? Number.NaN])
  )
  const pairs: readonly (readonly [what: string, stated: unknown, recorded: unknown])[] = [
    ['the result', row.resultDigest, resultDigest],
    ['the status', row.status, result.status],
    ['the last values', row.final, final],
    ['the seed', row.seed, result.spec.seeds.init],
    ['the time', [row.startedAt, row.wallTimeMs], [startedAt, wallTimeMs]],
    ['the machine', report.environments[row.environment], machine],
    ['the curve', row.curve, row.curve && runCurve(result.metrics, Object.keys(row.curve.losses))]
  ]
  for (const [what, stated, recorded] of pairs) {
    if (textOf(stated) === textOf(recorded)) continue
    throw contradiction(`${what} of the run ${row.key} is not what its record says`, where, {
      expected: shorten(textOf(recorded), 200),
      received: shorten(textOf(stated), 200)
    })
  }
}

function hasRuns(entry: Report['claims'][number]): entry is JudgedClaim {
  return entry.kind === 'judged' && entry.claim.experiment !== null
}

/** The claims of a report as if they had been loaded here; those that were not judged are asked nothing. */
function preparationOf(report: Report): Preparation {
  const claims = report.claims.map(({ claim }) => claim)
  const budgets = new Map(report.claims.map((entry) => [entry.claim.id, statedSeeds(entry, report)]))
  const experiments = new Map(Object.entries(report.experiments))
  const judged = report.claims.filter((entry) => entry.kind === 'judged')
  const registrations = new Map(judged.map(({ claim, registration }) => [claim.id, registration]))
  return {
    allClaims: claims,
    named: claims,
    familyMembers: [],
    members: judged.flatMap(({ claim }) => {
      if (isFromLogs(claim.hypothesis.kind, claim.experiment)) return []
      const experiment = claim.experiment === null ? null : (experiments.get(claim.experiment) ?? null)
      return [{ claim, experiment, seeds: report.seedsOverride ?? budgets.get(claim.id)!.max }]
    }),
    blocked: [],
    notInProfile: [],
    experiments,
    budgets,
    registrationOf: ({ id }) => registrations.get(id)!,
    readLogs: ({ id }) => {
      throw new Error(`${id} is judged by logs, which no record holds`)
    },
    substitutions: [],
    external: [],
    sourceFigures: []
  }
}

/** As it would stand in a file; nothing for what is not there. */
function textOf(value: unknown): string {
  return value === undefined ? '' : canonicalJson(encodeTree(plainTree(value)))
}

function contradiction(
  subject: string,
  where: string,
  details: { readonly expected: string; readonly received: string }
): InputError {
  const remedy = 'ask whoever made it for the archive that the report names, or train a sample again: claimcheck audit'
  return new InputError(subject, { where, ...details, remedy })
}
