import type { SyntheticMapReport } from '../../report/sensitivity/synthetic/types'
import type { SyntheticAxis } from '../../runs/synthetic/axes'
import type { SensitivityOptions } from '../types'

/** What to map, and where. Complete: the command line resolves the defaults. */
export interface SyntheticMapOptions extends Omit<SensitivityOptions, 'by' | 'size' | 'substitutions'> {
  /** `all` is every map of the claim's experiment; axes by name restrict each map to them. */
  readonly by: readonly (SyntheticAxis | 'all')[]
}

export interface SyntheticMapResult {
  /** null where the signal stopped it: finished runs are in the store. */
  readonly report: SyntheticMapReport | null
}
