import type { TrendEvidence, TrendHypothesis } from '../../../../src/kinds/trend/types'
import type { Examples, ExamplesByKind } from '../../../contract/kindContract'
import { symmetric, TAILED, times } from '../builders'
import { FALLS, GAP_FALLS, levelsOf, onTasks, spreading, straight } from './builders'

type Trend = TrendHypothesis & { readonly kind: 'trend' }

const LINE = Math.log(1.05)
const FIVE = [1, 2, 3, 4, 5]
const falls: Trend = { ...FALLS, kind: 'trend' }
const rises: Trend = { ...falls, direction: 'rises' }
const upTo: Trend = { ...falls, upTo: 3 }
const from: Trend = { ...falls, from: 2 }
const flat: Trend = { ...falls, direction: 'flat' }
const notFalls: Trend = { ...falls, direction: 'not-falls' }
const spreadFalls: Trend = { ...falls, statistic: 'spread', margin: { relative: 0.25, epsilon: 0 } }

const of = (hypothesis: Trend, rows: readonly (readonly number[])[], options = {}) => ({
  hypothesis,
  evidence: levelsOf(rows, options)
})

/** So many seeds lost the last level. */
function losing(evidence: TrendEvidence, seeds: readonly number[]): TrendEvidence {
  const lost = { value: Number.NaN, trainLoss: Number.NaN, failure: 'diverged' } as const
  const rows = evidence.rows.map((row) =>
    seeds.includes(row.seed) ? { ...row, runs: [...row.runs.slice(0, -1), { ...row.runs.at(-1)!, ...lost }] } : row
  )
  return { ...evidence, rows }
}

/** What every trend can come to that decides nothing. @param clear a change that shows it */
function undecided(
  hypothesis: Trend,
  clear: (changes: readonly number[]) => number[][],
  line = -LINE
): Examples<'trend'> {
  const far = symmetric(line - 0.1, 0.01, 12)
  const lost = losing(levelsOf(clear(far)), [1, 4, 7, 10])
  return [
    ['inconclusive', of(hypothesis, clear(symmetric(line, 0.1)))],
    ['inconclusive (co-check)', of(hypothesis, clear(symmetric(line - 0.1, 0.01, 4)))],
    ['inconclusive (no-spread)', of(hypothesis, clear(times(10, line - 0.1)))],
    ['inconclusive (skew)', of(hypothesis, clear(TAILED.map((value) => value + line)))],
    ['inconclusive (failures)', { hypothesis, evidence: lost }],
    [
      'not-evaluable (too-many-failures)',
      { hypothesis, evidence: losing(levelsOf(clear(far)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) }
    ],
    ['not-evaluable (too-few-seeds)', of(hypothesis, clear(far.slice(0, 2)))],
    ['not-evaluable (no-data)', of(hypothesis, [])],
    ['not-evaluable (no-logarithm)', of(hypothesis, clear(far).with(3, [0, 0, Number.NEGATIVE_INFINITY, 0]))]
  ]
}

/** Down by so much over the first three of four levels, and level from there on. */
const thenLevel = (changes: readonly number[]) =>
  changes.map((change, seed) => {
    const flat = [0.001, -0.001, 0.002, -0.002][seed % 4]!
    return [0, change / 2, change, change + flat]
  })
const levelFirst = (changes: readonly number[]) =>
  thenLevel(changes).map((row) => row.toReversed().map((value) => value - row.at(-1)!))

/** One level at the end makes the slope; the order of the others is as often the wrong one. */
const oneLevel = symmetric(-0.6, 0.05).map((last) => [0, 0.05, 0.1, last + 0.1])

export const examples: ExamplesByKind<'trend'> = {
  trend: [
    ['reproduced', of(falls, straight(symmetric(-0.2, 0.02)))],
    ['below-margin', of(falls, straight(symmetric(-0.02, 0.003)))],
    ['refuted (opposite)', of(falls, straight(symmetric(0.2, 0.02)))],
    ['refuted (other-way)', of(falls, straight(symmetric(0.02, 0.003)))],
    ['refuted (flat)', of(falls, straight(symmetric(0, 0.003)))],
    ['refuted (no-trend)', of(falls, straight(symmetric(0.02, 0.04)))],
    ['inconclusive (direction)', of(falls, straight(symmetric(-0.06, 0.04)))],
    ['inconclusive (order)', of(falls, oneLevel)],
    ...undecided(falls, straight),
    ['reproduced', of(rises, straight(symmetric(0.2, 0.02)))],
    ['refuted (opposite)', of(rises, straight(symmetric(-0.2, 0.02)))],
    ['reproduced', of({ ...GAP_FALLS, kind: 'trend' }, straight(symmetric(-0.2, 0.02)), { isGap: true })],
    [
      'reproduced',
      of({ ...rises, metric: 'test.accuracy', margin: { absolute: 0.01 } }, straight(symmetric(0.1, 0.01)), {
        transform: 'difference'
      })
    ],
    ['reproduced', of(upTo, thenLevel(symmetric(-0.2, 0.02)))],
    ['refuted (no-trend)', of(upTo, thenLevel(symmetric(0, 0.003)))],
    ['refuted (elsewhere)', of(upTo, straight(symmetric(-0.6, 0.02)))],
    [
      'inconclusive (order)',
      of(
        { ...upTo, upTo: 4, levels: FIVE.map((value) => ({ value, arm: `width-${value}` })) },
        oneLevel.map((row, seed) => [...row, row.at(-1)! + 0.001 * (-1) ** seed * (1 + seed)]),
        { values: FIVE }
      )
    ],
    ...undecided(upTo, thenLevel),
    ['reproduced', of(from, levelFirst(symmetric(0.2, 0.02)))],
    ['refuted (elsewhere)', of(from, straight(symmetric(-0.6, 0.02)))],
    ['reproduced', of(flat, straight(symmetric(0, 0.003)))],
    ['refuted (changes)', of(flat, straight(symmetric(-0.2, 0.02)))],
    ['inconclusive (order)', of(flat, oneLevel)],
    ...undecided(flat, straight),
    ['reproduced', of(notFalls, straight(symmetric(0.02, 0.02)))],
    ['below-margin', of(notFalls, straight(symmetric(-0.02, 0.003)))],
    ['refuted (changes)', of(notFalls, straight(symmetric(-0.2, 0.02)))],
    ['inconclusive (direction)', of(notFalls, straight(symmetric(-0.06, 0.04)))],
    ['inconclusive (order)', of(notFalls, oneLevel)],
    ...undecided(notFalls, straight),
    ['reproduced', of({ ...notFalls, direction: 'not-rises' }, straight(symmetric(-0.02, 0.02)))],
    ['reproduced', of(spreadFalls, spreading([8, 4, 2, 1]))],
    ['refuted (opposite)', of(spreadFalls, spreading([1, 2, 4, 8]))],
    ['inconclusive', of(spreadFalls, spreading([1.3, 1.2, 1.1, 1]))],
    ['inconclusive (no-spread)', of(spreadFalls, spreading([8, 4, 2, 0]))],
    [
      'reproduced',
      of({ ...spreadFalls, direction: 'flat', margin: { relative: 2, epsilon: 0 } }, spreading([1, 1, 1, 1]))
    ],
    ['reproduced', { hypothesis: { ...falls, tasks: 'dataset' }, evidence: onTasks(straight(symmetric(-0.2, 0.02))) }]
  ]
}
