import type { StepTrial } from '../../../src/report/sensitivity/types'
import {
  isMatched,
  MAX_STEP_TRIALS,
  meanStep,
  nearestTrial,
  nextLearningRate,
  STEP_TOLERANCE
} from '../../../src/sensitivity/stepSearch'
import type { RunResult } from '../../../src/store/types'

/** Searches with a control whose ratio to the treatment is a function of its rate. */
function search(rate: number, ratioAt: (learningRate: number, trial: number) => number | null): StepTrial[] {
  const trials: StepTrial[] = []
  for (let next: number | null = rate; next !== null; next = nextLearningRate(trials)) {
    trials.push({ learningRate: next, ratio: ratioAt(next, trials.length) })
  }
  return trials
}

describe('nextLearningRate', () => {
  it('a step that is proportional to alpha is matched by the second trial', () => {
    const trials = search(0.01, (rate) => (1.43 * rate) / 0.01)
    expect(trials).toHaveLength(2)
    expect(trials[1]!.learningRate).toBe(0.006993)
    expect(Math.abs(trials[1]!.ratio! - 1)).toBeLessThan(0.001)
  })

  it.each([0.6, 1.6, 2.5])('one that grows with alpha to the power of %d takes a secant', (power) => {
    const trials = search(0.3, (rate) => 1.5 * (rate / 0.3) ** power)
    expect(isMatched(trials.at(-1)!)).toBe(true)
    expect(trials.length).toBeLessThanOrEqual(4)
  })

  it('equal steps at the same alpha are left alone', () => {
    expect(search(0.1, () => 1.009)).toHaveLength(1)
  })

  it('gives up after its trials, and where a run of the last one diverged', () => {
    const ratios = [2, 0.4]
    const wild = search(0.1, (_rate, trial) => ratios[trial % 2]!)
    expect(wild).toHaveLength(MAX_STEP_TRIALS)
    expect(search(0.1, (rate) => (rate === 0.1 ? 0.5 : null))).toEqual([
      { learningRate: 0.1, ratio: 0.5 },
      { learningRate: 0.2, ratio: null }
    ])
  })

  it('never tries a rate twice', () => {
    const trials = [
      { learningRate: 0.1, ratio: 2 },
      { learningRate: 0.05, ratio: 0.5 }
    ]
    // The secant has a slope of 2: back to the middle, 0.07071.
    expect(nextLearningRate(trials)).toBe(0.07071)
    expect(nextLearningRate([{ learningRate: 0.07071, ratio: 1.5 }, ...trials])).toBeNull()
  })
})

describe('nearestTrial', () => {
  it('the ratio nearest to 1 on a logarithmic scale; none where every run diverged', () => {
    const [half, near, none] = [
      { learningRate: 1, ratio: 0.5 },
      { learningRate: 2, ratio: 1.8 },
      { learningRate: 3, ratio: null }
    ]
    expect(nearestTrial([half, near, none])).toBe(near)
    expect(nearestTrial([none])).toBeNull()
  })

  it('is matched within the tolerance, on both sides', () => {
    expect(isMatched({ learningRate: 1, ratio: 1 + 0.999 * STEP_TOLERANCE })).toBe(true)
    expect(isMatched({ learningRate: 1, ratio: 1 / (1 + 0.999 * STEP_TOLERANCE) })).toBe(true)
    expect(isMatched({ learningRate: 1, ratio: 1.011 })).toBe(false)
  })
})

describe('meanStep', () => {
  const run = (values: readonly number[], kind: 'completed' | 'diverged' = 'completed') =>
    ({
      status: kind === 'completed' ? { kind } : { kind, step: 1, what: 'the loss' },
      metrics: { 'train.effectiveStep': { unit: 'epoch', at: values.map((_, i) => i + 1), values } }
    }) as unknown as RunResult
  const results = new Map([
    ['a', run([1, 4])],
    ['b', run([8])],
    ['c', run([1], 'diverged')],
    ['d', run([])]
  ])
  const of = (...keys: string[]) =>
    meanStep(
      keys.map((key) => ({ key })),
      results
    )

  it('the geometric mean over epochs, then over runs', () => {
    // Means 2 and 8, and of these 4.
    expect(of('a', 'b')).toBeCloseTo(4, 12)
  })

  it('null where a run diverged or recorded none, or there is none; undefined where one has not finished', () => {
    expect([of('a', 'c'), of('d'), of()]).toEqual([null, null, null])
    expect(of('a', 'z')).toBeUndefined()
  })
})
