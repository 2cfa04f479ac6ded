import type { RunContext } from '../../../../src/engine/engine'
import { createScalarEngine } from '../../../../src/engine/scalar/scalarEngine'
import { InputError } from '../../../../src/errors'
import type { RunSpec } from '../../../../src/plan/types'
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
    const alone = await engine.execute(spec, context())
    const [again, other] = await Promise.all([
      engine.execute(spec, context()),
      engine.execute({ ...spec, optimizer: AMSGRAD }, context())
    ])
    expect(again).toEqual(alone)
    expect(other).not.toEqual(alone)
  })

  it('reports progress up to 1 and lets others run meanwhile', async () => {
    const shares: number[] = []
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await engine.execute(runSpec({ numSteps: 30_000_000 }), context(shares))
    clearInterval(timer)
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.at(-1)).toBe(1)
    expect(turns).toBeGreaterThan(0)
  })

  // Reddi et al. 2018, section 5: Adam goes to the worst point, AMSGrad to the best. What the engine is for.
  it('shows what the paper shows: Adam at +1, AMSGrad at -1', async () => {
    const settings = { numSteps: 10_000_000, initialPoint: 0 }
    const [adam, amsgrad] = await Promise.all(
      [ADAM, AMSGRAD].map((optimizer) => engine.execute(runSpec({ ...settings, optimizer }), context()))
    )
    expect(adam!.metrics['x.windowMean']!.values.at(-1)).toBeGreaterThan(0.9)
    expect(amsgrad!.metrics['x.windowMean']!.values.at(-1)).toBeLessThan(-0.9)
  })

  it('refuses a run that is not synthetic, with an error for the user', async () => {
    const foreign = { ...runSpec(), kind: 'classification' } as unknown as RunSpec
    await expect(engine.execute(foreign, context())).rejects.toThrow(InputError)
    await expect(engine.execute(foreign, context())).rejects.toThrow(/expected: a run of kind "synthetic"/)
  })
})
