import type { RunOutcome } from '../../../../src/engine/engine'
import { createScalarEngine } from '../../../../src/engine/scalar/scalarEngine'
import { InputError } from '../../../../src/errors'
import { type OptimizerFile, type OptimizerSpec, resolveOptimizer } from '../../../../src/optim/presets'
import type { RunSpec } from '../../../../src/runs/runKinds'
import { executeRun, type RunContext } from '../../../support/executeRun'
import { ADAM, AMSGRAD, BERNOULLI, runSpec } from './runSpecs'

function context(shares: number[] = []): RunContext {
  return {
    loadDataset: () => {
      throw new Error('a synthetic run needs no data')
    },
    onProgress: (share) => shares.push(share)
  }
}

describe('the scalar engine', () => {
  const engine = createScalarEngine()

  it('says what decides its bits', async () => {
    expect(await engine.identity()).toEqual({
      name: 'scalar',
      version: 'claimcheck',
      backend: 'javascript',
      instructionSet: 'ieee754-float64',
      lowering: null,
      numerics: expect.stringMatching(/^[0-9a-f]{64}$/)
    })
    expect(await engine.identity()).toEqual(await createScalarEngine().identity())
    expect(engine.supports).toEqual(['synthetic'])
  })

  it('gives the same outcome whatever ran before, and beside it', async () => {
    const spec = runSpec({ problem: BERNOULLI, numSteps: 5_000_000 })
    const alone = await executeRun(engine, spec, context())
    const [again, other] = await Promise.all([
      executeRun(engine, spec, context()),
      executeRun(engine, { ...spec, optimizer: AMSGRAD }, context())
    ])
    expect(again).toEqual(alone)
    expect(other).not.toEqual(alone)
  })

  it('executes a cohort one after another, each run as it is alone', async () => {
    const cohort = [ADAM, AMSGRAD, { ...ADAM, learningRate: 0.1 }].map((optimizer) => runSpec({ optimizer }))
    const shares: number[] = []
    const outcomes: [number, RunOutcome][] = []
    await engine.executeCohort(cohort, {
      ...context(shares),
      onOutcome: (index, outcome) => outcomes.push([index, outcome]),
      isCheckpointDue: () => true,
      readCheckpoint: () => null,
      writeCheckpoint: () => {
        throw new Error('a synthetic run needs no checkpoint')
      }
    })
    const alone = await Promise.all(cohort.map((spec) => executeRun(engine, spec, context())))
    expect(outcomes).toEqual(alone.map((outcome, index) => [index, outcome]))
    expect(shares).toEqual([1 / 3, 2 / 3, 1])
  })

  it('reports progress up to 1 and lets others run meanwhile', async () => {
    const shares: number[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await executeRun(engine, runSpec({ numSteps: 30_000_000 }), context(shares))
    clearInterval(timer)
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.at(-1)).toBe(1)
    expect(turns).toBeGreaterThan(0)
  })

  // Reddi et al. 2018, section 5: Adam goes to the worst point, AMSGrad to the best. What the engine is for.
  it('shows what the paper shows: Adam at +1, AMSGrad at -1', async () => {
    const settings = { numSteps: 10_000_000, initialPoint: 0 }
    const [adam, amsgrad] = await Promise.all(
      [ADAM, AMSGRAD].map((optimizer) => executeRun(engine, runSpec({ ...settings, optimizer }), context()))
    )
    expect(adam!.metrics['x.windowMean']!.values.at(-1)).toBeGreaterThan(0.9)
    expect(amsgrad!.metrics['x.windowMean']!.values.at(-1)).toBeLessThan(-0.9)
  })

  // Konobeev, Saparina and Khakhulin 2019, section 4.1: their settings of the sequential problem.
  it('shows what the replication of AdaShift shows: it ends at -1 where Adam ends at +1', async () => {
    const shifted: OptimizerFile = {
      ...{ name: 'AdaShift', variant: 'pytorch', learningRate: 1, schedule: { name: 'inverse-sqrt' } },
      ...{ beta1: 0.9, beta2: 0.99, epsilon: 0, spatial: 'none' }
    }
    const optimizer = resolveOptimizer(shifted, 'box')
    const adam: OptimizerSpec = { ...ADAM, learningRate: 1, schedule: { name: 'inverse-sqrt' } }
    const settings = { numSteps: 200_000, initialPoint: 0 }
    const [ours, theirs] = await Promise.all(
      [optimizer, adam].map((each) => executeRun(engine, runSpec({ ...settings, optimizer: each }), context()))
    )
    expect(ours!.metrics['x.windowMean']!.values.at(-1)).toBeLessThan(-0.9)
    expect(theirs!.metrics['x.windowMean']!.values.at(-1)).toBeGreaterThan(0.9)
  })

  it('refuses a run that is not synthetic, with an error for the user', async () => {
    const foreign = { ...runSpec(), kind: 'classification' } as unknown as RunSpec
    await expect(executeRun(engine, foreign, context())).rejects.toThrow(InputError)
    await expect(executeRun(engine, foreign, context())).rejects.toThrow(/expected: a run of kind "synthetic"/)
  })
})
