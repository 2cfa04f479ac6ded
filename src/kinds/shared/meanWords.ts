import { agreeingRound } from '../../text/agreeingRound'
import type { AnyVerdict } from '../judged'
import { counted, levelWords } from './conclusion'
import type { MeanAnalysis } from './types'

const DIGITS = 3

/** Why no interval can be made; null where there is one. */
export function lacking({ outcome, subtype }: AnyVerdict, { numSeeds, diverged }: MeanAnalysis): string | null {
  if (outcome !== 'not-evaluable') return null
  if (subtype === 'no-data') return 'nothing was run'
  if (subtype === 'too-many-failures') return `too many runs diverged: ${diverged} of ${numSeeds + diverged}`
  return `${counted(numSeeds, 'seed')} gave a number and 3 are needed`
}

export function meanWords({ mean, interval, numSeeds }: MeanAnalysis, bounds: readonly number[], unit: string): string {
  if (mean === null || interval === null) return 'not known'
  const [center, lower, upper] = [mean, interval.lower, interval.upper].map((value) =>
    agreeingRound(value, bounds, DIGITS)
  )
  const ends = interval.lower === -Infinity ? 'unbounded' : `${lower} to ${upper}`
  return `${center} (${levelWords(interval)} interval: ${ends}, ${counted(numSeeds, unit)})`
}
