import type { At } from '../../../src/claims/types'
import { InputError } from '../../../src/errors'
import { chosenSettings } from '../../../src/judge/chosenSettings'
import { collectEvidence } from '../../../src/judge/collectEvidence'
import { resolveTuning } from '../../../src/kinds/shared/resolve'
import type { RunRole } from '../../../src/plan/types'
import type { RunResult } from '../../../src/store/types'
import { CONVERGES, claim, classificationExperiment, LOWER, syntheticExperiment } from '../../support/builders'
import { plan, result, role, series } from './runs'

describe('collectEvidence, paired', () => {
  const roles = [
    role('b1', { arm: 'amsgrad', seed: 1 }),
    role('a1', { arm: 'adam', seed: 1 }),
    role('a0', { arm: 'adam', seed: 0 }),
    role('b0', { arm: 'amsgrad', seed: 0 })
  ]
  const results = new Map([
    ['a0', result({ 'train.loss': series(2, 0.5) })],
    ['b0', result({ 'train.loss': series(2, 0.4) })],
    ['a1', result({ 'train.loss': series(2.3, 2.29) })],
    ['b1', result({ 'train.loss': series(2) }, true)]
  ])

  it('takes the last value of the metric, in seed order whatever the order of the roles', () => {
    const evidence = collectEvidence(plan(roles), results)
    expect(evidence).toEqual(collectEvidence(plan([...roles].reverse()), results))
    expect(evidence).toMatchObject({
      kind: 'paired',
      chanceLevel: Math.log(10),
      pairs: [
        { seed: 0, control: { value: 0.5, failure: null, runKey: 'a0' }, treatment: { value: 0.4, failure: null } },
        { seed: 1, control: { failure: 'chance' }, treatment: { value: Number.NaN, failure: 'diverged' } }
      ]
    })
  })

  it('has no chance level for an accuracy, but still sees that a run did not train', () => {
    const accuracy = claim({ hypothesis: { ...LOWER, metric: 'test.accuracy' } })
    const withAccuracy = new Map(
      [...results].map(([key, value]) => [
        key,
        { ...value, metrics: { ...value.metrics, 'test.accuracy': series(0.1) } }
      ])
    )
    const evidence = collectEvidence(plan(roles, { claim: accuracy }), withAccuracy)
    expect(evidence).toMatchObject({ chanceLevel: null, pairs: [{}, { control: { value: 0.1, failure: 'chance' } }] })
  })

  it('a training loss just under 0.98 ln 10 has trained, at it has not', () => {
    const at = (loss: number) =>
      collectEvidence(
        plan([role('a', { arm: 'adam' }), role('b', { arm: 'amsgrad' })]),
        new Map([
          ['a', result({ 'train.loss': series(loss) })],
          ['b', result({ 'train.loss': series(1) })]
        ])
      )
    expect(at(0.98 * Math.log(10))).toMatchObject({ pairs: [{ control: { failure: 'chance' } }] })
    expect(at(0.98 * Math.log(10) - 1e-9)).toMatchObject({ pairs: [{ control: { failure: null } }] })
  })
})

describe('a run that failed to train', () => {
  const failureOf = (control: Parameters<typeof result>[0]) => {
    const results = new Map([
      ['a', result(control)],
      ['b', result({ 'train.loss': series(1) })]
    ])
    const evidence = collectEvidence(plan([role('a', { arm: 'adam' }), role('b', { arm: 'amsgrad' })]), results)
    return evidence?.kind === 'paired' ? evidence.pairs[0]!.control : null
  }

  it('is at chance level in both of its training losses', () => {
    expect(failureOf({ 'train.loss': series(2, 2.3), 'train.runningLoss': series(2.3, 2.3) })).toMatchObject({
      trainLoss: 2.3,
      runningLoss: 2.3,
      failure: 'chance'
    })
  })

  it('has learned where its minibatches say so: running statistics lag behind the network', () => {
    const lagging = { 'train.loss': series(4, 3.5), 'train.runningLoss': series(1.9, 1.5) }
    expect(failureOf(lagging)).toMatchObject({ trainLoss: 3.5, runningLoss: 1.5, failure: null })
    // And where only the loss in inference mode does: dropout and penalties raise the other.
    expect(failureOf({ 'train.loss': series(2, 1.5), 'train.runningLoss': series(3, 2.6) })!.failure).toBeNull()
  })

  it('is judged by its loss in inference mode where it recorded no other', () => {
    const side = failureOf({ 'train.loss': series(2.3) })
    expect(side!.failure).toBe('chance')
    expect(side).not.toHaveProperty('runningLoss')
  })

  it('has diverged where a loss is no number, whatever its minibatches say', () => {
    const lost = { 'train.loss': series(2, Number.NaN), 'train.runningLoss': series(1.9, 1.5) }
    expect(failureOf(lost)!.failure).toBe('diverged')
  })
})

