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

/** The mean alone; its interval is a sentence of its own. */
export function meanValue({ mean }: MeanAnalysis, bounds: readonly number[]): string {
  return mean === null ? 'not known' : agreeingRound(mean, bounds, DIGITS)
}

/** @param unit what is counted: `seed` */
export function meanInterval({ interval, numSeeds }: MeanAnalysis, bounds: readonly number[], unit: string): string {
  const seeds = counted(numSeeds, unit)
  if (interval === null) return `There is no interval (${seeds}).`
  const [lower, upper] = [interval.lower, interval.upper].map((value) => agreeingRound(value, bounds, DIGITS))
  return interval.lower === -Infinity
    ? `The ${levelWords(interval)} interval is unbounded (${seeds}).`
    : `The ${levelWords(interval)} interval is ${lower} to ${upper} (${seeds}).`
}
