import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { choicesInWords } from '../../engine/engines'
import { isQueueAddress, PASSWORD_VARIABLE, queuePlace } from '../../exec/carriers/queue/connection'
import { serveQueue } from '../../exec/carriers/queue/queueWorker'
import { SECRET_VARIABLE, Seal } from '../../exec/carriers/queue/seal'
import { machineCapacity } from '../../exec/machineCapacity'
import { noPrograms, programsHere } from '../../verify/programsHere'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { claimsRoot, storeFolder, storeOption, wholeNumber, workersOption } from '../options'

interface WorkerFlags {
  readonly queue: string
  readonly engine: string
  readonly store?: string
  readonly jobs: number
  readonly claims?: string
  readonly allowPrograms?: boolean
  readonly lease: number
  readonly idle?: number
}

export function addWorker(program: Command, context: CliContext, done: (code: number) => void): void {
  const command = program
    .command('worker')
    .summary("execute runs of other machines' claims, from a queue on Redis")
    .description(
      'Takes up runs that "claimcheck verify --on redis://..." puts on a queue, as far as this machine can execute them, and\n' +
        `sends their records home. ${SECRET_VARIABLE} holds the secret that both sign with.\n` +
        'Programs are executed only from a folder of claims of this machine, as its owner has allowed it (claimcheck allow).'
    )
    .addHelpText('after', HELP)
  const options = [
    new Option('--queue <address>', 'redis://host:port, or rediss:// for TLS').argParser(address).makeOptionMandatory(),
    new Option('--engine <name>', choicesInWords('auto (the fastest that works)')).default('auto'),
    new Option(
      '--claims <folder>',
      'folder of claims whose programs may be executed here (default: claims, if it is there)'
    ),
    new Option('--allow-programs', 'let its programs run without asking; CLAIMCHECK_ALLOW_PROGRAMS=1 does too'),
    storeOption(),
    new Option('--lease <seconds>', 'after so long without a sign of life others take over')
      .default(30)
      .argParser(wholeNumber(2, 3600)),
    new Option('--idle <seconds>', 'end after so long without work (default: never)').argParser(wholeNumber(1, 1e6)),
    workersOption()
  ]
  for (const option of options) command.addOption(option)
  command.action(async (flags: WorkerFlags) => {
    const { env, stderr, signal } = context
    const place = queuePlace(flags.queue, env)
    const seal = Seal.of(env)
    const own = storeFolder(flags.store, context)
    const programs = await programsOf(flags, own, context)
    const terminated = new AbortController()
    // As schedulers end a worker: its runs go back at once.
    process.once('SIGTERM', () => terminated.abort())
    stderr.write(
      `Waiting for work on ${place.name}, ${flags.jobs} at a time of ${availableParallelism()} cores. Ctrl-C ends it.\n`
    )
    await serveQueue({
      place,
      seal,
      engine: flags.engine,
      storeFolder: own,
      capacity: machineCapacity(flags.jobs),
      gpus: programs.gpus,
      graceMs: programs.graceMs > 0 ? programs.graceMs + STOPPING_MS : 0,
      worker: { modulePath: path.join(__dirname, '../../exec/worker') },
      programs,
      leaseMs: flags.lease * 1000,
      idleMs: flags.idle === undefined ? null : flags.idle * 1000,
      signal: AbortSignal.any([signal, terminated.signal]),
      onNotice: (text) => stderr.write(`${text}\n`)
    })
    done(EXIT.ok)
  })
}

/** For a worker to end, after its program. */
const STOPPING_MS = 3000

async function programsOf({ claims, allowPrograms }: WorkerFlags, own: string, context: CliContext) {
  if (claims === undefined && !existsSync(path.resolve(context.cwd, 'claims'))) {
    return noPrograms('it has no folder of claims, which would say what may be executed: --claims')
  }
  const allowed = allowPrograms === true || context.env.CLAIMCHECK_ALLOW_PROGRAMS === '1'
  const root = claimsRoot({ ...(claims !== undefined && { claims }) }, context)
  return programsHere({ claimsRoot: root, storeFolder: own, allowPrograms: allowed })
}

function address(text: string): string {
  if (isQueueAddress(text)) return text
  throw new InvalidArgumentError('Expected redis://host:port, or rediss://host:port for TLS.')
}

const HELP = `
Environment:
  ${SECRET_VARIABLE}      the secret that jobs and records are signed with, the same on all machines
  ${PASSWORD_VARIABLE}    of the Redis; CLAIMCHECK_REDIS_USER its user; NODE_EXTRA_CA_CERTS its certificates

Examples:
  npx claimcheck worker --queue redis://queue.example.org:6379
  npx claimcheck worker --queue rediss://queue.example.org --claims claims --idle 600`
