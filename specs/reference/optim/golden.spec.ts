import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { AdamSpec, AmsgradSpec, OptimizerSpec, Schedule, SgdSpec } from '../../../src/claims/types'
import { initOptimizer, optimizerStep } from './optimizer'

interface Golden {
  readonly origin: { readonly tool: string; readonly expression: string; readonly script: string }
  readonly x0: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly trajectory: readonly (readonly number[])[]
}

const FOLDER = path.resolve(__dirname, '../../../fixtures/golden/optim')

/**
 * 40 updates of a handful of roundings each, reordered by the libraries, leave differences of 1e-13
 * at most. The nearest wrong variant is more than a million times further away than this, which is checked below.
 */
const TOLERANCE = 1e-12

function readGolden(name: string): Golden {
  return JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'))
}

function trajectoryOf(spec: OptimizerSpec, golden: Golden): number[][] {
  const context = { numSteps: golden.gradients.length, domain: null }
  let x = Float64Array.from(golden.x0)
  let state = initOptimizer(spec, x.length)
  return golden.gradients.map((gradient) => {
    const update = optimizerStep(spec, state, x, Float64Array.from(gradient), context)
    x = Float64Array.from(update.x)
    state = update.state
    return [...x]
  })
}

/** The largest relative difference of any coordinate at any step. */
function distance(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number {
  const differences = a.flatMap((row, t) => row.map((value, i) => Math.abs(value - b[t]![i]!) / Math.abs(b[t]![i]!)))
  return Math.max(...differences)
}

const SCHEDULES: readonly Schedule[] = [{ name: 'constant' }, { name: 'inverse-sqrt' }, { name: 'linear' }]
const SHARED = { learningRate: 0.05, projection: 'none' } as const
const ADAPTIVE = { ...SHARED, beta1: 0.9, beta2: 0.99, epsilon: 1e-3 } as const

/** Every optimizer that a spec can describe at these settings, by name. Variants that are one and the same share one. */
const VARIANTS: ReadonlyMap<string, OptimizerSpec> = new Map(SCHEDULES.flatMap(variantsUnder))

function variantsUnder(schedule: Schedule): [string, OptimizerSpec][] {
  const sgd = [0, 0.9].map((momentum): [string, SgdSpec] => [
    `SGD, momentum ${momentum}, ${schedule.name}`,
    { name: 'SGD', ...SHARED, schedule, momentum }
  ])
  const adaptive = [true, false].flatMap((biasCorrection) =>
    // without bias correction the uncorrected epsilon is the plain one
    (['outside', 'inside', ...(biasCorrection ? (['outside-uncorrected'] as const) : [])] as const).flatMap(
      (epsilonPlacement): [string, AdamSpec | AmsgradSpec][] => {
        const settings = { ...ADAPTIVE, schedule, biasCorrection, epsilonPlacement }
        const title = `${biasCorrection ? 'corrected' : 'plain'}, ${epsilonPlacement}, ${schedule.name}`
        // and then there is one maximum
        const maxima = biasCorrection ? (['uncorrected', 'corrected'] as const) : (['uncorrected'] as const)
        return [
          [`Adam, ${title}`, { name: 'Adam', ...settings }],
          ...maxima.map((maximum): [string, AmsgradSpec] => [
            `AMSGrad, ${title}${biasCorrection ? `, max ${maximum}` : ''}`,
            { name: 'AMSGrad', ...settings, maximum }
          ])
        ]
      }
    )
  )
  return [...sgd, ...adaptive]
}

const EXPECTED: readonly (readonly [string, string])[] = [
  ['torch-adam', 'Adam, corrected, outside, constant'],
  ['torch-amsgrad', 'AMSGrad, corrected, outside, constant, max uncorrected'],
  ['torch-amsgrad-linear', 'AMSGrad, corrected, outside, linear, max uncorrected'],
  ['torch-sgd', 'SGD, momentum 0, constant'],
  ['torch-sgd-momentum-linear', 'SGD, momentum 0.9, linear'],
  ['optax-adam', 'Adam, corrected, outside, constant'],
  ['optax-adam-eps-root', 'Adam, corrected, inside, constant'],
  ['optax-amsgrad', 'AMSGrad, corrected, outside, constant, max corrected'],
  ['optax-amsgrad-eps-root', 'AMSGrad, corrected, inside, constant, max corrected'],
  ['optax-amsgrad-inverse-sqrt', 'AMSGrad, corrected, outside, inverse-sqrt, max corrected'],
  ['optax-amsgrad-no-bias-correction', 'AMSGrad, plain, outside, constant'],
  ['optax-amsgrad-no-bias-correction-eps-root', 'AMSGrad, plain, inside, constant'],
  ['keras-adam', 'Adam, corrected, outside-uncorrected, constant'],
  ['keras-amsgrad', 'AMSGrad, corrected, outside-uncorrected, constant, max uncorrected'],
  ['keras-sgd-momentum', 'SGD, momentum 0.9, constant'],
  ['paper-adam', 'Adam, plain, outside, constant']
]

describe('golden trajectories of the update rules', () => {
  it('are all tested', () => {
    expect(EXPECTED.map(([name]) => `${name}.json`).sort()).toEqual(readdirSync(FOLDER).sort())
  })

  it.each(EXPECTED)('%s is matched by exactly one variant: %s', (name, expected) => {
    const golden = readGolden(name)
    const matching = [...VARIANTS].filter(
      ([, spec]) => distance(trajectoryOf(spec, golden), golden.trajectory) <= TOLERANCE
    )
    expect(matching.map(([title]) => title)).toEqual([expected])
  })

  it('tell all variants apart, a million tolerances and more', () => {
    const golden = readGolden('torch-amsgrad')
    const trajectories = [...VARIANTS].map(([title, spec]) => ({ title, rows: trajectoryOf(spec, golden) }))
    expect(trajectories).toHaveLength(3 * 15)
    for (const a of trajectories) {
      for (const b of trajectories) {
        if (a.title === b.title) continue
        const apart = distance(a.rows, b.rows)
        expect({ a: a.title, b: b.title, apart: apart > 1e6 * TOLERANCE }).toEqual({
          a: a.title,
          b: b.title,
          apart: true
        })
      }
    }
  })
})
