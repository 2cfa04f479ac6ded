import { pairedEvidence } from '../comparison/evidence'
import { recordedSide } from '../comparison/recordedPairs'
import type { ComparisonHypothesis, Pair, PairedEvidence } from '../comparison/types'
import type { RecordedValue } from '../kind'
import { runPointOf } from '../shared/runPoint'
import type { Runs } from '../shared/runs'
import type { BestOfEvidence, BestOfHypothesis } from './types'

/** The comparison with one other arm, as a claim of its own. */
export function rivalHypothesis(
  { metric, at = 'final', better, arm, margin }: BestOfHypothesis,
  rival: string
): ComparisonHypothesis {
  return { kind: better, metric, at, treatment: arm, control: rival, margin, tuning: null }
}

/** All arms on the same seeds. */
export function bestOfEvidence(hypothesis: BestOfHypothesis, runs: Runs): BestOfEvidence {
  const comparisons = hypothesis.others.map((rival) => pairedEvidence(rivalHypothesis(hypothesis, rival), runs))
  const [{ metric, transform, chanceLevel, treatment, pairs }] = comparisons as [PairedEvidence, ...PairedEvidence[]]
  return {
    kind: 'best-of',
    metric,
    measure: runPointOf(hypothesis.at, metric, runs.experiment),
    transform,
    chanceLevel,
    arms: [treatment, ...comparisons.map(({ control }) => control)],
    rows: pairs.map((pair, index) => ({
      seed: pair.seed,
      runs: [pair.treatment, ...comparisons.map((each) => each.pairs[index]!.control)]
    }))
  }
}

/** @param place of the other arm among all of them, from 1 on */
export function rivalPairs({ rows }: BestOfEvidence, place: number): Pair[] {
  return rows.map(({ seed, runs }) => ({ seed, control: runs[place]!, treatment: runs[0]! }))
}

/** The same as evidence of a comparison. */
export function rivalEvidence(evidence: BestOfEvidence, place: number): PairedEvidence {
  const { metric, measure, transform, chanceLevel, arms } = evidence
  return {
    kind: 'paired',
    metric,
    measure,
    transform,
    control: arms[place]!,
    treatment: arms[0]!,
    chanceLevel,
    pairs: rivalPairs(evidence, place)
  }
}

/** The last values of all runs: of another point the training loss beside it alone. */
export function recordedRows({ metric, measure, arms, rows }: BestOfEvidence): RecordedValue[] {
  const own = measure.kind === 'final' ? metric : null
  return rows.flatMap(({ seed, runs }) => arms.flatMap(({ arm }, place) => recordedSide(own, arm, seed, runs[place]!)))
}
