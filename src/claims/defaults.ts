import type { SeedsFile } from './fileTypes'
import type { SeedBudget } from './types'

export const DEFAULT_ALPHA = 0.05
/** Pairs before the first look at an anytime-valid claim: under skewed data a late first look halves the errors. */
export const FIRST_LOOK = 10

export function resolveSeeds({ min, max }: SeedsFile, firstLook: number): SeedBudget {
  return { min: min ?? Math.min(firstLook, max), max }
}
