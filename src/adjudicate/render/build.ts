import { isExpectedOutcome } from '../../claims/outcomes'
import type { OutcomeName } from '../../claims/types'
import { plainTree } from '../../json/plainTree'
import type { Claim } from '../../kinds'
import { groupSentence } from '../../kinds/comparison/logs/sentence'
import { LOGS_SCOPE } from '../../kinds/comparison/logs/show'
import type { Comparison, GroupCounts, LogsEvidence } from '../../kinds/comparison/logs/types'
import { type Adjudication, pairedHypothesisOf } from '../adjudicate'
import { ADJUDICATION_FORMAT_VERSION, type AdjudicationReport } from './types'

export interface AdjudicationInput extends Pick<AdjudicationReport, 'family'> {
  readonly claim: Claim
  readonly adjudication: Adjudication
  readonly mapping: AdjudicationReport['mapping']['content']
  readonly evidence: LogsEvidence
  readonly withRuns: boolean
}

/** Arranges an adjudication as the versioned data of `adjudication.json`. A pure function. */
export function buildAdjudicationReport(input: AdjudicationInput): AdjudicationReport {
  const { claim, adjudication, withRuns, family } = input
  const { runs, notes: _, kind: __, mapping: digest, ...evidence } = input.evidence
  const { groups } = adjudication
  const settings = groups.flatMap((group) => group.settings)
  const compared = { ...claim, hypothesis: pairedHypothesisOf(claim) }
  const expected = claim.logs?.expected ?? null
  return plainTree<AdjudicationReport>({
    format: 'claimcheck-adjudication',
    formatVersion: ADJUDICATION_FORMAT_VERSION,
    scope: LOGS_SCOPE,
    claim,
    family,
    ...adjudication,
    expected,
    matches: expected === null ? null : isExpectedOutcome(expected, adjudication),
    sentences: groups.map((group) => groupSentence(compared, group, input.evidence)),
    counts: {
      groups: countOutcomes(groups.map(({ overall }) => overall)),
      settings: countOutcomes(settings.map(({ corrected }) => corrected)),
      settingsAlone: countOutcomes(settings.map(({ alone }) => alone))
    },
    mapping: { digest, content: input.mapping },
    evidence: { ...evidence, numRuns: runs.length },
    runs: withRuns ? runs : null
  })
}

function countOutcomes(comparisons: readonly Comparison[]): GroupCounts {
  const count = (name: OutcomeName) => comparisons.filter(({ verdict }) => verdict.outcome === name).length
  return {
    reproduced: count('reproduced'),
    'below-margin': count('below-margin'),
    refuted: count('refuted'),
    inconclusive: count('inconclusive'),
    'not-evaluable': count('not-evaluable')
  }
}
