import golden from '../../../../fixtures/golden/stats/tasks.json'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { judgeComparison } from '../../../../src/kinds/comparison/judge'
import { judgeSettings } from '../../../../src/kinds/lower-at-majority/judge'
import { judgeTasks } from '../../../../src/kinds/over-tasks/judge'
import type { TasksEvidence, TasksHypothesis } from '../../../../src/kinds/over-tasks/types'
import { randomEffects } from '../../../../src/stats/randomEffects'
import { pairs } from '../../report/evidence'
import { claimOf, comparison, evidenceOf, judgeAlone, symmetric, trained } from '../builders'
import { changed, onAverage, tasksHypothesis, tasksOf } from './examples'

const SEEDS = { first: 0, min: 10, max: 10 }
const judgeable = (evidence: TasksEvidence, hypothesis: TasksHypothesis = tasksHypothesis) =>
  judgeTasks(claimOf(hypothesis), evidence, SEEDS, [])
const verdictOf = (...args: Parameters<typeof judgeable>) => describeOutcome(judgeable(...args).verdict(0.05))

/** Differences of returns, a task each: these means and standard errors. */
function returnsOf(means: readonly number[], errors: readonly number[] = means.map(() => 0.01)): TasksEvidence {
  return {
    kind: 'tasks',
    tasks: means.map((mean, index) => ({
      name: `task ${index}`,
      pairs: evidenceOf(
        symmetric(mean, errors[index]! * Math.sqrt(10)).map((difference) => [trained(1), trained(1 + difference)]),
        { metric: 'return', transform: 'difference', chanceLevel: null }
      )
    }))
  }
}
const returns = (overrides: Partial<TasksHypothesis>): TasksHypothesis => ({
  ...onAverage,
  metric: 'return',
  better: 'higher',
  margin: { absolute: 0.05 },
  ...overrides
})

describe('on average', () => {
  it.each(golden.averages)('has the p of statsmodels: $name', ({ effects, errors, reference, mean, tau2, p }) => {
    const random = randomEffects(effects.map((effect, k) => ({ effect, standardError: errors[k]! })))
    expect(random.mean).toBeCloseTo(mean, 8)
    expect(random.tau ** 2).toBeCloseTo(tau2, 8)
    expect(random.p(reference)).toBeCloseTo(p, 8)
    const margin = { absolute: Math.abs(reference) }
    const own = judgeable(returnsOf(effects, errors), returns({ margin, better: reference > 0 ? 'higher' : 'lower' }))
    expect(own.judge(0.05).analysis.average).toMatchObject({
      mean: expect.closeTo(mean, 8),
      tau: expect.closeTo(Math.sqrt(tau2), 8)
    })
    // The larger of this one and that with skewness allowed for.
    expect(own.p).toBeGreaterThan(p * (1 - 1e-8))
  })

  it('is the same whichever way the metric goes', () => {
    const means = [0.1, 0.2, 0.16, 0.12, 0.25]
    const up = judgeable(returnsOf(means), returns({}))
    const down = judgeable(returnsOf(means.map((mean) => -mean)), returns({ better: 'lower' }))
    expect(up.p).toBeCloseTo(down.p!, 12)
    expect(up.verdict(0.05)).toEqual(down.verdict(0.05))
    const [a, b] = [up.judge(0.05).analysis, down.judge(0.05).analysis]
    expect(a.average!.mean).toBeCloseTo(-b.average!.mean, 12)
    expect(a.average!.prediction.lower).toBeCloseTo(-b.average!.prediction.upper, 12)
    expect(a.secondary!.improvement.value).toBeCloseTo(b.secondary!.improvement.value, 12)
    expect(a.tasks[0]!.interval!.lower).toBeCloseTo(-b.tasks[0]!.interval!.upper, 12)
    expect(describeOutcome(judgeable(returnsOf(means), returns({ better: 'lower' })).verdict(0.05))).toBe(
      'refuted (opposite)'
    )
  })

  it('counts every task alike, however many pairs it has, where tasks differ more than runs', () => {
    const evidence = returnsOf([0, 1, 2])
    const more = returnsOf([0, 1, 2], [0.01, 0.01, 0.001])
    const meanOf = (of: TasksEvidence) => judgeable(of, returns({})).judge(0.05).analysis.average!.mean
    expect(meanOf(evidence)).toBeCloseTo(1, 3)
    expect(meanOf(more)).toBeCloseTo(1, 3)
  })
})

describe('at a majority', () => {
  it('is what lower-at-majority says of settings, to the bit', () => {
    const { axis: _, decides: __, better: ___, ...rest } = tasksHypothesis
    for (const centres of [
      [-0.1, -0.1, -0.1, 0],
      [-0.005, -0.005, -0.005, 0.1],
      [0, 0, -0.1]
    ]) {
      const evidence = tasksOf(centres, 0.01)
      const settings = judgeSettings(
        claimOf({ ...rest, kind: 'lower-at-majority' }),
        { kind: 'settings', cells: evidence.tasks.map(({ pairs: own }) => own) },
        SEEDS
      )
      expect(judgeable(evidence).p).toBe(settings.p)
      expect(judgeable(evidence).verdict(0.05)).toEqual(settings.verdict(0.05))
    }
  })

  it('says of a single task what a claim of its own would, on its side', () => {
    const evidence = returnsOf([0.3, 0.2, -0.2])
    const { tasks } = judgeable(evidence, returns({ decides: 'majority' })).judge(0.05).analysis
    expect(tasks.map(({ verdict }) => describeOutcome(verdict))).toEqual([
      'reproduced',
      'reproduced',
      'refuted (opposite)'
    ])
    expect(tasks[0]!.theta).toBeCloseTo(0.3, 10)
    expect(tasks[2]!.interval!.upper).toBeLessThan(0)
  })
})

