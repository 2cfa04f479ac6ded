import seedrandom from 'seedrandom'
import { isDecision } from '../../../../src/claims/outcomes'
import { turnedSample } from '../../../../src/kinds/comparison/notWorse'
import { averageOf, averageVerdict } from '../../../../src/kinds/over-tasks/average'
import type { TasksEvidence, TasksVerdict } from '../../../../src/kinds/over-tasks/types'
import { mean } from '../../../../src/stats/describe'
import { CLAIM, taskStudy } from '../../../../tools/calibration/taskRules'

/** Wrong verdicts counted over simulated studies at a fixed seed, with 4 standard errors of slack; each fails of a mutant. */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const limit = (rate: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / NUM_STUDIES)
const NONE: TasksVerdict = { outcome: 'not-evaluable', subtype: 'too-few-tasks' }
type World = Parameters<typeof taskStudy>[0]
const world = (overrides: Partial<World>): World => ({ numTasks: 6, tau: 1, shape: 'normal', beyond: 0, ...overrides })

const averageIn = (evidence: TasksEvidence) =>
  averageOf(
    CLAIM.hypothesis,
    evidence,
    evidence.tasks.map(({ pairs }) => turnedSample(CLAIM.hypothesis, pairs.pairs, (a, b) => b - a))
  )!

/** @param decides another rule than the kind's makes a mutant */
function rateOf(
  of: World,
  decides: (average: ReturnType<typeof averageIn>) => boolean = (average) =>
    isDecision(averageVerdict(average, NONE, ALPHA))
): number {
  const random = seedrandom.alea('specs/tasks')
  let count = 0
  for (let study = 0; study < NUM_STUDIES; study++) {
    if (decides(averageIn(taskStudy(of, random)))) count++
  }
  return count / NUM_STUDIES
}

test.each([4, 6, 20])('the mean on the margin, %i tasks that differ: decided in at most alpha', (numTasks) => {
  expect(rateOf(world({ numTasks }))).toBeLessThan(limit(ALPHA))
})

test('tasks that do not differ: decided in at most alpha, however they scatter by chance', () => {
  expect(rateOf(world({ tau: 0 }))).toBeLessThan(limit(ALPHA))
})

test('skewed effects over tasks: the guard keeps the rate below 10 %, and without it it is above', () => {
  const skewed = world({ shape: 'exponential', numTasks: 6 })
  const unguarded = rateOf(skewed, ({ random, sample }) => random.p(-sample.delta) <= ALPHA)
  const guarded = rateOf(skewed)
  expect(guarded).toBeLessThan(0.1)
  expect(guarded).toBeLessThan(0.85 * unguarded)
})

test('an average that is clear is found', () => {
  expect(rateOf(world({ numTasks: 10, beyond: 1.5 }))).toBeGreaterThan(0.9)
})

test('mutant: a fixed effect, whose interval knows nothing of how tasks differ', () => {
  const fixed = ({ effects, sample }: ReturnType<typeof averageIn>) => {
    const weights = effects.map(({ standardError }) => standardError ** -2)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const center = effects.reduce((sum, { effect }, k) => sum + (weights[k]! * effect) / total, 0)
    return Math.abs(center + sample.delta) > 1.96 / Math.sqrt(total)
  }
  expect(rateOf(world({}), fixed)).toBeGreaterThan(0.3)
})

test('mutant: normal quantiles instead of those of t', () => {
  const normal = ({ random, sample }: ReturnType<typeof averageIn>) => Math.abs(random.t(-sample.delta)) > 1.96
  expect(rateOf(world({ numTasks: 4 }), normal)).toBeGreaterThan(limit(ALPHA))
})

test('mutant: all pairs as one sample', () => {
  const pooled = (numTasks: number) => (average: ReturnType<typeof averageIn>) => {
    const center = mean(average.effects.map(({ effect }) => effect))
    const error = Math.hypot(...average.effects.map(({ standardError }) => standardError)) / numTasks
    return Math.abs(center + average.sample.delta) > 1.96 * error
  }
  expect(rateOf(world({}), pooled(6))).toBeGreaterThan(0.3)
})
