import { type Command, Option } from 'commander'
import { type RunSpec, runKindOf } from '../../runs/runKinds'
import { CheckpointStore } from '../../store/checkpoints'
import { RunStore } from '../../store/store'
import type { StoredRun } from '../../store/types'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { formatBytes } from '../fetchDisplay'
import { storeFolder, storeOption } from '../options'
import { roughDuration } from '../roughDuration'

interface RunsFlags {
  readonly store?: string
  readonly json?: boolean
  readonly state?: StoredRun['state']
  readonly remove?: boolean
  readonly removeCheckpoints?: boolean
}

const STATES: readonly StoredRun['state'][] = ['valid', 'failed', 'torn', 'edited', 'foreign']

export function addRuns(program: Command, context: CliContext, done: (code: number) => void): void {
  program
    .command('runs')
    .summary('list the records of the store, with their state')
    .description(
      'Lists the records of the store. Only valid ones are ever used; failed, torn, edited and foreign ones are run\n' +
        'again when a claim needs them. Unfinished runs have checkpoints, from which they go on; one that nobody has\n' +
        'touched for two weeks is removed by itself.'
    )
    .addOption(storeOption())
    .addOption(new Option('--state <state>', 'only records in this state').choices(STATES))
    .option('--remove', 'remove the listed records; needs --state')
    .option('--remove-checkpoints', 'remove the checkpoints, so that unfinished runs start anew')
    .option('--json', 'print one JSON object a line')
    .action((flags: RunsFlags, command: Command) => {
      if (flags.remove && flags.state === undefined) command.error('error: --remove needs --state', { exitCode: 2 })
      const store = new RunStore(storeFolder(flags.store, context))
      const counts = new Map<string, number>()
      for (const run of store.list()) {
        if (flags.state !== undefined && run.state !== flags.state) continue
        counts.set(run.state, (counts.get(run.state) ?? 0) + 1)
        context.stdout.write(flags.json ? `${JSON.stringify(asData(run))}\n` : `${asLine(run)}\n`)
        if (flags.remove) store.remove(run.key)
      }
      if (!flags.json) {
        const summary = [...counts].map(([state, count]) => `${count} ${state}`).join(', ') || 'no records'
        context.stdout.write(`${store.folder}: ${summary}${flags.remove ? ', removed' : ''}\n`)
      }
      const text = checkpointText(new CheckpointStore(store.folder), flags.removeCheckpoints === true)
      if (text !== null && !flags.json) context.stdout.write(`${text}\n`)
      done(EXIT.ok)
    })
}

/** What there is of checkpoints, in a line; null for none. */
function checkpointText(store: CheckpointStore, remove: boolean): string | null {
  const checkpoints = store.list()
  if (checkpoints.length === 0) return null
  if (remove) for (const { key } of checkpoints) store.remove(key)
  const size = formatBytes(checkpoints.reduce((sum, { bytes }) => sum + bytes, 0))
  const what = `${checkpoints.length} checkpoint${checkpoints.length === 1 ? '' : 's'} of unfinished runs, ${size}`
  return `${store.folder}: ${what}${remove ? ', removed' : '; --remove-checkpoints removes them'}`
}

function asData(run: StoredRun) {
  if (run.state !== 'valid' && run.state !== 'failed') return { key: run.key, state: run.state, reason: run.reason }
  const { result, environment, resultDigest } = run.record
  return { key: run.key, state: run.state, status: result.status, spec: result.spec, resultDigest, environment }
}

function asLine(run: StoredRun): string {
  const key = run.key.slice(0, 12)
  if (run.state !== 'valid' && run.state !== 'failed') return `${key}  ${run.state.padEnd(8)}  ${run.reason}`
  const { result, environment } = run.record
  const { status } = result
  const ending =
    status.kind === 'diverged'
      ? ` diverged at step ${status.step}`
      : status.kind === 'failed'
        ? ` ${status.reason}`
        : ''
  return `${key}  ${run.state.padEnd(8)}  ${describeSpec(result.spec)}  ${roughDuration(environment.wallTimeMs)}${ending}`
}

function describeSpec(spec: RunSpec): string {
  const { name, backend } = spec.engine
  return `${runKindOf(spec).describe(spec)} seed=${seedText(spec)} ${name}:${backend}`
}

function seedText({ seeds }: RunSpec): string {
  const values = new Set(Object.values(seeds))
  return values.size === 1 ? String(seeds.init) : Object.values(seeds).join('/')
}
