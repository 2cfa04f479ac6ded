import fc from 'fast-check'
import { runNameOf, safeName } from '../../../src/export/runNames'
import { HOSTILE_TEXTS } from '../report/hostile'
import { exported, roleOf } from './runs'

describe('safeName', () => {
  it.each([
    ['a/b', 'a_b'],
    ['..', '_'],
    ['', '_'],
    ['.hidden', 'hidden'],
    ['con', '_con'],
    ['NUL.txt', '_NUL.txt'],
    ['console', 'console'],
    ['ends with a dot.', 'ends_with_a_dot'],
    ['שלום', '_']
  ])('of %j is %j', (text, name) => expect(safeName(text)).toBe(name))

  it('is a name on every file system, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_TEXTS)), (text) => {
        expect(safeName(text)).toMatch(/^(?!\.)[A-Za-z0-9._-]{1,61}(?<!\.)$/)
      })
    )
  })
})

describe('runNameOf', () => {
  const run = exported(3)

  it('is made of the role that a report gives', () => {
    expect(runNameOf({ ...run, roles: [roleOf(run, 'adam')] })).toEqual({
      groups: ['toy', 'adam'],
      name: `learningRate-0.1-seed-3-${run.key.slice(0, 12)}`
    })
    const role = roleOf(run, 'adam', { purpose: 'selection', initialPoint: -1 })
    expect(runNameOf({ ...run, roles: [role] }).name).toMatch(/^selection-learningRate-0\.1-seed-3-start--1-/)
  })

  it('is made of the spec where there is no report', () => {
    expect(runNameOf(run).groups).toEqual(['bernoulli-linear', 'AMSGrad'])
  })
})
