import { type ExpectedOutcome, PROFILE_NAMES, type ProfileName } from '../claims/types'
import type { Claim, ClaimFile } from '../kinds'

type ExpectedFiles = NonNullable<ClaimFile['expected']>

/** The expected outcomes of a claim's file: those of its own data, and by substitute those of `standard@cifar10-jpeg`. */
export function resolveExpected(files: ExpectedFiles): Pick<Claim, 'expected' | 'expectedOn'> {
  const expected = byProfile((profile) => files[profile])
  const substitutes = Object.keys(files).flatMap((key) => key.split('@').slice(1))
  if (substitutes.length === 0) return { expected }
  const on = (dataset: string) => byProfile((profile) => files[`${profile}@${dataset}`])
  return { expected, expectedOn: Object.fromEntries(substitutes.map((dataset) => [dataset, on(dataset)])) }
}

function byProfile(fileOf: (profile: ProfileName) => ExpectedFiles[ProfileName]): Claim['expected'] {
  const entries = PROFILE_NAMES.flatMap((profile): [ProfileName, ExpectedOutcome][] => {
    const file = fileOf(profile)
    return file === undefined ? [] : [[profile, { subtype: null, ...file }]]
  })
  return Object.fromEntries(entries)
}
