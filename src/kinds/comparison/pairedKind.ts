import type { Kind } from '../kind'
import { bySeed } from '../shared/samples'
import { pairedEvidence } from './evidence'
import { judgeComparison } from './judge'
import { pairedContest } from './pairedContest'
import { reachOfPairs } from './reach'
import { recordedPairs } from './recordedPairs'
import { comparisonSentence } from './sentence'
import { pairedShow } from './show'
import type { ComparisonFile, FasterFile, PairedAnalysis, PairedHypothesis, PairedTypes } from './types'

type Own = 'resolve' | 'start' | 'metrics' | 'accepts' | 'checks' | 'subtypes'

/** A kind that compares two arms pair by pair: what it has of its own, with what all of them have. */
export function pairedKind<H extends PairedHypothesis, F extends ComparisonFile | FasterFile>(
  own: Pick<Kind<PairedTypes<H, F>>, Own>
): Kind<PairedTypes<H, F>> {
  return {
    ...own,
    experiments: ['classification', 'program'],
    fromLogs: true,
    armKeys: ['treatment', 'control'],
    methods: {
      'anytime-valid': ['sign-flip', 'mixture-t', 'betting'],
      'group-sequential': ['pocock', 'obrien-fleming']
    },
    reach: reachOfPairs,
    arms: ({ control, treatment }) => [control, treatment],
    tuning: ({ tuning }) => tuning,
    contest: pairedContest,
    replicates: () => 'seeds',
    evidenceKind: () => 'paired',
    collect: pairedEvidence,
    samples: ({ pairs }) => bySeed(pairs),
    recorded: recordedPairs,
    prepare: judgeComparison,
    progress,
    sentence: comparisonSentence,
    show: pairedShow
  }
}

function progress({ failures, numPairs, morePairs, sequential, subtypeLooks }: PairedAnalysis) {
  return {
    entered: failures.numPairs,
    unused: sequential?.unusedSeeds.length ?? 0,
    looked: numPairs,
    expected: morePairs,
    beyond:
      subtypeLooks === undefined
        ? null
        : { entered: subtypeLooks.entered, max: subtypeLooks.max, looked: subtypeLooks.numPairs }
  }
}
