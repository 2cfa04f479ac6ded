import type { ArmsFile, OptimizerFile, ProfileFile, SeedsFile } from './fileTypes'
import { profileNamesIn } from './profileNames'
import type { Arm, OptimizerSpec, ProfileBase, ProfileName, SeedBudget } from './types'
import { VARIANTS } from './variants'

export const DEFAULT_ALPHA = 0.05
/** Pairs before the first look at an anytime-valid claim: under skewed data a late first look halves the errors. */
export const FIRST_LOOK = 10
const QUICK_FIRST_LOOK = 6

/** @param projection of an optimizer that states none */
export function resolveArms(file: ArmsFile, projection: OptimizerSpec['projection']): Readonly<Record<string, Arm>> {
  const entries = Object.entries(file).map(([name, arm]) => [
    name,
    { optimizer: resolveOptimizer(arm.optimizer, projection) }
  ])
  return Object.fromEntries(entries)
}

function resolveOptimizer(file: OptimizerFile, projection: OptimizerSpec['projection']): OptimizerSpec {
  const common = { schedule: { name: 'constant' }, projection } as const
  if (file.name === 'SGD') return { ...common, momentum: 0, ...file }
  const { variant, ...stated } = file
  // Without a variant the schema demands every option, so nothing of `paper` remains.
  const { maximum, ...options } = VARIANTS[variant ?? 'paper']
  const adaptive = { ...common, beta1: 0.9, beta2: 0.999, ...options }
  return stated.name === 'Adam' ? { ...adaptive, ...stated } : { ...adaptive, maximum, ...stated }
}

export function resolveSeeds({ min, max }: SeedsFile, firstLook: number): SeedBudget {
  return { min: min ?? Math.min(firstLook, max), max }
}

/** An experiment's profiles; what they override is of the same form in the file. */
export function resolveProfiles<P extends ProfileBase>(
  files: Partial<Readonly<Record<ProfileName, ProfileFile<P>>>> = {}
): Partial<Record<ProfileName, P>> {
  const profiles: Partial<Record<ProfileName, P>> = {}
  for (const name of profileNamesIn(files)) profiles[name] = resolveProfile<P>(files[name]!, name)
  return profiles
}

function resolveProfile<P extends ProfileBase>(file: ProfileFile<P>, name: ProfileName): P {
  const { departure, seeds, ...overrides } = file
  const firstLook = name === 'quick' ? QUICK_FIRST_LOOK : FIRST_LOOK
  const budget = seeds === undefined ? {} : { seeds: resolveSeeds(seeds, firstLook) }
  return { departure: departure ?? null, ...budget, ...overrides } as unknown as P
}
