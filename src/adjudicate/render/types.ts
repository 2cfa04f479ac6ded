import type { ExpectedOutcome } from '../../claims/types'
import type { Claim } from '../../kinds'
import type { GroupCounts, LogsEvidence, OutsideRun } from '../../kinds/comparison/logs/types'
import type { Adjudication } from '../adjudicate'
import type { Mapping } from '../mapping/types'

/** Raised whenever a reader of the old form would misread the new one. */
export const ADJUDICATION_FORMAT_VERSION = 3

/** The content of `adjudication.json`. No path of the machine, and no value of a single run unless it was asked for. */
export interface AdjudicationReport extends Adjudication {
  readonly format: 'claimcheck-adjudication'
  readonly formatVersion: typeof ADJUDICATION_FORMAT_VERSION
  /** What a verdict speaks of, and what it does not. */
  readonly scope: string
  readonly claim: Claim
  /** The other claims of its family that carry a p value, by id. */
  readonly family: readonly string[]
  /** `logs.expected` of the claim, and whether it came out; null where nothing is expected. */
  readonly expected: ExpectedOutcome | null
  readonly matches: boolean | null
  /** One sentence a group, in the groups' order. */
  readonly sentences: readonly string[]
  readonly counts: {
    /** The decisive comparisons. */
    readonly groups: GroupCounts
    /** Settings with Holm over the settings of their group, and each as if it were the only one. */
    readonly settings: GroupCounts
    readonly settingsAlone: GroupCounts
  }
  readonly mapping: { readonly digest: string; readonly content: Mapping }
  /** `by` others, us, or null where the claim does not say. */
  readonly evidence: Omit<LogsEvidence, 'runs' | 'notes' | 'mapping' | 'kind'> & { readonly numRuns: number }
  /** With `--with-runs`. */
  readonly runs: readonly OutsideRun[] | null
}
