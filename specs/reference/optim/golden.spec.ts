import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type OptimizerFile, type OptimizerSpec, PRESETS, resolveOptimizer } from '../../../src/optim/presets'
import { type UpdateRule, updateRuleOf } from '../../../src/optim/updateRule'
import { plainVariants, presetVariants } from '../../support/presetVariants'
import { initOptimizer, optimizerStep } from './optimizer'

/** `fixtures/golden/optim/<optimizer>.json`: what libraries compute, and the arm of an experiment that says the same. */
interface Golden {
  readonly x0: readonly number[]
  readonly gradients: readonly (readonly number[])[]
  readonly cases: readonly {
    readonly tool: string
    readonly expression: string
    readonly optimizer: OptimizerFile
    readonly trajectory: readonly (readonly number[])[]
  }[]
}

const FOLDER = path.resolve(__dirname, '../../../fixtures/golden/optim')

/**
 * 40 updates of a handful of roundings each, reordered by the libraries, leave differences of 1e-13
 * at most. The nearest wrong variant is more than a million times further away than this, which is checked below.
 */
const TOLERANCE = 1e-12

function readGolden(optimizer: string): Golden {
  return JSON.parse(readFileSync(path.join(FOLDER, `${optimizer.toLowerCase()}.json`), 'utf8'))
}

function trajectoryOf(spec: OptimizerSpec, { x0, gradients }: Golden): number[][] {
  const context = { numSteps: gradients.length, domain: null }
  let x = Float64Array.from(x0)
  let state = initOptimizer(spec, x.length)
  return gradients.map((gradient) => {
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

/** As the script that made the files has them. */
const NUMBERS = {
  projection: 'none',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-3,
  momentum: 0.9,
  learningRates: { plain: 0.05, summed: 0.05, divided: 0.05 }
} as const
const VARIANTS = Object.entries(
  Object.assign(
    presetVariants(NUMBERS, { name: 'constant' }),
    plainVariants(NUMBERS, { name: 'inverse-sqrt' }),
    presetVariants(NUMBERS, { name: 'linear' })
  ) as Record<string, OptimizerSpec>
)

/** What an optimizer does to one tensor, whatever its name. */
function meaningOf(spec: OptimizerSpec): string {
  const rule: UpdateRule = { ...updateRuleOf(spec), clipNormOf: 'all' }
  const sumsAlike = rule.momentum === 0 || spec.schedule.name === 'constant'
  return JSON.stringify([sumsAlike ? { ...rule, momentumOf: 'directions' } : rule, spec.schedule, spec.learningRate])
}

describe('golden trajectories of the update rules', () => {
  it('are there for every optimizer', () => {
    const expected = Object.keys(PRESETS).map((name) => `${name.toLowerCase()}.json`)
    expect(readdirSync(FOLDER).sort()).toEqual(expected.sort())
  })

  it('tell all variants apart, a million tolerances and more', () => {
    const golden = readGolden('AMSGrad')
    const trajectories = VARIANTS.map(([title, spec]) => ({ title, rows: trajectoryOf(spec, golden) }))
    expect(trajectories.length).toBeGreaterThanOrEqual(3 * 15)
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

describe.each(Object.keys(PRESETS))('golden trajectories of %s', (name) => {
  const golden = readGolden(name)

  it.each(golden.cases.map((each) => [each.expression, each] as const))('%s', (_, { optimizer, trajectory }) => {
    expect(optimizer.name).toBe(name)
    const resolved = resolveOptimizer(optimizer, 'none')
    expect(distance(trajectoryOf(resolved, golden), trajectory)).toBeLessThan(TOLERANCE)
    // And no other variant of any optimizer is the library's: were a setting not read, another would be.
    const others = VARIANTS.filter(([, spec]) => meaningOf(spec) !== meaningOf(resolved))
    const matching = others.filter(([, spec]) => distance(trajectoryOf(spec, golden), trajectory) <= TOLERANCE)
    expect(matching.map(([title]) => title)).toEqual([])
  })

  it('are there for every library that has a variant of its name', () => {
    const stated = golden.cases.map(({ optimizer }) => optimizer.variant)
    expect(new Set(stated.filter((variant) => variant !== undefined))).toEqual(
      new Set(Object.keys(PRESETS[name as keyof typeof PRESETS].variants))
    )
  })
})
