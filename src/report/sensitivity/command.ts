import type { SensitivityReport } from './types'

/** The command that repeats a study; the claims and the store where they are by default. */
export function sensitivityCommand(report: SensitivityReport): string {
  const { claim, profile, by, firstSeed, size, seedsOverride, substitutions = [] } = report
  const parts = [
    'npx claimcheck sensitivity',
    claim.id,
    `--by ${by.join(',')}`,
    `--profile ${profile}`,
    `--size ${size}`
  ]
  if (firstSeed !== 0) parts.push(`--first-seed ${firstSeed}`)
  if (seedsOverride !== null) parts.push(`--seeds ${seedsOverride}`)
  for (const { dataset, substitute } of substitutions) parts.push(`--data ${dataset}=${substitute}`)
  return parts.join(' ')
}
