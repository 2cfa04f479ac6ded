import { PRESETS } from '../../../src/optim/presets'
import { dividingSlot, type Optimizer, SETTINGS, slotsOf, updateRuleOf } from '../../../src/optim/updateRule'

const base: Optimizer = { name: 'any', learningRate: 0.1, schedule: { name: 'constant' }, projection: 'none' }
const rule = (settings: Partial<Optimizer>) => updateRuleOf({ ...base, ...settings })

describe('the update rule', () => {
  it('is plain gradient descent, but for what is set', () => {
    expect(updateRuleOf(base)).toMatchObject({ beta1: 0, beta2: null, maximum: null, momentum: 0 })
    expect(updateRuleOf({ ...base, beta2: 0.9 })).toEqual({ ...updateRuleOf(base), beta2: 0.9 })
  })

  it('does not depend on the name, nor on what is no part of it', () => {
    const other: Optimizer = { name: 'other', learningRate: 1, schedule: { name: 'linear' }, projection: 'box' }
    expect(updateRuleOf(other)).toEqual(updateRuleOf(base))
    expect(Object.keys(updateRuleOf(other)).sort()).toEqual([...SETTINGS].sort())
  })

  it('keeps what its factors do not make 0', () => {
    expect(slotsOf(rule({}))).toEqual([])
    expect(slotsOf(rule({ momentum: 0.9 }))).toEqual(['velocity'])
    expect(slotsOf(rule({ beta1: 0, beta2: 0 }))).toEqual(['secondMoment'])
    expect(slotsOf(rule({ beta1: 0.9, beta2: 0.99, maximum: 'corrected', momentum: 0.5 }))).toEqual([
      'firstMoment',
      'secondMoment',
      'maximum',
      'velocity'
    ])
  })

  it('is divided by the maximum where there is one, and only of a second moment', () => {
    expect(dividingSlot(rule({}))).toBeNull()
    expect(dividingSlot(rule({ beta2: 0.9 }))).toBe('secondMoment')
    expect(dividingSlot(rule({ beta2: 0.9, maximum: 'uncorrected' }))).toBe('maximum')
    expect(dividingSlot(rule({ maximum: 'uncorrected' }))).toBeNull()
  })

  it('has a setting for everything that a preset sets', () => {
    for (const { defaults, variants } of Object.values(PRESETS)) {
      for (const settings of [defaults, ...Object.values<object>(variants)]) {
        expect(SETTINGS).toEqual(expect.arrayContaining(Object.keys(settings)))
      }
    }
  })
})
