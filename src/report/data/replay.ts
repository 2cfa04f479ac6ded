import type { ProfileName } from '../../claims/types'
import type { Substitution } from '../../load/substituteData'

/** The option for the claims that come with claimcheck; it stands in the place of a folder. */
export const BUNDLED = '--bundled'

/** What a run of the command line was asked for, as far as it decides results. */
export interface ReplayOptions {
  readonly profile: ProfileName
  readonly firstSeed: number
  /** `--seeds`; null where each claim's own number of seeds was used. */
  readonly seedsOverride: number | null
  /** `--engine`; `auto` by default. */
  readonly engine?: string
  /** `--claims`, or `--bundled`; null, the default, where none was named. */
  readonly claimsRoot?: string | null
  /** `--data`; none by default. */
  readonly substitutions?: readonly Pick<Substitution, 'dataset' | 'substitute'>[]
}

/**
 * The command that repeats claims.
 *
 * @param claimId one claim; null for all
 * @example replayCommand('a/b', { profile: 'quick', firstSeed: 0, seedsOverride: null })
 * // 'npx claimcheck verify a/b --profile quick --first-seed 0'
 */
export function replayCommand(claimId: string | null, options: ReplayOptions): string {
  const { engine = 'auto', claimsRoot = null, substitutions = [] } = options
  return [
    'npx claimcheck verify',
    ...(claimId === null ? [] : [quoteArgument(claimId)]),
    `--profile ${options.profile}`,
    `--first-seed ${options.firstSeed}`,
    ...(options.seedsOverride === null ? [] : [`--seeds ${options.seedsOverride}`]),
    ...(engine === 'auto' ? [] : [`--engine ${quoteArgument(engine)}`]),
    ...substitutions.map(({ dataset, substitute }) => `--data ${quoteArgument(dataset)}=${quoteArgument(substitute)}`),
    ...(claimsRoot === null ? [] : [claimsRoot === BUNDLED ? BUNDLED : `--claims ${quoteArgument(claimsRoot)}`])
  ].join(' ')
}

/** An id or a path is data: whatever it holds, a shell must take it as one argument and run nothing. */
export function quoteArgument(argument: string): string {
  return /^[\w./][\w./:-]*$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
}
