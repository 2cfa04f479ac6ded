import { encodeTree } from '../../json/numbers'
import { plainLine, shorten } from '../../text/escape'
import type { ExportFolder } from '../exportFolder'
import { circumstancesOf, type RunFacts, settingsOf } from '../runFacts'
import { runNameOf } from '../runNames'
import type { ExportedRun } from '../runsToExport'
import { IMPORT_SCRIPT } from './importScript'

/** MLflow's tracking servers take names of 250 characters and texts of 500 everywhere. */
const NAME_LIMIT = 200
const TEXT_LIMIT = 500

/**
 * Writes runs.jsonl, one run a line, and import_runs.py, which puts them into any MLflow tracking server. Not a folder
 * `mlruns`: MLflow keeps that layout in maintenance mode, and most people's runs are on a server.
 */
export function writeMlflow(folder: ExportFolder, runs: readonly ExportedRun[]): void {
  folder.write('runs.jsonl', lines(runs))
  folder.write('import_runs.py', IMPORT_SCRIPT)
}

function* lines(runs: readonly ExportedRun[]): Generator<string> {
  for (const run of runs) yield `${JSON.stringify(encodeTree(mlflowRun(run)))}\n`
}

function mlflowRun(run: ExportedRun) {
  const { result, environment } = run.record
  const { groups, name } = runNameOf(run)
  const [subject = '', arm = ''] = groups
  const startTimeMs = Date.parse(environment.startedAt)
  const [role] = run.roles
  return {
    run: run.key,
    experiment: nameOf(`claimcheck: ${subject}`),
    name: nameOf(`${arm} ${name}`),
    startTimeMs,
    endTimeMs: Math.round(startTimeMs + environment.wallTimeMs),
    // A run that diverged is a result, and MLflow has no word for it.
    status: result.status.kind === 'failed' ? 'FAILED' : 'FINISHED',
    params: texts(settingsOf(result.spec)),
    tags: {
      ...prefixed(texts(circumstancesOf(run))),
      ...(role !== undefined && { 'claimcheck.arm': text(role.arm), 'claimcheck.purpose': role.purpose })
    },
    metrics: Object.fromEntries(
      Object.entries(result.metrics).map(([metric, { at, values }]) => [metric, { at, values }])
    )
  }
}

function texts(facts: RunFacts): Record<string, string> {
  const present = Object.entries(facts).filter(([, value]) => value !== null)
  return Object.fromEntries(present.map(([name, value]) => [name, text(String(value))]))
}

function prefixed(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([name, value]) => [`claimcheck.${name}`, value]))
}

function nameOf(words: string): string {
  return shorten(plainLine(words), NAME_LIMIT)
}

function text(value: string): string {
  return shorten(plainLine(value), TEXT_LIMIT)
}
