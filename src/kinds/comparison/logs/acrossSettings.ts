import type { Interval } from '../../../stats/interval'
import { minPairs } from '../../../stats/minPairs'
import { randomEffects, type StudyEffect } from '../../../stats/randomEffects'
import { references } from '../claimedSide'
import type { ComparisonSample } from '../comparisonVerdict'
import type { AcrossSettings } from './types'

/** What one setting alone says of the effect there. */
export interface SettingEffect extends StudyEffect {
  interval(alpha: number): Interval
}

/** Two settings cannot say how settings vary. */
const MIN_SETTINGS = 3

/** By random effects over settings; null for fewer than 3. */
export function acrossSettings(settings: readonly SettingEffect[], alpha: number): AcrossSettings | null {
  if (settings.length < MIN_SETTINGS) return null
  const { mean, tau, interval, prediction } = randomEffects(settings)
  return { mean, tau, interval: interval(1 - alpha), prediction: prediction(1 - alpha) }
}

/**
 * Whether settings disagree about an average effect that is decided: at a further setting it might lie on the other side
 * of the margin, and the settings that were run are not all on one side of it. Where each of them is, by its own
 * interval, and they are so many that chance seldom puts all on one side (2^(1-K) <= alpha, a sign test over settings,
 * whatever the shape of their effects), they agree however much they differ.
 *
 * Of two settings: where their own intervals lie on either side of the margin.
 */
export function settingsDisagree(
  { kind, delta }: Pick<ComparisonSample, 'kind' | 'delta'>,
  settings: readonly SettingEffect[],
  alpha: number
): boolean {
  const across = acrossSettings(settings, alpha)
  const own = settings.map(({ interval }) => interval(alpha))
  const isEnough = settings.length >= minPairs(alpha)
  return references({ kind, delta }).some((reference) => {
    const below = own.filter(({ upper }) => upper < reference).length
    const above = own.filter(({ lower }) => lower > reference).length
    if (across === null) return below > 0 && above > 0
    if (isEnough && (below === settings.length || above === settings.length)) return false
    const { lower, upper } = across.prediction
    return across.tau > 0 && lower <= reference && reference <= upper
  })
}
