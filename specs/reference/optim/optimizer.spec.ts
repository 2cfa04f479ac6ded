import fc from 'fast-check'
import type { OptimizerSpec } from '../../../src/optim/presets'
import { initOptimizer, optimizerStep } from './optimizer'

const BASE = { learningRate: 0.5, schedule: { name: 'inverse-sqrt' }, projection: 'box' } as const
const ADAPTIVE = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, biasCorrection: true, epsilonPlacement: 'outside' } as const
const SPECS: readonly OptimizerSpec[] = [
  { name: 'SGD', ...BASE, momentum: 0.9 },
  { name: 'Adam', ...BASE, ...ADAPTIVE },
  { name: 'AMSGrad', ...BASE, ...ADAPTIVE, maximum: 'corrected' }
]
const CONTEXT = { numSteps: 100, domain: [-1, 1] } as const

describe.each(SPECS.map((spec) => [spec.name, spec] as const))('optimizerStep, %s', (_, spec) => {
  const vectors = fc.integer({ min: 1, max: 5 }).chain((size) => {
    const vector = fc.array(fc.double({ noNaN: true, min: -100, max: 100 }), { minLength: size, maxLength: size })
    return fc.array(vector, { minLength: 1, maxLength: 20 })
  })

  function run(rows: readonly (readonly number[])[]): number[][] {
    let x = new Float64Array(rows[0]!.length).fill(0.5)
    let state = initOptimizer(spec, x.length)
    return rows.map((gradient) => {
      const update = optimizerStep(spec, state, x, Float64Array.from(gradient), CONTEXT)
      x = Float64Array.from(update.x)
      state = update.state
      return [...x]
    })
  }

  it('writes neither to its arguments nor anywhere else: the same arguments give the same bits', () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        const x = new Float64Array(rows[0]!.length).fill(0.5)
        let state = initOptimizer(spec, x.length)
        for (const row of rows) {
          const gradient = Float64Array.from(row)
          const before = structuredClone({ state, x, gradient })
          const update = optimizerStep(spec, state, x, gradient, CONTEXT)
          expect({ state, x, gradient }).toEqual(before)
          expect(optimizerStep(spec, state, x, gradient, CONTEXT)).toEqual(update)
          state = update.state
        }
      })
    )
  })

  it('treats every coordinate by itself', () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        const together = run(rows)
        rows[0]!.forEach((_gradient, i) => {
          expect(run(rows.map((row) => [row[i]!]))).toEqual(together.map((row) => [row[i]!]))
        })
      })
    )
  })

  it('stays in the box, and counts its updates', () => {
    fc.assert(
      fc.property(vectors, (rows) => {
        for (const value of run(rows).flat()) expect(Math.abs(value)).toBeLessThanOrEqual(1)
      })
    )
    const update = optimizerStep(spec, initOptimizer(spec, 1), Float64Array.of(0), Float64Array.of(1), CONTEXT)
    expect(update.state.step).toBe(1)
  })

  it('applies the schedule at t = 1, 2, ...: the first step at alpha, the second at alpha/sqrt(2)', () => {
    const constant = { ...spec, schedule: { name: 'constant' }, projection: 'none' } as const
    const scheduled = { ...spec, projection: 'none' } as const
    const x = Float64Array.of(0)
    const gradient = Float64Array.of(1)
    const a1 = optimizerStep(constant, initOptimizer(spec, 1), x, gradient, CONTEXT)
    const b1 = optimizerStep(scheduled, initOptimizer(spec, 1), x, gradient, CONTEXT)
    expect(b1.x).toEqual(a1.x)
    const a2 = optimizerStep(constant, a1.state, x, gradient, CONTEXT)
    const b2 = optimizerStep(scheduled, b1.state, x, gradient, CONTEXT)
    // two roundings: of alpha/sqrt(2) and of its product
    expect(Math.abs(b2.x[0]! / a2.x[0]! - Math.SQRT1_2)).toBeLessThan(4 * Number.EPSILON)
  })

  it('needs a domain for a box', () => {
    const step = () =>
      optimizerStep(spec, initOptimizer(spec, 1), Float64Array.of(0), Float64Array.of(1), { numSteps: 1, domain: null })
    expect(step).toThrow(RangeError)
  })
})

describe('optimizerStep', () => {
  it('as in its documentation', () => {
    const spec = {
      name: 'SGD',
      momentum: 0,
      learningRate: 0.5,
      schedule: { name: 'constant' },
      projection: 'none'
    } as const
    const update = optimizerStep(spec, initOptimizer(spec, 1), Float64Array.of(1), Float64Array.of(3), {
      numSteps: 1,
      domain: null
    })
    expect(update.x).toEqual(Float64Array.of(-0.5))
  })
})