describe('collectEvidence, range', () => {
  const hypothesis = { kind: 'range', arm: 'adam', metric: 'train.loss', low: 0, high: 0.05, tuning: null } as const
  const roles = [role('a', { arm: 'adam' }), role('b', { arm: 'adam', seed: 1 }), role('c', { arm: 'adam', seed: 2 })]
  const results = new Map([
    ['a', result({ 'train.loss': series(2, 0.5, 0.375) })],
    ['b', result({ 'train.loss': series(2, 0.5, 0.5) })],
    ['c', result({ 'train.loss': series(2, 0.5) }, true)]
  ])
  const evidenceAt = (at: 'last-change' | undefined) =>
    collectEvidence(
      plan(roles, { claim: claim({ hypothesis: { ...hypothesis, ...(at !== undefined && { at }) } }) }),
      results
    )

  it('takes the last value, or how much it changed from the epoch before', () => {
    const values = (evidence: ReturnType<typeof evidenceAt>) =>
      evidence?.kind === 'range' ? evidence.samples.map(({ value, failure }) => [value, failure]) : null
    expect(values(evidenceAt(undefined))).toEqual([
      [0.375, null],
      [0.5, null],
      [Number.NaN, 'diverged']
    ])
    expect(values(evidenceAt('last-change'))).toEqual([
      [0.25, null],
      [0, null],
      [Number.NaN, 'diverged']
    ])
    expect(evidenceAt('last-change')).toMatchObject({ at: 'last-change' })
    expect(evidenceAt(undefined)).not.toHaveProperty('at')
  })
})

