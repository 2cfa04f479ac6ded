import type { SampleName } from '../kind'

/** One sample a seed. */
export function bySeed(samples: readonly { readonly seed: number }[]): SampleName[] {
  return samples.map(({ seed }) => ({ seed, name: `seed ${seed}` }))
}

/** One sample a starting point and seed. */
export function byStartAndSeed(
  samples: readonly { readonly seed: number; readonly initialPoint: number }[]
): SampleName[] {
  return samples.map(({ seed, initialPoint }) => ({ seed, name: `starting point ${initialPoint} with seed ${seed}` }))
}
