import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { ReportInput } from '../report/data/types'

/** The folder through which tests hand their results to the reporter, which lives in another process. */
const RESULTS_VARIABLE = 'CLAIMCHECK_JEST_RESULTS'

interface LeftResults {
  readonly suite: string
  readonly input: ReportInput
}

/** Called by the reporter before the tests start; their processes inherit the environment. */
export function announceResultsFolder(folder: string): void {
  process.env[RESULTS_VARIABLE] = folder
}

/**
 * Leaves results for the reporter; does nothing where no reporter is listening.
 *
 * @param suite what was verified and how: results of one suite belong into one report, whichever test file left them
 */
export function leaveResults(suite: string, input: ReportInput): void {
  const folder = process.env[RESULTS_VARIABLE]
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  const left: LeftResults = { suite, input }
  writeFileSync(path.join(folder, randomUUID()), serialize(left))
}

/** All results that were left in a folder, one input a suite: claims by id, everything once. */
export function gatherResults(folder: string): ReportInput[] {
  const suites = new Map<string, ReportInput[]>()
  for (const file of readdirSync(folder)) {
    const { suite, input } = deserialize(readFileSync(path.join(folder, file))) as LeftResults
    suites.set(suite, [...(suites.get(suite) ?? []), input])
  }
  return [...suites.keys()].sort().map((suite) => merge(suites.get(suite)!))
}

function merge(inputs: readonly ReportInput[]): ReportInput {
  // A claim that one file skipped may have run as part of another file's family.
  const outcomes = inputs
    .flatMap((input) => input.claims)
    .sort((a, b) => Number(a.kind === 'judged') - Number(b.kind === 'judged'))
  const claims = unique(outcomes, (outcome) => outcome.claim.id)
  const experiments = Object.assign({}, ...inputs.map((input) => input.experiments))
  const engines = unique(
    inputs.flatMap((input) => input.engines),
    (engine) => JSON.stringify(engine)
  )
  const runs = unique(
    inputs.flatMap((input) => input.runs),
    (run) => `${run.key} ${run.arm} ${run.purpose}`
  )
  // Of an arm that two families share, the one over more runs, whichever file was read first.
  const trajectories = unique(
    inputs.flatMap((input) => input.trajectories ?? []).sort((a, b) => a.numRuns - b.numRuns),
    ({ experiment, arm }) => JSON.stringify([experiment, arm])
  )
  return { ...inputs[0]!, claims, experiments, engines, runs, trajectories }
}

/** Of items with the same identity the last. */
function unique<T>(items: readonly T[], identity: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [identity(item), item])).values()].sort((a, b) =>
    identity(a) < identity(b) ? -1 : 1
  )
}
