import type { OutcomeName } from '../claims/types'
import { InputError } from '../errors'
import { familyLevels } from '../judge/familyLevels'
import { type Claim, isOneOf } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import { judgeLogs } from '../kinds/comparison/logs/judge'
import type { LogsAnalysis, LogsEvidence } from '../kinds/comparison/logs/types'
import type { PairedHypothesis } from '../kinds/comparison/types'
import { SELECTION_METRICS } from '../runs/metrics'
import type { Mapping } from './mapping/types'

/** A claim as logs alone decide it, whatever else its family would know. */
export interface Adjudication extends Omit<LogsAnalysis, 'kind'> {
  /** Of the groups: reproduced where all are, refuted where one is, below-margin where all others are reproduced. */
  readonly outcome: OutcomeName
  /** That of the groups; null where there is none, or they have not all the same. */
  readonly subtype: string | null
  /** The claim's error rate, shared with its family. */
  readonly alpha: number
  /** Claims of the family that carry a p value; the others count as p = 1. */
  readonly familySize: number
  readonly pairing: LogsEvidence['pairing']
}

/** The claim's hypothesis, where logs can decide it. @throws InputError otherwise */
export function pairedHypothesisOf({ id, hypothesis }: Claim): PairedHypothesis {
  if (isOneOf(COMPARISONS, hypothesis)) return hypothesis
  throw new InputError(`claim ${id} cannot be adjudicated from logs`, {
    expected: `a hypothesis of one of the kinds ${COMPARISONS.join(', ')}: two arms, a number for each run`,
    received: `kind ${hypothesis.kind}`,
    remedy: 'run it with claimcheck verify'
  })
}

/** Which metric chooses settings, the smallest: the mapping's, else the claim's where that is a loss, or validation.loss, where the logs have it. */
export function selectionMetric(mapping: Mapping, hypothesis: PairedHypothesis): string | null {
  const claimed = hypothesis.tuning?.select
  const stated =
    mapping.tuning?.select ??
    (claimed !== undefined && SELECTION_METRICS.includes(claimed) ? claimed : 'validation.loss')
  return mapping.metrics[stated] === undefined ? null : stated
}

/**
 * Judges one claim by logs as `verify` does, but for what is known of its family: the others count as p = 1.
 *
 * @param familySize claims of the claim's family that carry a p value, itself among them
 * @throws InputError for a loss that has no logarithm
 */
export function adjudicate(claim: Claim, evidence: LogsEvidence, familySize: number): Adjudication {
  const { alpha } = claim.decision
  const judgeable = judgeLogs({ ...claim, hypothesis: pairedHypothesisOf(claim) }, evidence)
  const others = Array.from({ length: familySize - 1 }, () => null)
  const [levels = []] = familyLevels([judgeable, ...others], alpha)
  const { verdict, analysis } = judgeable.judge(alpha, levels)
  const { groups, warnings } = analysis
  return { ...verdict, alpha, familySize, pairing: evidence.pairing, groups, warnings }
}
