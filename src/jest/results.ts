import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deserialize, serialize } from 'node:v8'
import type { ReportInput } from '../report/types'

/** The folder through which tests hand their results to the reporter, which lives in another process. */
const RESULTS_VARIABLE = 'CLAIMCHECK_JEST_RESULTS'

/** Called by the reporter before the tests start; their processes inherit the environment. */
export function announceResultsFolder(folder: string): void {
  process.env[RESULTS_VARIABLE] = folder
}

/** Leaves results for the reporter; does nothing where no reporter is listening. */
export function leaveResults(input: ReportInput): void {
  const folder = process.env[RESULTS_VARIABLE]
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, randomUUID()), serialize(input))
}

/** All results that were left in a folder, as one input: claims by id, everything once. */
export function gatherResults(folder: string): ReportInput | null {
  const inputs = readdirSync(folder).map((file) => deserialize(readFileSync(path.join(folder, file))) as ReportInput)
  const [first] = inputs
  if (first === undefined) return null
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
  return { ...first, claims, experiments, engines, runs }
}

function unique<T>(items: readonly T[], identity: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [identity(item), item])).values()].sort((a, b) =>
    identity(a) < identity(b) ? -1 : 1
  )
}
