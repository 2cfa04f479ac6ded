import { existsSync } from 'node:fs'
import path from 'node:path'
import { formatProblems } from '../../../claims/formatProblems'
import { didYouMean, type LintProblem, problemAt } from '../../../claims/lintProblem'
import { parseDocument } from '../../../claims/parse'
import { schemaProblems } from '../../../claims/schemaProblems'
import { InputError } from '../../../errors'
import { readInput } from '../../../files/readInput'
import { MAX_WRITTEN_BYTES } from '../../../files/readRegularFile'

/** In the folder where claimcheck is started. */
const SLURM_FILE = 'claimcheck.slurm.json'

/** As `slurm.schema.json` describes it. */
export interface SlurmFile {
  readonly $schema?: string
  readonly profiles: Readonly<Record<string, SlurmProfileFile>>
}

interface SlurmProfileFile {
  readonly partition?: string
  readonly account?: string
  readonly qos?: string
  readonly minutes?: number
  readonly memory?: string
  readonly gpus?: number
  readonly tasks?: number
  readonly atOnce?: number
  readonly leaseSeconds?: number
  readonly options?: readonly string[]
}

/** What a cluster is asked for; null where it is the cluster's default, or what the runs need. */
export interface SlurmProfile {
  readonly name: string
  readonly partition: string | null
  readonly account: string | null
  readonly qos: string | null
  readonly minutes: number
  readonly memory: string | null
  readonly gpus: number | null
  readonly tasks: number
  readonly atOnce: number | null
  readonly leaseSeconds: number
  readonly options: readonly string[]
}

const DEFAULT = 'default'
/** Network file systems may show a file's new time as late as a minute after it changed: hence the long lease. */
const DEFAULTS = { minutes: 60, tasks: 16, leaseSeconds: 120 }

const PATTERN = /^slurm(?::([a-z0-9][a-z0-9-]*))?$/

/** Where and with what a task runs. No other one: sbatch has options that execute something, and takes them shortened too. */
const ALLOWED = [
  ...[
    'comment',
    'constraint',
    'core-spec',
    'cpu-freq',
    'exclude',
    'exclusive',
    'hint',
    'licenses',
    'mail-type',
    'mail-user'
  ],
  ...[
    'mincpus',
    'nice',
    'nodelist',
    'oversubscribe',
    'prefer',
    'priority',
    'reservation',
    'switches',
    'threads-per-core'
  ],
  ...['tmp', 'wckey']
]

/** The name of a profile, where `--on` asks for Slurm; null where it does not. */
export function slurmProfileName(on: string): string | null {
  const match = PATTERN.exec(on)
  return match === null ? null : (match[1] ?? DEFAULT)
}

/**
 * A profile of the folder's file. Without a file `default` is the cluster's own defaults.
 *
 * @throws InputError where the file is malformed, or has no such profile
 */
export function slurmProfile(folder: string, name: string): SlurmProfile {
  const file = path.join(folder, SLURM_FILE)
  if (!existsSync(file)) {
    if (name === DEFAULT) return complete(name, {})
    throw noProfile(file, name, [])
  }
  const problems = lintSlurm(folder)
  if (problems.length > 0) {
    throw new InputError(`the profiles of Slurm cannot be used\n\n${formatProblems(problems).trimEnd()}`, {
      where: file
    })
  }
  const { profiles } = parsed(file).document.value as SlurmFile
  if (!Object.hasOwn(profiles, name)) throw noProfile(file, name, Object.keys(profiles))
  return complete(name, profiles[name]!)
}

/** Everything that is wrong with the profiles of a folder; nothing where there are none. */
export function lintSlurm(folder: string): LintProblem[] {
  const file = path.join(folder, SLURM_FILE)
  if (!existsSync(file)) return []
  const { document, problems } = parsed(file)
  if (document.tree === undefined) return [...problems]
  const ofSchema = schemaProblems(document)
  if (ofSchema.length > 0) return [...problems, ...ofSchema]
  const ofOptions = Object.entries((document.value as SlurmFile).profiles).flatMap(([name, { options = [] }]) =>
    options.flatMap((option, index) => {
      const word = option.slice(2).split('=')[0]!
      if (ALLOWED.includes(word)) return []
      return problemAt(document, ['profiles', name, 'options', index], {
        message: `--${word} is not to be given to sbatch`,
        expected: `one of ${ALLOWED.join(', ')}`,
        received: option,
        remedy: didYouMean(word, ALLOWED, 'leave it out; what claimcheck sets itself has a key of its own, or none')
      })
    })
  )
  return [...problems, ...ofOptions]
}

function parsed(file: string) {
  const bytes = readInput(file, MAX_WRITTEN_BYTES, {
    what: 'the file of Slurm profiles',
    expected: 'JSON as claims/schema/slurm.schema.json describes it',
    remedy: 'mend or remove it'
  })
  return parseDocument(path.basename(file), 'slurm', bytes)
}

function complete(name: string, given: SlurmProfileFile): SlurmProfile {
  return {
    name,
    partition: given.partition ?? null,
    account: given.account ?? null,
    qos: given.qos ?? null,
    minutes: given.minutes ?? DEFAULTS.minutes,
    memory: given.memory ?? null,
    gpus: given.gpus ?? null,
    tasks: given.tasks ?? DEFAULTS.tasks,
    atOnce: given.atOnce ?? null,
    leaseSeconds: given.leaseSeconds ?? DEFAULTS.leaseSeconds,
    options: given.options ?? []
  }
}

function noProfile(file: string, name: string, names: readonly string[]): InputError {
  return new InputError(`there is no profile ${name} of Slurm`, {
    where: file,
    expected: names.length === 0 ? 'a file with a profile of this name' : `one of ${names.join(', ')}`,
    received: names.length === 0 ? 'no such file' : name,
    remedy: didYouMean(name, names, `write it: {"profiles": {"${name}": {"partition": "..."}}}`)
  })
}
