import type { NeededSeeds } from '../kind'

/** What a claim lacks whose seeds are too few, whatever they give. */
export const UNDECIDABLE = { cannot: 'cannot reach a decision', remedy: 'raise the number of seeds' } as const

/** The seeds that an interval of a mean needs. */
export function reachOfMean(): NeededSeeds {
  return { ...UNDECIDABLE, count: 3, why: 'fewer give no interval that is worth the name' }
}
