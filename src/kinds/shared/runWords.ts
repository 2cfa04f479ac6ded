import { type Line, words } from '../../document/document'
import { formatCount } from '../../text/format'
import type { RunsByKey } from '../show'
import type { SequentialAnalysis } from './types'

/** Behind the value of a run that diverged, where. */
export function divergedWords(runKey: string, runs: RunsByKey): Line {
  return runs.get(runKey)?.status.kind === 'diverged' && [' (diverged', stepWords(runKey, runs), ')']
}

export function stepWords(runKey: string, runs: RunsByKey): Line {
  const status = runs.get(runKey)?.status
  return status?.kind === 'diverged' && words` at step ${status.step} (${status.what})`
}

/** Seeds that were run and had no say. */
export function unusedSeeds({ sequential }: { readonly sequential: SequentialAnalysis | null }): ReadonlySet<number> {
  return new Set(sequential?.unusedSeeds ?? [])
}

export function seedCell(seed: number, unused: ReadonlySet<number>): string {
  return unused.has(seed) ? `${seed} (not used)` : String(seed)
}

export function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

/** @example moreWords(12, 'pair') // 'About 12 more pairs would be expected to decide.' */
export function moreWords(count: number, unit: 'pair' | 'seed'): string {
  return Number.isFinite(count)
    ? `About ${formatCount(count, `more ${unit}`)} would be expected to decide.`
    : `No practical number of further ${unit}s (1,000 or fewer) is expected to decide.`
}
