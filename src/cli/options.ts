import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { PROFILE_NAMES, type ProfileName } from '../claims/types'
import { choicesInWords } from '../engine/engines'
import { InputError } from '../errors'
import type { Substitutions } from '../load/substituteData'
import { warnOfOldName } from '../renamed'
import { BUNDLED } from '../report/data/replay'
import { RecordArchive } from '../store/recordArchive'
import type { VerifyOptions } from '../verify/types'
import type { CliContext } from './context'

const DEFAULT_CLAIMS = 'claims'

export const CLAIMS_ARGUMENT =
  'claims by id, source or pattern (default: all), after their folder where it is another: ./some-folder'
export const ONE_CLAIM_ARGUMENT = 'id of a claim, after the folder of the claims where it is another: ./some-folder'
export const FOLDER_ARGUMENT = `folder of the claims (default: ${DEFAULT_CLAIMS})`

/** Far from the selection seeds, which start at 1,000,000. */
const MAX_SEEDS = 100_000
/** Every seed that is counted from it is still a safe integer. */
const MAX_FIRST_SEED = 1e15

/** Which claims are meant: those of a folder, of `./claims` where none is named, or those that come with claimcheck. */
export interface ClaimsFlags {
  readonly claims?: string
  readonly bundled?: boolean
}

/** Flags that say which runs are meant; shared by `verify`, `plan` and `report`. */
export interface RunFlags extends ClaimsFlags {
  readonly profile: ProfileName
  readonly engine: string
  readonly store?: string
  readonly records?: string
  readonly seeds?: number
  readonly firstSeed: number
  readonly data: Substitutions
  readonly external: readonly string[]
  /** The old name of `external`. */
  readonly outside: readonly string[]
  readonly jobs: number
  readonly allowPrograms?: boolean
  readonly on?: string
  readonly wait?: boolean
  readonly mix?: boolean
}

export function runOptions(): Option[] {
  return [
    new Option('-p, --profile <name>', 'how much of the protocol is run').choices(PROFILE_NAMES).default('quick'),
    new Option('--engine <name>', choicesInWords('auto (the fastest that works)')).default('auto'),
    new Option(
      '--data <name=substitute>',
      "run on other data in a dataset's place: cifar10=cifar10-jpeg; may be repeated"
    )
      .default({}, 'none')
      .argParser(substitution),
    ...claimsOptions(),
    new Option(
      '--external <file.json>',
      "what run logs of others came to (adjudicate --aggregate), beside the claims folder's external/; may be repeated"
    )
      .default([], 'none')
      .argParser(another),
    // For one version more.
    new Option('--outside <file.json>').default([]).argParser(another).hideHelp(),
    storeOption(),
    recordsOption(),
    new Option('--seeds <n>', "judge on n seeds instead of the claims' own; makes verdicts provisional").argParser(
      wholeNumber(1, MAX_SEEDS)
    ),
    new Option('--first-seed <n>', 'first seed of the pairs').default(0).argParser(wholeNumber(0, MAX_FIRST_SEED)),
    new Option(
      '--allow-programs',
      'let programs of these claims run without asking, as in CI; CLAIMCHECK_ALLOW_PROGRAMS=1 does too'
    ),
    workersOption()
  ]
}

export function storeOption(): Option {
  return new Option('--store <folder>', 'folder of the run records (default: CLAIMCHECK_STORE, else .claimcheck/store)')
}

export function workersOption(): Option {
  return new Option('-j, --jobs <n>', 'worker processes')
    .default(availableParallelism(), 'one a core')
    .argParser(wholeNumber(1, 1024))
}

export function onOption(): Option {
  return new Option(
    '--on <where>',
    'execute runs elsewhere: as jobs of slurm (or slurm:profile, see claimcheck.slurm.json), or by the workers of a queue, redis://host:port'
  )
}

export function waitOption(): Option {
  return new Option('--wait', 'with --on slurm: stay until all runs are home, instead of handing over and leaving')
}

export function mixOption(): Option {
  return new Option(
    '--mix',
    'let machines that compute differently share a claim, each pair whole on one of them; the report has the effect of each'
  )
}

export function pairsOption(): Option {
  return new Option('--pairs <n>', 'most pairs that are run').default(30).argParser(wholeNumber(3, MAX_SEEDS))
}

function recordsOption(): Option {
  return new Option('--records <archive>', 'take records that the store does not hold from an archive (store export)')
}

/** The archive that `--records` names. @throws InputError where it is none, or any of its records is not what it should be */
export function openRecords(file: string, { cwd }: CliContext): RecordArchive {
  return RecordArchive.open(path.resolve(cwd, file))
}

function another(file: string, before: readonly string[]): readonly string[] {
  return [...before, file]
}

function externalFiles({ external, outside }: RunFlags): readonly string[] {
  if (outside.length > 0) warnOfOldName('the option', '--outside', '--external')
  return [...external, ...outside]
}

