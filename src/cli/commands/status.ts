import { type Command, Option } from 'commander'
import { InputError } from '../../errors'
import { isQueueAddress } from '../../exec/carriers/queue/connection'
import { queueStatus } from '../../exec/carriers/queue/queueStatus'
import { slurmProfileName } from '../../exec/carriers/slurm/profile'
import { slurmStatus } from '../../exec/carriers/slurm/slurmStatus'
import type { CarrierStatus, StatusPart, StatusRunning } from '../../exec/carriers/status'
import { formatCount, formatPercent } from '../../text/format'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { storeFolder, storeOption } from '../options'
import { roughDuration } from '../roughDuration'

interface StatusFlags {
  readonly on: string
  readonly store?: string
  readonly json?: boolean
}

export function addStatus(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('status')
    .summary('what runs elsewhere: where, for how long yet, what waits, what failed and why')
    .description('What verify --on has handed over and is not home yet. Looks, and changes nothing.')
    .addHelpText('after', HELP)
  const options = [
    new Option('--on <where>', 'slurm, or the address of a queue: redis://host:port').default('slurm'),
    storeOption(),
    new Option('--json', 'print it as JSON')
  ]
  for (const option of options) command.addOption(option)
  command.action(async (flags: StatusFlags) => {
    const status = await statusOf(flags, context)
    if (flags.json) context.stdout.write(`${JSON.stringify(status, null, 2)}\n`)
    else context.stdout.write(`${textOf(status).join('\n')}\n`)
    done(EXIT.ok)
  })
}

function statusOf({ on, store }: StatusFlags, context: CliContext): Promise<CarrierStatus> {
  if (isQueueAddress(on)) return queueStatus(on, context.env)
  if (slurmProfileName(on) !== null) return slurmStatus(storeFolder(store, context))
  throw new InputError('nothing executes runs by this name', {
    where: '--on',
    expected: 'slurm, or the address of a queue: redis://host:port',
    received: on
  })
}

function textOf({ parts, workers, failed, notes, place }: CarrierStatus): string[] {
  const nothing = parts.length === 0 && failed.length === 0
  return [
    ...notes,
    ...workers.map(({ host, jobs, engines }) => `Worker on ${host}, ${jobs} at a time: ${engines.join(', ')}`),
    ...(nothing ? [`Nothing is out on ${place}.`] : []),
    ...parts.flatMap(partText),
    ...failed.flatMap(({ what, reason }) => [`Failed: ${what}`, ...reason.split('\n').map((line) => `  ${line}`)])
  ]
}

function partText({ name, runs, running, waitsFor, leftMs }: StatusPart): string[] {
  const { finished, failed, lost } = runs
  const counts = [
    ...(finished > 0 ? [`${finished} home`] : []),
    `${runs.running} running`,
    `${runs.waiting} waiting`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(lost > 0 ? [`${lost} lost: claimcheck verify submits them again`] : [])
  ]
  const left = leftMs === null ? '' : `; about ${roughDuration(leftMs)} left`
  return [
    `${name}: ${counts.join(', ')}${left}`,
    ...running.map((each) => `  ${runningText(each)}`),
    ...(waitsFor === null ? [] : [`  waits for: ${waitsFor}`])
  ]
}

function runningText({
  host,
  task,
  what,
  numRuns,
  share,
  runningMs,
  leftMs,
  silentMs,
  limitLeft
}: StatusRunning): string {
  const facts = [
    ...(share === null ? [] : [formatPercent(share, 2)]),
    ...(runningMs === null ? [] : [`for ${roughDuration(runningMs)}`]),
    ...(leftMs === null ? [] : [`about ${roughDuration(leftMs)} left`]),
    ...(limitLeft === null ? [] : [`Slurm ends it in ${limitLeft}`]),
    ...(silentMs === null ? [] : [`silent for ${roughDuration(silentMs)}`])
  ]
  const place = task === null ? host : `${host}, task ${task}`
  return `${place}: ${what}${numRuns > 1 ? ` (${formatCount(numRuns, 'run')})` : ''}, ${facts.join(', ')}`
}

const HELP = `
Examples:
  npx claimcheck status                                        what a store has out on Slurm
  npx claimcheck status --json
  npx claimcheck status --on redis://queue.example.org:6379    what is on a queue, and who works on it`
