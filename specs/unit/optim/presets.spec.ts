import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  isDivided,
  type OptimizerName,
  optionsOf,
  PRESETS,
  presetOf,
  resolveOptimizer,
  settingKeysOf,
  variantOf,
  variantsOf
} from '../../../src/optim/presets'

const SOURCE = path.resolve(__dirname, '../../../src')
const NAMES = Object.keys(PRESETS) as OptimizerName[]

describe('the presets', () => {
  it.each(NAMES)('%s has the same settings in every variant, none of them among those with defaults', (name) => {
    const { defaults, variants } = PRESETS[name]
    const settings = Object.values<object>(variants).map((variant) => Object.keys(variant).sort())
    for (const keys of settings) expect(keys).toEqual(settings[0])
    expect(Object.keys(defaults).filter((key) => settings[0]?.includes(key))).toEqual([])
  })

  it.each(NAMES)('%s has an epsilon with its place where a second moment divides', (name) => {
    const keys = [...settingKeysOf(name), ...Object.keys(PRESETS[name].fixed)]
    expect(keys.includes('epsilon') && keys.includes('epsilonPlacement')).toBe(isDivided(name))
  })

  it.each(NAMES)('%s: what is fixed is nowhere a setting, and options are no settings', (name) => {
    const { fixed } = PRESETS[name]
    const others = [...settingKeysOf(name), ...optionsOf(name)]
    for (const key of Object.keys(fixed)) expect(others).not.toContain(key)
    expect(new Set(others).size).toBe(others.length)
  })

  it('leave an option out of what is run where it says nothing', () => {
    const plain = { name: 'SGD', learningRate: 0.1 } as const
    const resolved = resolveOptimizer(plain, 'none')
    expect(resolveOptimizer({ ...plain, nesterov: false, weightDecay: 0, lookahead: 0 }, 'none')).toEqual(resolved)
    expect(resolveOptimizer({ ...plain, nesterov: true }, 'none')).toEqual({ ...resolved, nesterov: true })
    // A setting that each of its runs has stays, whatever it is.
    expect(resolveOptimizer({ ...plain, momentum: 0 }, 'none')).toEqual({ ...resolved, momentum: 0 })
  })

  it('set what is fixed, whatever the variant', () => {
    const resolved = resolveOptimizer({ name: 'AdaGrad', variant: 'keras', learningRate: 0.1 }, 'none')
    expect(resolved).toMatchObject({ accumulation: 'sum', initialSecondMoment: 0.1, epsilon: 1e-7 })
  })

  it('know no other names', () => {
    for (const name of ['adam', 'toString', '', undefined, null, 3]) {
      expect(presetOf(name)).toBeNull()
      expect(settingKeysOf(name)).toEqual([])
      expect(variantsOf(name)).toEqual([])
    }
    expect(variantOf('Adam', 'toString')).toBeNull()
    expect(variantOf('SGD', 'paper')).toBeNull()
    expect(variantOf('Adam', 'keras')).toMatchObject({ epsilon: 1e-7 })
  })

  it('have the names of the optimizers to themselves: nothing else in the program asks for one', () => {
    const quoted = new RegExp(`['"\`](${NAMES.join('|')})['"\`]`)
    const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    const places = files.filter((file) => quoted.test(readFileSync(path.join(SOURCE, file), 'utf8')))
    // Files that `claimcheck new` writes have arms like any other.
    expect(places.map((file) => file.split(path.sep).join('/')).sort()).toEqual([
      'optim/presets.ts',
      'runs/classification/templates.ts',
      'runs/synthetic/templates.ts'
    ])
  })
})
