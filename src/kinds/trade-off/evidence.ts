import { runKindOf } from '../../runs/runKinds'
import type { RunAmounts } from '../../runs/types'
import { MIN_EVALUABLE_PAIRS } from '../comparison/comparisonVerdict'
import { pairedEvidence } from '../comparison/evidence'
import type { ComparisonHypothesis, PairedEvidence, PairSide } from '../comparison/types'
import type { FinishedRun, RunPair, Runs } from '../shared/runs'
import type { CountedCost, MeasuredCost, Timing, TradeOffEvidence, TradeOffHypothesis } from './types'

/** What can be counted of a run, from what it is. */
export const AMOUNTS = ['parameters', 'updates', 'bytes'] as const satisfies readonly (keyof RunAmounts)[]
export const SECONDS = 'seconds'

/** A claim of a kind of comparison about the metric in which the treatment is as good. */
export function qualityHypothesis(hypothesis: TradeOffHypothesis): ComparisonHypothesis {
  const { metric, at, treatment, control, margin, better, as } = hypothesis
  const notWorse = better === 'lower' ? 'not-higher' : 'not-lower'
  return { kind: as === 'equivalent' ? as : notWorse, metric, at, treatment, control, margin, tuning: null }
}

/** The same about what it takes less of, where that is measured. */
export function costHypothesis({ cheaper, treatment, control }: TradeOffHypothesis): ComparisonHypothesis {
  return { kind: 'lower', metric: cheaper.of, at: 'final', treatment, control, margin: cheaper.by, tuning: null }
}

/** Two arms pair by pair, and what they take. */
export function tradeOffEvidence(hypothesis: TradeOffHypothesis, runs: Runs): TradeOffEvidence {
  const quality = pairedEvidence(qualityHypothesis(hypothesis), runs)
  return { kind: 'trade-off', quality, cost: costOf(hypothesis, runs, quality) }
}

function costOf(hypothesis: TradeOffHypothesis, runs: Runs, quality: PairedEvidence): CountedCost | MeasuredCost {
  const { of } = hypothesis.cheaper
  const { experiment } = runs
  const pairs = runs.pairs(hypothesis.control, hypothesis.treatment)
  const isMetric = experiment !== null && Object.hasOwn(runKindOf(experiment).metrics(experiment), of)
  const amount = AMOUNTS.find((name) => name === of)
  if (isMetric) {
    const measured = pairedEvidence(costHypothesis(hypothesis), runs)
    const counted = amount === undefined ? null : countedBy(of, measured)
    return counted ?? { kind: 'measured', pairs: measured, timing: null }
  }
  if (amount !== undefined) {
    const [first] = pairs
    const count = (run: FinishedRun | undefined) => run?.amounts?.()?.[amount] ?? null
    return { kind: 'counted', of, control: count(first?.control), treatment: count(first?.treatment) }
  }
  return { kind: 'measured', pairs: timed(hypothesis, quality, pairs), timing: timingOf(pairs) }
}

/** A program that logs what it counts logs the same in every run of an arm; null where it does not, or too few tell. */
export function countedBy(of: string, { pairs }: PairedEvidence): CountedCost | null {
  const only = (side: 'control' | 'treatment') => {
    const values = pairs.map((pair) => pair[side].value).filter(Number.isFinite)
    const [value, ...others] = new Set(values)
    return value === undefined || others.length > 0 || values.length < MIN_EVALUABLE_PAIRS ? null : value
  }
  const [control, treatment] = [only('control'), only('treatment')]
  return control === null || treatment === null ? null : { kind: 'counted', of, control, treatment }
}

/** The pairs of the metric, with the time that each run took in the place of its value. */
function timed({ cheaper }: TradeOffHypothesis, quality: PairedEvidence, pairs: readonly RunPair[]): PairedEvidence {
  const side = (known: PairSide, { timing }: FinishedRun): PairSide => ({
    ...known,
    value: Number.isFinite(known.value) ? (timing?.seconds ?? Number.NaN) : Number.NaN
  })
  return {
    ...quality,
    metric: cheaper.of,
    measure: { kind: 'final' },
    transform: 'absolute' in cheaper.by ? 'difference' : 'log-ratio',
    chanceLevel: null,
    pairs: quality.pairs.map(({ seed, control, treatment }, index) => ({
      seed,
      control: side(control, pairs[index]!.control),
      treatment: side(treatment, pairs[index]!.treatment)
    }))
  }
}

/** Between two runs of a pair something else may start and end, but no longer work. */
const LONGEST_GAP = 3
const LEAST_GAP_MS = 10_000

interface TimedRun {
  readonly startMs: number
  readonly endMs: number
}

function timingOf(pairs: readonly RunPair[]): Timing {
  const timings = pairs.flatMap(({ control, treatment }) => [control.timing, treatment.timing])
  const intervalOf = ({ timing }: FinishedRun): TimedRun | null =>
    timing === undefined ? null : { startMs: timing.startedAtMs, endMs: timing.startedAtMs + 1000 * timing.seconds }
  const known = pairs.flatMap(({ control, treatment }) => {
    const [a, b] = [intervalOf(control), intervalOf(treatment)]
    return a === null || b === null ? [] : [{ a, b }]
  })
  const inOrder = known.flatMap(({ a, b }) => [a, b]).toSorted((a, b) => a.startMs - b.startMs)
  return {
    machines: [...new Set(timings.flatMap((timing) => timing?.machine ?? []))].sort(),
    elsewhere: timings.filter((timing) => timing?.isComparable !== true).length,
    // The clock may be a little off between two processes.
    overlapping: inOrder.filter(({ endMs }, index) => (inOrder[index + 1]?.startMs ?? endMs) < endMs - 1).length,
    apart: known.filter(({ a, b }) => isApart(a, b, inOrder)).length,
    treatmentFirst: known.filter(({ a, b }) => b.startMs < a.startMs).length
  }
}

/** Another pair's run lies between them, or a long time. */
function isApart(a: TimedRun, b: TimedRun, inOrder: readonly TimedRun[]): boolean {
  const [first, second] = a.startMs <= b.startMs ? [a, b] : [b, a]
  if (inOrder.indexOf(second) - inOrder.indexOf(first) !== 1) return true
  const longestMs = Math.max(first.endMs - first.startMs, second.endMs - second.startMs)
  return second.startMs - first.endMs > Math.max(LEAST_GAP_MS, LONGEST_GAP * longestMs)
}