describe('claims as tasks', () => {
  const { axis: _, ...rest } = tasksHypothesis
  const hypothesis: TasksHypothesis = { ...rest, claims: ['s/a', 's/b', 's/c'] }
  const part = (centre: number) => judgeComparison(claimOf(comparison), pairs(`part ${centre}`, centre, 0.01), SEEDS)
  const whole = (...parts: ReturnType<typeof part>[]) =>
    judgeTasks(claimOf(hypothesis), { kind: 'tasks', tasks: [] }, { first: 0, min: 0, max: 0 }, parts)

  it('take the pairs of these claims, whatever they claim', () => {
    const judged = whole(part(-0.1), part(-0.12), part(0))
    expect(judged.evidence.tasks.map(({ name, pairs: own }) => [name, own.pairs.length])).toEqual([
      ['s/a', 10],
      ['s/b', 10],
      ['s/c', 10]
    ])
    expect(judged.verdict(0.05).outcome).toBe('reproduced')
    expect(judged.judge(0.05).provisionalWhy).toBeNull()
  })

  it('are provisional where one of them is', () => {
    const short = judgeComparison(claimOf(comparison), pairs('short', -0.1, 0.01, { n: 8 }), SEEDS)
    expect(whole(part(-0.1), part(-0.12), short).judge(0.05).provisionalWhy).toBe(
      's/c: 8 seeds were run and the claim states 10'
    )
  })

  it('refuse what is no comparison on a fixed number of seeds', () => {
    const looks = {
      ...part(-0.1),
      looks: { sizes: [], pAfter: () => 1, isDecidedAfter: () => false, isOpen: () => true }
    }
    expect(() => whole(part(-0.1), part(-0.1), looks)).toThrow(/takes s\/c as a task, which is no comparison/)
    const other = { ...part(-0.1), evidence: { kind: 'range' } } as unknown as ReturnType<typeof part>
    expect(() => whole(part(-0.1), part(-0.1), other)).toThrow(/evidence of the kind range/)
  })
})

describe('normalised scores', () => {
  const scores = { 'task 0': [0, 10], 'task 1': [0, 1], 'task 2': [-5, 15] } as const
  const evidence = returnsOf([1, 0.12, 2.4])

  it('make tasks of different scales alike: differences over the range of each', () => {
    const { average, tasks, secondary } = judgeable(evidence, returns({ scores })).judge(0.05).analysis
    expect(tasks.map(({ theta }) => theta)).toEqual([0.1, 0.12, 0.12].map((value) => expect.closeTo(value, 8)))
    expect(average!.mean).toBeGreaterThan(0.09)
    expect(secondary!.scores!.treatment.value).toBeGreaterThan(secondary!.scores!.control.value)
    const [control] = evidence.tasks[0]!.pairs.pairs
    // Values of 1: .1, 1 and .3 of the ranges, of which the middle half is half of them.
    expect(control!.control.value).toBe(1)
    expect(secondary!.scores!.control.value).toBeCloseTo(0.4, 1)
  })

  it('are left out where nothing is normalised', () => {
    expect(judgeable(evidence, returns({})).judge(0.05).analysis.secondary).not.toHaveProperty('scores')
  })
})

describe('what a reader is told', () => {
  it('is warned of few tasks', () => {
    const warningsOf = (centres: readonly number[]) => judgeable(tasksOf(centres)).judge(0.05).analysis.warnings
    expect(warningsOf([-0.1, -0.1, -0.1, -0.1])[0]).toBe('4 tasks are few: what holds on them says little of others')
    expect(warningsOf([-0.1, -0.1, -0.1, -0.1, -0.1]).filter((each) => each.includes('few'))).toEqual([])
  })

  it('is the rule that decides, and the other one beside it', () => {
    const sentenceOf = (hypothesis: TasksHypothesis) =>
      judgeAlone(claimOf(hypothesis), tasksOf([-0.1, -0.12, -0.14, -0.15, -0.11])).sentence
    expect(sentenceOf(tasksHypothesis)).toMatch(
      /train\.loss of amsgrad is lower by at least 1 % .*than adam's on 5 of 5 tasks, and shown not to be on 0: a majority \(3\), so the claim is reproduced\. On average: 12 % lower \(95 % interval: 9\.4 % to 14 % lower\)\. Budget: /
    )
    expect(sentenceOf(onAverage)).toMatch(
      /is on average over 5 tasks 12 % lower than adam's .* so the claim is reproduced\. On one further task: 6 % to 17 % lower \(95 % prediction interval\)\. Budget: /
    )
  })

  it('has no secondary numbers where a task has no pair that trained', () => {
    const DIVERGED = { value: Number.NaN, failure: 'diverged' } as const
    const lost = changed(tasksOf([-0.1, -0.1, -0.1, -0.1]), () => true, DIVERGED)
    expect(judgeable(lost).judge(0.05).analysis).toMatchObject({ secondary: null, average: null })
    expect(verdictOf(lost, onAverage)).toBe('not-evaluable (too-many-failures)')
  })
})

it('p is the smallest level at which it is decided', () => {
  for (const own of [
    judgeable(tasksOf([-0.03, -0.02, -0.05, 0, 0], 0.02)),
    judgeable(tasksOf([-0.03, -0.02, -0.05, -0.04, -0.06], 0.01), onAverage)
  ]) {
    expect(own.isDecided(own.p! * 1.000001)).toBe(true)
    expect(own.isDecided(own.p! * 0.999)).toBe(false)
  }
})
