import type { MarginFile, TuningFile } from '../../claims/fileTypes'
import type { At, Margin, Tuning } from '../../claims/types'

/** A margin with its defaults: 1 % of the loss. That of failures stays out where it is not stated: hashes are what they were. */
export function resolveMargin(file: MarginFile = {}): Margin {
  const { failures } = file
  const stated = failures === undefined ? {} : { failures }
  if (file.absolute !== undefined) return { absolute: file.absolute, ...stated }
  return { relative: file.relative ?? 0.01, epsilon: file.epsilon ?? 0, ...stated }
}

/** How settings are chosen where a claim states nothing else. */
export const DEFAULT_TUNING: Tuning = { select: 'validation.loss', per: 'arm', seeds: 5 }

/** @param at where the claim takes its metric, and so does the choice */
export function resolveTuning(file: TuningFile = null, at: At = 'final'): Tuning | null {
  return file === null ? null : { ...DEFAULT_TUNING, ...file, ...(at !== 'final' && { at }) }
}
