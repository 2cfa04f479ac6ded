import type { MarginFile, TuningFile } from '../../claims/fileTypes'
import type { Margin, Tuning } from '../../claims/types'

/** A margin with its defaults: 1 % of the loss. */
export function resolveMargin(file: MarginFile = {}): Margin {
  if (file.absolute !== undefined) return { absolute: file.absolute }
  return { relative: file.relative ?? 0.01, epsilon: file.epsilon ?? 0 }
}

export function resolveTuning(file: TuningFile = null): Tuning | null {
  return file === null ? null : { select: 'validation.loss', per: 'arm', seeds: 5, ...file }
}
