import fc from 'fast-check'
import { collectEvidence } from '../../../../src/judge/collectEvidence'
import { regretSlope } from '../../../../src/kinds/rate/evidence'
import { claim, syntheticExperiment } from '../../../support/builders'
import { plan, result, role } from '../../judge/runs'

const TENTHS = Array.from({ length: 10 }, (_, i) => 100 * (i + 1))

function run(regret: (step: number) => number, steps: readonly number[] = TENTHS, diverged = false) {
  return result({ regret: { unit: 'step', at: steps, values: steps.map(regret) } }, diverged)
}

describe('regretSlope', () => {
  it('is that of a power law, exactly but for rounding', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1.5, max: 1, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (power, scale) => {
          const { slope, numPoints, numLeftOut } = regretSlope(
            run((step) => scale * step ** (power + 1)),
            'regret'
          )
          // 10 logarithms of size up to 25, over a spread of ln t of 2.3
          expect(slope).toBeCloseTo(power, 12)
          expect({ numPoints, numLeftOut }).toEqual({ numPoints: 10, numLeftOut: 0 })
        }
      )
    )
  })

  // NumPy 2.4.6: t = np.arange(100, 1001, 100); R = 3*t**.5*(1 + .1*np.sin(t)); np.polyfit(np.log(t), np.log(R/t), 1)[0]
  const bumpy = (step: number) => 3 * step ** 0.5 * (1 + 0.1 * Math.sin(step))

  it('is that of NumPy', () => {
    expect(regretSlope(run(bumpy), 'regret').slope).toBeCloseTo(-0.4164314410560223, 12)
  })

  it('leaves points without a positive regret out, and says so', () => {
    // the same without t = 500
    const outcome = regretSlope(
      run((step) => (step === 500 ? 0 : bumpy(step))),
      'regret'
    )
    expect(outcome.slope).toBeCloseTo(-0.41530563405622845, 12)
    expect(outcome).toMatchObject({ why: null, numPoints: 9, numLeftOut: 1 })
  })

  it('looks at the last decade of steps only', () => {
    const steps = [1, 10, 50, 99, ...TENTHS]
    const outcome = regretSlope(
      run((step) => (step < 100 ? 1e6 : step ** 0.5), steps),
      'regret'
    )
    expect(outcome.slope).toBeCloseTo(-0.5, 12)
    expect(outcome.numPoints).toBe(10)
  })

  it('has none where half of the points have no positive regret', () => {
    const half = run((step) => (step > 500 ? -1 : step))
    expect(regretSlope(half, 'regret')).toEqual({
      slope: null,
      why: 'not-positive',
      numPoints: 5,
      numLeftOut: 5,
      averageRegret: -0.001
    })
    expect(
      regretSlope(
        run((step) => (step > 600 ? -1 : step)),
        'regret'
      )
    ).toMatchObject({ why: null, numPoints: 6 })
    expect(
      regretSlope(
        run(() => -1),
        'regret'
      )
    ).toMatchObject({ slope: null, why: 'not-positive', numPoints: 0 })
  })

  it('has none for a run that diverged, before or after its first record', () => {
    expect(
      regretSlope(
        run((step) => step, TENTHS, true),
        'regret'
      )
    ).toMatchObject({ slope: null, why: 'diverged' })
    expect(
      regretSlope(
        run((step) => step, [], true),
        'regret'
      )
    ).toEqual({
      slope: null,
      why: 'diverged',
      numPoints: 0,
      numLeftOut: 0,
      averageRegret: Number.NaN
    })
  })
})

describe('rate evidence', () => {
  it('has one slope a run, in the order of seeds and starting points', () => {
    const hypothesis = {
      kind: 'rate',
      arm: 'adam',
      metric: 'regret',
      slopeBelow: -0.4,
      over: 'initial-points'
    } as const
    const roles = [role('b', { initialPoint: 1 }), role('a', { initialPoint: -1 }), role('other', { arm: 'amsgrad' })]
    const results = new Map([
      ['a', run((step) => step ** 0.5)],
      ['b', run(() => 10)]
    ])
    const rate = { claim: claim({ hypothesis }), experiment: syntheticExperiment() }
    expect(collectEvidence(plan(roles, rate), results)).toEqual({
      kind: 'rate',
      metric: 'regret',
      arm: 'adam',
      over: 'initial-points',
      slopeBelow: -0.4,
      samples: [
        expect.objectContaining({ initialPoint: -1, runKey: 'a', slope: expect.closeTo(-0.5, 12) }),
        expect.objectContaining({ initialPoint: 1, runKey: 'b', slope: expect.closeTo(-1, 12), averageRegret: 0.01 })
      ]
    })
  })
})
