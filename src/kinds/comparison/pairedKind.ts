import { TRAININGS } from '../../runs/runKinds'
import type { Kind } from '../kind'
import { bySeed } from '../shared/samples'
import { toldBy } from './compared'
import { comparedShow } from './comparedShow'
import type { ComparedTypes } from './comparedTypes'
import { pairedEvidence } from './evidence'
import { judgeComparison } from './judge'
import { judgedByLogs } from './logs/judgedByLogs'
import { logsSentence } from './logs/sentence'
import { comparedContest } from './pairedContest'
import { reachOfPairs } from './reach'
import { recordedPairs } from './recordedPairs'
import { comparisonAnswer, comparisonSentence } from './sentence'
import type { ComparisonFile, FasterFile, PairedAnalysis, PairedHypothesis } from './types'

type Own = 'resolve' | 'start' | 'metrics' | 'accepts' | 'checks' | 'subtypes'

/** A kind that compares two arms, pair by pair or by logs: what it has of its own, with what all of them have. */
export function pairedKind<H extends PairedHypothesis, F extends ComparisonFile | FasterFile>(
  own: Pick<Kind<ComparedTypes<H, F>>, Own>
): Kind<ComparedTypes<H, F>> {
  return {
    ...own,
    experiments: [...TRAININGS, 'synthetic'],
    fromLogs: true,
    armKeys: ['treatment', 'control'],
    methods: {
      'anytime-valid': ['sign-flip', 'mixture-t', 'betting'],
      'group-sequential': ['pocock', 'obrien-fleming']
    },
    reach: reachOfPairs,
    arms: (hypothesis) => {
      const { control, treatment } = hypothesis
      const third = hypothesis.kind === 'faster' ? undefined : hypothesis.distanceTo
      return [...new Set([control, treatment, ...(third === undefined ? [] : [third])])]
    },
    tuning: ({ tuning }) => tuning,
    contest: comparedContest,
    replicates: () => 'seeds',
    evidenceKinds: () => ['paired', 'logs'],
    collect: pairedEvidence,
    isFromElsewhere: ({ kind }) => kind === 'logs',
    samples: (evidence) =>
      evidence.kind === 'logs'
        ? evidence.runs.map(({ origin }) => ({ name: origin, seed: null }))
        : bySeed(evidence.pairs),
    recorded: (evidence) => (evidence.kind === 'logs' ? [] : recordedPairs(evidence)),
    prepare: (claim, evidence, seeds) =>
      evidence.kind === 'logs' ? judgedByLogs(claim, evidence) : judgeComparison(claim, evidence, seeds),
    progress: (analysis) => (analysis.kind === 'logs' ? null : progress(analysis)),
    sentence: (judgement) => toldBy(judgement, { runs: comparisonSentence, logs: logsSentence }),
    answer: (judgement) => toldBy(judgement, { runs: comparisonAnswer, logs: logsSentence }),
    show: comparedShow
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