describe('chosenSettings', () => {
  const tuned = claim({ hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 2 } } })
  const experiment = classificationExperiment({ grid: { learningRate: [0.1, 1, 10] } })
  const roles = ['adam', 'amsgrad'].flatMap((arm) =>
    [0.1, 1, 10].flatMap((learningRate) =>
      [1_000_000, 1_000_001].map((seed) =>
        role(`${arm} ${learningRate} ${seed}`, { arm, purpose: 'selection', setting: { learningRate }, seed })
      )
    )
  )
  const withLosses = (loss: (role: RunRole) => number) =>
    new Map(roles.map((r) => [r.key, result({ 'validation.loss': series(loss(r)) }, !Number.isFinite(loss(r)))]))

  it('takes the smallest mean over the selection seeds, for each arm', () => {
    const losses = { adam: { 0.1: 3, 1: 2, 10: 4 }, amsgrad: { 0.1: 3, 1: 2.5, 10: 1 } } as const
    const results = withLosses((r) => {
      const base = losses[r.arm as 'adam'][r.setting.learningRate as 1]
      return base + (r.seed === 1_000_000 ? 0.1 : -0.1)
    })
    const chosen = chosenSettings(plan(roles, { claim: tuned, experiment }), results)!
    expect(chosen.get('adam')).toMatchObject({ setting: { learningRate: 1 }, selection: { onEdge: [] } })
    expect(chosen.get('amsgrad')).toMatchObject({
      setting: { learningRate: 10 },
      selection: { onEdge: ['learningRate'] }
    })
    expect(chosen.get('adam')!.selection.candidates.map(({ mean }) => mean)).toEqual([3, 2, 4])
  })

  it('looks at the point of the selection runs at which the claim looks', () => {
    const results = new Map(
      roles.map((r) => {
        // The one is better at its best, the other at its end.
        const losses = r.setting.learningRate === 1 ? [1, 3] : [2, Number(r.setting.learningRate) * 20]
        return [r.key, result({ 'validation.loss': series(...losses) })]
      })
    )
    const chosenAt = (at: At) => {
      const tuning = resolveTuning({ seeds: 2 }, at)
      const hypothesis = { ...LOWER, at, tuning }
      return chosenSettings(plan(roles, { claim: claim({ hypothesis }), experiment }), results)!.get('adam')!.setting
    }
    expect(chosenAt('final')).toEqual({ learningRate: 0.1 })
    expect(chosenAt('best')).toEqual({ learningRate: 1 })
    expect(chosenAt({ bestBy: 'validation.loss' })).toEqual({ learningRate: 1 })
    expect(chosenAt({ epoch: 1 })).toEqual({ learningRate: 1 })
    expect(chosenAt({ epoch: 2 })).toEqual({ learningRate: 0.1 })
  })

  it('gives ties to the setting that comes first', () => {
    const chosen = chosenSettings(
      plan(roles, { claim: tuned, experiment }),
      withLosses(() => 1)
    )!
    expect(chosen.get('adam')!.setting).toEqual({ learningRate: 0.1 })
  })

  it('never chooses a setting with a diverged run while another is left', () => {
    const results = withLosses((r) =>
      r.setting.learningRate === 0.1 && r.seed === 1_000_001 ? Number.NaN : Number(r.setting.learningRate)
    )
    const chosen = chosenSettings(plan(roles, { claim: tuned, experiment }), results)!
    expect(chosen.get('adam')).toMatchObject({ setting: { learningRate: 1 } })
    expect(chosen.get('adam')!.selection.candidates[0]).toEqual({
      setting: { learningRate: 0.1 },
      mean: null,
      p: 0,
      share: 0
    })
  })

  it('says how far selection tells each setting from the best, over the seeds and the images of its runs', () => {
    // Better by .1 with either seed, to within .01; on half of the images better by 1.1 and on half worse by .9.
    const losses = (r: RunRole) =>
      (r.setting.learningRate === 1 ? 2 : 2.1) + (r.seed === 1_000_001 ? 0.01 : 0) * Number(r.setting.learningRate)
    const plain = withLosses(losses)
    const blocks = (r: RunRole) =>
      [0, 1, 2, 3].map((block) => losses(r) + (r.setting.learningRate === 1 ? 0 : (-1) ** block))
    const blocked = new Map<string, RunResult>(
      roles.map((r) => {
        const validation = { sizes: [5, 5, 5, 5], losses: blocks(r), errors: [1, 1, 1, 1] }
        return [r.key, { ...plain.get(r.key)!, imageBlocks: { validation } }]
      })
    )
    const selectionOf = (results: ReadonlyMap<string, RunResult>) =>
      chosenSettings(plan(roles, { claim: tuned, experiment }), results)!.get('adam')!.selection
    const bySeeds = selectionOf(plain)
    expect(bySeeds).not.toHaveProperty('imageBlocks')
    expect(bySeeds.candidates[1]).toMatchObject({ p: 1, share: 1 })
    expect(bySeeds.candidates[0]!.p).toBeLessThan(0.05)
    const byImages = selectionOf(blocked)
    expect(byImages.imageBlocks).toBe(4)
    expect(byImages.candidates[0]!.p).toBeGreaterThan(0.2)
    expect(byImages.candidates[0]!.share).toBeGreaterThan(0.2)
    // Where one run recorded none, the seeds alone are left.
    blocked.set(roles[0]!.key, plain.get(roles[0]!.key)!)
    expect(selectionOf(new Map(blocked))).toEqual(bySeeds)
  })

  it('where all diverged the first stands, so that the judgement shows the failures', () => {
    const chosen = chosenSettings(
      plan(roles, { claim: tuned, experiment }),
      withLosses(() => Number.NaN)
    )!
    expect(chosen.get('adam')).toMatchObject({ setting: { learningRate: 0.1 } })
  })

  it('is null while a selection run is missing', () => {
    const results = withLosses(() => 1)
    results.delete('amsgrad 1 1000001')
    expect(chosenSettings(plan(roles, { claim: tuned, experiment }), results)).toBeNull()
  })
})

