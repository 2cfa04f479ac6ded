import { FIRST_LOOK, resolveSeeds } from '../claims/defaults'
import type { ArmsFile } from '../claims/fileTypes'
import { profileNamesIn } from '../claims/profileNames'
import type { Arm, ProfileName } from '../claims/types'
import { type OptimizerSpec, resolveOptimizer } from '../optim/presets'
import type { ProfileBase, ProfileFile } from './experiment'

const QUICK_FIRST_LOOK = 6

/** @param projection of an optimizer that states none */
export function resolveArms(file: ArmsFile, projection: OptimizerSpec['projection']): Readonly<Record<string, Arm>> {
  const entries = Object.entries(file).map(([name, arm]) => [
    name,
    { optimizer: resolveOptimizer(arm.optimizer, projection) }
  ])
  return Object.fromEntries(entries)
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
