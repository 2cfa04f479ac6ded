import type { BestOfEvidence, BestOfHypothesis } from '../../../../src/kinds/best-of/types'
import type { Examples, ExamplesByKind } from '../../../contract/kindContract'
import { CHOSEN, RIVAL, selectionOf, symmetric, TAILED, times } from '../builders'
import { AMONG, armsOf, BEST } from './builders'

const around = (effect: number, n = 10) => symmetric(effect, 0.002, n)
const lost = (seeds: number, n = 12) =>
  Object.fromEntries(times(seeds, 0).map((_, seed) => [(seed * 5) % n, Number.NaN]))

/** The praised arm at a second setting that selection cannot tell from the chosen one. */
function contested(hypothesis: BestOfHypothesis, chosen: readonly number[], rival: readonly number[]) {
  const at = (evidence: BestOfEvidence, setting: typeof CHOSEN, p: number | null): BestOfEvidence => ({
    ...evidence,
    arms: evidence.arms.map((arm, place) => ({
      ...arm,
      setting: place === 0 ? setting : CHOSEN,
      selection: p === null ? null : selectionOf(place === 0 ? p : 0.01)
    }))
  })
  // The others' runs are the same at both: what differs is the arm.
  const base = armsOf([chosen, chosen])
  const moved = armsOf([rival, rival], { id: 'rival' })
  const rows = base.rows.map(({ seed, runs }, index) => {
    const [own, first] = [moved.rows[index]!.runs[0]!, runs[1]!]
    const value = first.value * Math.exp(rival[index]!)
    return { seed, runs: [{ ...own, value, trainLoss: value }, ...runs.slice(1)] }
  })
  return {
    hypothesis,
    evidence: at(base, CHOSEN, 0.4),
    contenders: [{ arm: BEST.arm, setting: RIVAL, evidence: at({ ...moved, rows }, RIVAL, null) }]
  }
}

/** Where an effect is on one of both sides of what is claimed, for each of the two claims. */
function examplesOf(hypothesis: BestOfHypothesis & { readonly kind: 'best-of' }, line: number): Examples<'best-of'> {
  const of = (evidence: BestOfEvidence) => ({ hypothesis, evidence })
  const clear = around(line - 0.1)
  return [
    ['reproduced', of(armsOf([clear, around(line - 0.03)]))],
    ['refuted (beaten)', of(armsOf([clear, around(0.1)]))],
    ['inconclusive', of(armsOf([clear, symmetric(line, 0.05)]))],
    [
      'inconclusive (co-check)',
      of(armsOf([around(line - 0.1, 5).concat(line - 0.1), clear].map((each) => each.slice(0, 5))))
    ],
    ['inconclusive (no-spread)', of(armsOf([clear, times(10, line - 0.1)]))],
    ['inconclusive (skew)', of(armsOf([clear, TAILED.map((value) => line + value)]))],
    ['inconclusive (failures)', of(armsOf([around(line - 0.1, 12), around(line - 0.1, 12)], { own: lost(4) }))],
    ['inconclusive (selection)', contested(hypothesis, clear, around(0.1)) as never],
    ['not-evaluable (too-many-failures)', of(armsOf([times(10, Number.NaN), clear]))],
    ['not-evaluable (too-few-pairs)', of(armsOf([clear.slice(0, 2), clear.slice(0, 2)]))],
    ['not-evaluable (no-data)', of(armsOf([[], []]))],
    ['not-evaluable (no-logarithm)', of(armsOf([times(10, Number.POSITIVE_INFINITY), clear]))]
  ]
}

const best = { ...BEST, kind: 'best-of' as const }

export const examples: ExamplesByKind<'best-of'> = {
  'best-of': [
    ...examplesOf(best, -Math.log(1.01)),
    ['below-margin', { hypothesis: best, evidence: armsOf([around(-0.1), symmetric(-0.005, 0.001)]) }],
    ['refuted (no-better)', { hypothesis: best, evidence: armsOf([around(-0.1), symmetric(0.001, 0.002)]) }],
    ['inconclusive (direction)', { hypothesis: best, evidence: armsOf([around(-0.1), symmetric(-0.01, 0.004)]) }],
    ['refuted (no-better)', contested(best, symmetric(0.001, 0.002), around(0.1)) as never],
    ...examplesOf({ ...AMONG, kind: 'best-of' as const }, Math.log(1.01)),
    [
      'reproduced',
      {
        hypothesis: { ...best, better: 'higher', metric: 'test.accuracy', margin: { absolute: 0.01 } },
        evidence: {
          ...armsOf([around(0.1), around(0.05)], { transform: 'difference' }),
          metric: 'test.accuracy',
          chanceLevel: null
        }
      }
    ]
  ]
}