/** A path, and no id of a claim: `./there`, `../there`, `.`, or from the root of the disk. */
function isPath(name: string): boolean {
  return path.isAbsolute(name) || /^\.{1,2}(?:[\\/]|$)/.test(name)
}

/**
 * What is named on the command line: claims, or first the folder that holds them, which is the same as `--claims`.
 *
 * @throws InputError for two folders
 */
export function claimsNamed<Flags extends ClaimsFlags>(
  names: readonly string[],
  flags: Flags
): { readonly claims: readonly string[]; readonly flags: Flags } {
  const [folder, ...more] = names.filter(isPath)
  if (folder === undefined) return { claims: names, flags }
  if (more.length > 0 || flags.claims !== undefined || flags.bundled) {
    throw new InputError('more than one folder of claims is named', {
      expected: 'one folder, and of its claims as many as you like',
      received: [
        ...(flags.bundled ? [BUNDLED] : []),
        ...(flags.claims === undefined ? [] : [flags.claims]),
        folder,
        ...more
      ].join(', '),
      remedy: 'verify them one after another, or link them into one folder of claims'
    })
  }
  return { claims: names.filter((name) => !isPath(name)), flags: { ...flags, claims: folder } }
}

/** The same of a command that is about one claim. @throws InputError for none, or several */
export function claimNamed<Flags extends ClaimsFlags>(
  names: readonly string[],
  given: Flags
): { readonly claim: string; readonly flags: Flags } {
  const { claims, flags } = claimsNamed(names, given)
  const [claim, ...more] = claims
  if (claim !== undefined && more.length === 0) return { claim, flags }
  throw new InputError('one claim is looked at', {
    expected: 'the id of one claim, after the folder of the claims where that is another than ./claims',
    received: claim === undefined ? 'no claim' : claims.join(', '),
    remedy: 'claimcheck plan lists the claims'
  })
}

/** The same of a command that is about a whole folder, which needs no `./` then. */
export function folderNamed<Flags extends ClaimsFlags>(folder: string | undefined, flags: Flags): Flags {
  if (folder === undefined) return flags
  return claimsNamed([isPath(folder) ? folder : `./${folder}`], flags).flags
}

/** Defaults resolved once into complete options. */
export function verifyOptions(claims: readonly string[], flags: RunFlags, context: CliContext): VerifyOptions {
  return {
    claimsRoot: claimsRoot(flags, context),
    claimsArgument: flags.bundled ? BUNDLED : (flags.claims ?? null),
    claims,
    profile: flags.profile,
    engine: flags.engine,
    storeFolder: storeFolder(flags.store, context),
    ...(flags.records !== undefined && { records: openRecords(flags.records, context) }),
    firstSeed: flags.firstSeed,
    substitutions: flags.data,
    external: externalFiles(flags).map((file) => path.resolve(context.cwd, file)),
    seeds: flags.seeds ?? null,
    jobs: flags.jobs,
    ...(flags.on !== undefined && { on: flags.on }),
    ...(flags.wait !== undefined && { wait: flags.wait }),
    ...(flags.mix === true && { mix: true }),
    allowPrograms: flags.allowPrograms === true || context.env.CLAIMCHECK_ALLOW_PROGRAMS === '1',
    execute: true,
    signal: context.signal
  }
}

function substitution(text: string, before: Substitutions): Substitutions {
  const [dataset, substitute, ...rest] = text.split('=')
  if (!dataset || !substitute || rest.length > 0 || dataset === substitute) {
    throw new InvalidArgumentError('Expected two datasets with "=" between, such as cifar10=cifar10-jpeg.')
  }
  if (Object.hasOwn(before, dataset)) throw new InvalidArgumentError(`${dataset} has a substitute already.`)
  return { ...before, [dataset]: substitute }
}

export function claimsOption(): Option {
  return new Option('--claims <folder>', FOLDER_ARGUMENT)
}

export function claimsOptions(): Option[] {
  return [claimsOption(), new Option(BUNDLED, 'the claims that come with claimcheck').conflicts('claims')]
}

/** @throws InputError where there is no `./claims` and nothing else was asked for: a folder that got lost is no green CI. */
export function claimsRoot({ claims, bundled }: ClaimsFlags, { cwd }: CliContext): string {
  if (bundled) return path.resolve(__dirname, '../../claims')
  const own = path.resolve(cwd, claims ?? DEFAULT_CLAIMS)
  if (claims !== undefined || existsSync(own)) return own
  throw new InputError('there are no claims here', {
    where: own,
    expected: 'a folder of claims',
    received: 'no such folder',
    remedy: `claimcheck new my-paper/first-claim starts one, a path (./some-folder) names another, and ${BUNDLED} takes those that come with claimcheck`
  })
}

/** `--store`, else `CLAIMCHECK_STORE`, else `.claimcheck/store`. */
export function storeFolder(flag: string | undefined, context: CliContext): string {
  return path.resolve(context.cwd, flag || context.env.CLAIMCHECK_STORE || path.join('.claimcheck', 'store'))
}

/** A parser of whole numbers in a range. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`)
  }
}
