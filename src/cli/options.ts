import { availableParallelism } from 'node:os'
import path from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import { PROFILE_NAMES, type ProfileName } from '../spec/types'
import type { VerifyOptions } from '../verify/types'
import type { CliContext } from './context'

/** Flags that say which runs are meant; shared by `verify`, `plan` and `report`. */
export interface RunFlags {
  readonly profile: ProfileName
  readonly engine: string
  readonly claims: string
  readonly store?: string
  readonly seeds?: number
  readonly firstSeed: number
  readonly jobs: number
}

export function runOptions(): Option[] {
  return [
    new Option('-p, --profile <name>', 'how much of the protocol is run').choices(PROFILE_NAMES).default('quick'),
    new Option('--engine <name>', 'auto, tfjs, or tfjs with a backend: tfjs:wasm').default('auto'),
    new Option('--claims <folder>', 'folder of the claims').default('claims'),
    new Option('--store <folder>', 'folder of the run records (default: CLAIMCHECK_STORE, else .claimcheck/store)'),
    new Option('--seeds <n>', "judge on n seeds instead of the claims' own; makes verdicts provisional").argParser(
      positiveInteger
    ),
    new Option('--first-seed <n>', 'first seed of the pairs').default(0).argParser(naturalNumber),
    new Option('-j, --jobs <n>', 'worker processes')
      .default(availableParallelism(), 'one a core')
      .argParser(positiveInteger)
  ]
}

/** Defaults resolved once into complete options. */
export function verifyOptions(claims: readonly string[], flags: RunFlags, context: CliContext): VerifyOptions {
  return {
    claimsRoot: path.resolve(context.cwd, flags.claims),
    claims,
    profile: flags.profile,
    engine: flags.engine,
    storeFolder: storeFolder(flags.store, context),
    firstSeed: flags.firstSeed,
    seeds: flags.seeds ?? null,
    jobs: flags.jobs,
    execute: true,
    signal: context.signal
  }
}

/** `--store`, else `CLAIMCHECK_STORE`, else `.claimcheck/store`. */
export function storeFolder(flag: string | undefined, context: CliContext): string {
  return path.resolve(context.cwd, flag ?? context.env.CLAIMCHECK_STORE ?? path.join('.claimcheck', 'store'))
}

function naturalNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Expected a whole number, 0 or more.')
  return value
}

function positiveInteger(text: string): number {
  const value = naturalNumber(text)
  if (value === 0) throw new InvalidArgumentError('Expected a whole number, 1 or more.')
  return value
}