describe('collectEvidence of claims without two arms to compare', () => {
  it('takes the tuned arm of a range with its setting', () => {
    const ranged = claim({
      hypothesis: {
        kind: 'range',
        arm: 'adam',
        metric: 'test.loss',
        low: 0.2,
        high: 0.4,
        tuning: { select: 'validation.loss', per: 'arm', seeds: 1 }
      }
    })
    const experiment = classificationExperiment({ grid: { learningRate: [0.1, 1] } })
    const roles = [
      role('s1', { purpose: 'selection', setting: { learningRate: 0.1 }, seed: 1_000_000 }),
      role('s2', { purpose: 'selection', setting: { learningRate: 1 }, seed: 1_000_000 }),
      role('j1', { setting: { learningRate: 1 }, seed: 1 }),
      role('j0', { setting: { learningRate: 1 }, seed: 0 })
    ]
    const results = new Map([
      ['s1', result({ 'validation.loss': series(2) })],
      ['s2', result({ 'validation.loss': series(1) })],
      ['j0', result({ 'test.loss': series(2.4) })],
      ['j1', result({ 'test.loss': series(0.1) }, true)]
    ])
    expect(collectEvidence(plan(roles, { claim: ranged, experiment }), results)).toEqual({
      kind: 'range',
      metric: 'test.loss',
      arm: { arm: 'adam', setting: { learningRate: 1 }, selection: expect.objectContaining({ seeds: [1_000_000] }) },
      low: 0.2,
      high: 0.4,
      // A run at chance level has a value like any other.
      samples: [
        { seed: 0, runKey: 'j0', value: 2.4, failure: null },
        { seed: 1, runKey: 'j1', value: Number.NaN, failure: 'diverged' }
      ]
    })
  })

  it('evaluates an arithmetic claim without any run', () => {
    const expression = '5000 * 128 / 50000'
    const arithmetic = claim({
      experiment: null,
      hypothesis: { kind: 'arithmetic', expression, low: 10, high: 20 }
    })
    const evidence = collectEvidence(plan([], { claim: arithmetic, experiment: null }), new Map())
    expect(evidence).toEqual({ kind: 'arithmetic', expression, value: 12.8, low: 10, high: 20 })
  })

  it('refuses an expression without a value, should lint not have seen it', () => {
    const arithmetic = claim({
      experiment: null,
      hypothesis: { kind: 'arithmetic', expression: '1/0', low: 0, high: 1 }
    })
    expect(() => collectEvidence(plan([], { claim: arithmetic, experiment: null }), new Map())).toThrow(InputError)
  })

  it('names the members of an all-of claim, which decide it', () => {
    const all = claim({ experiment: null, hypothesis: { kind: 'all-of', claims: ['toy/a', 'toy/b'] } })
    expect(collectEvidence(plan([], { claim: all, experiment: null }), new Map())).toEqual({
      kind: 'all-of',
      claims: ['toy/a', 'toy/b']
    })
  })
})

describe('collectEvidence, end points', () => {
  const online = claim({ hypothesis: CONVERGES, experiment: 'toy-online' })
  const at = (key: string, initialPoint: number) => role(key, { initialPoint })
  const evidenceOf = (values: number[], diverged = false) =>
    collectEvidence(
      plan([at('r', 0)], { claim: online, experiment: syntheticExperiment() }),
      new Map([['r', result({ 'x.windowMean': series(...values) }, diverged)]])
    )

  const still = (value: number) => Array<number>(8).fill(value)
  const sliding = (from: number, step: number) => Array.from({ length: 8 }, (_, i) => from + i * step)

  it.each([
    ['arrived and resting', [...sliding(0, 0.1), ...still(0.999)], true, true],
    ['arrived, the last tenth of a tolerance to go', [...sliding(0, 0.1), ...sliding(0.992, 0.0005)], true, true],
    ['arrived this moment', [...still(0), ...sliding(0.93, 0.01)], true, false],
    ['resting elsewhere', [...sliding(0, 0.1), ...still(0.2)], false, true],
    ['wandering elsewhere', [...still(0), 0.2, 0.203, 0.199, 0.201, 0.204, 0.2, 0.202, 0.203], false, true],
    ['still moving', sliding(0, 0.05), false, false],
    ['hardly moved, but on its way', sliding(0.4955, 0.0004), false, false],
    ['hardly moved, the other way', sliding(0.4955, -0.0004), false, true],
    ['just inside the tolerance', still(0.9901), true, true],
    ['just outside', still(0.9899), false, true],
    ['too few points to tell', [1, 1, 1, 1], true, false]
  ])('%s', (_name, values, reached, settled) => {
    expect(evidenceOf(values as number[])).toMatchObject({ kind: 'initial-points', samples: [{ reached, settled }] })
  })

  it('a diverged run has not arrived and will not', () => {
    expect(evidenceOf([0, 1, 1, 1], true)).toMatchObject({
      samples: [{ value: Number.NaN, reached: false, settled: true }]
    })
  })

  it('orders by seed, then by starting point', () => {
    const roles = [at('c', 1), at('a', -1), at('b', 0)]
    const results = new Map(['a', 'b', 'c'].map((key) => [key, result({ 'x.windowMean': series(1, 1) })]))
    const evidence = collectEvidence(plan(roles, { claim: online, experiment: syntheticExperiment() }), results)
    expect(evidence).toMatchObject({ samples: [{ initialPoint: -1 }, { initialPoint: 0 }, { initialPoint: 1 }] })
  })
})
