import type { ExpectedOutcome, OutcomeName } from '../../claims/types'
import type { Claim } from '../../kinds'
import type { Adjudication } from '../adjudicate'
import type { Mapping, Scalar } from '../mapping/types'
import type { OutsideRun } from '../types'

/** Raised whenever a reader of the old form would misread the new one. */
export const ADJUDICATION_FORMAT_VERSION = 2

/** The content of `adjudication.json`. No path of the machine, and no value of a single run unless it was asked for. */
export interface AdjudicationReport extends Adjudication {
  readonly format: 'claimcheck-adjudication'
  readonly formatVersion: typeof ADJUDICATION_FORMAT_VERSION
  /** What a verdict speaks of, and what it does not. */
  readonly scope: string
  readonly claim: Claim
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
  readonly evidence: {
    /** SHA-256 of the canonical JSON of [path, SHA-256 of the content] of every file. */
    readonly digest: string
    readonly numFiles: number
    readonly numRuns: number
    /** Conditions of `--where`. */
    readonly where: Readonly<Record<string, Scalar>>
    /** Why runs were left out, and how many. */
    readonly leftOut: readonly { readonly why: string; readonly count: number }[]
  }
  /** With `--with-runs`. */
  readonly runs: readonly OutsideRun[] | null
}

export type GroupCounts = Readonly<Record<OutcomeName, number>>
