import type { OutcomeName } from '../../claims/types'
import { plainTree } from '../../json/plainTree'
import type { Claim } from '../../kinds'
import type { Adjudication } from '../adjudicate'
import type { Comparison } from '../analyse/types'
import type { LeftOut, OutsideRun } from '../types'
import { groupSentence } from './sentence'
import { ADJUDICATION_FORMAT_VERSION, type AdjudicationReport, type GroupCounts } from './types'

export interface AdjudicationInput extends Pick<AdjudicationReport, 'mapping'> {
  readonly claim: Claim
  readonly adjudication: Adjudication
  readonly evidence: Pick<AdjudicationReport['evidence'], 'digest' | 'numFiles' | 'where'>
  readonly runs: readonly OutsideRun[]
  readonly leftOut: readonly LeftOut[]
  readonly withRuns: boolean
}

/** What a verdict on somebody else's runs speaks of. */
const OUTSIDE_SCOPE =
  'Verdicts speak of the runs that these logs record: of the randomness that varied between runs of one setting, on ' +
  'the data and code that made them, which were not seen here. The average over settings is over these settings; what ' +
  'is said of a further one supposes that settings are drawn like these. Nothing was trained, and nothing in the logs ' +
  "could be checked against the program that wrote them. The test set's sampling error is not in the intervals."

/** Arranges an adjudication as the versioned data of `adjudication.json`. A pure function. */
export function buildAdjudicationReport(input: AdjudicationInput): AdjudicationReport {
  const { claim, adjudication, evidence, runs, withRuns } = input
  const { groups } = adjudication
  const settings = groups.flatMap((group) => group.settings)
  return plainTree<AdjudicationReport>({
    format: 'claimcheck-adjudication',
    formatVersion: ADJUDICATION_FORMAT_VERSION,
    scope: OUTSIDE_SCOPE,
    claim,
    ...adjudication,
    ...compareWithExpected(claim, adjudication),
    sentences: groups.map((group) => groupSentence(claim, group, input.mapping.content.epochs.unit)),
    counts: {
      groups: countOutcomes(groups.map(({ overall }) => overall)),
      settings: countOutcomes(settings.map(({ corrected }) => corrected)),
      settingsAlone: countOutcomes(settings.map(({ alone }) => alone))
    },
    mapping: input.mapping,
    evidence: { ...evidence, numRuns: runs.length, leftOut: countReasons(input.leftOut) },
    runs: withRuns ? runs : null
  })
}

/** By outcome, and by subtype where one is expected. */
function compareWithExpected(
  { logs }: Claim,
  { outcome, subtype }: Adjudication
): Pick<AdjudicationReport, 'expected' | 'matches'> {
  const expected = logs?.expected ?? null
  if (expected === null) return { expected, matches: null }
  const sameSubtype = expected.subtype === null || expected.subtype === subtype
  return { expected, matches: expected.outcome === outcome && sameSubtype }
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

function countReasons(leftOut: readonly LeftOut[]): { why: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const { why } of leftOut) counts.set(why, (counts.get(why) ?? 0) + 1)
  return [...counts].map(([why, count]) => ({ why, count }))
}
