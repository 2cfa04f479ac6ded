import type { SensitivityReport } from './types'

/** The command that repeats a study; the claims and the store where they are by default. */
export function sensitivityCommand(report: SensitivityReport): string {
  const { claim, profile, by, firstSeed, size, seedsOverride, choiceSettings, substitutions = [] } = report
  const what = by.join(',')
  const parts = [
    'npx claimcheck sensitivity',
    claim.id,
    `--by ${what.includes(' ') ? `"${what}"` : what}`,
    `--profile ${profile}`,
    `--size ${size}`
  ]
  if (choiceSettings !== undefined) parts.push(`--settings ${choiceSettings}`)
  if (firstSeed !== 0) parts.push(`--first-seed ${firstSeed}`)
  if (seedsOverride !== null) parts.push(`--seeds ${seedsOverride}`)
  for (const { dataset, substitute } of substitutions) parts.push(`--data ${dataset}=${substitute}`)
  return parts.join(' ')
}
