import fc from 'fast-check'
import { canonicalJson } from '../../../src/json/canonical'
import { differencesBetween } from '../../../src/registration/differences'

describe('differencesBetween', () => {
  it('names the place, with the value then and now', () => {
    const registered = { hypothesis: { margin: { relative: 0.01 } }, decision: { mode: 'fixed', seeds: { max: 10 } } }
    const now = { hypothesis: { margin: { relative: 0 } }, decision: { mode: 'anytime-valid', seeds: { max: 10 } } }
    expect(differencesBetween(registered, now)).toEqual([
      { path: '$.decision.mode', registered: '"fixed"', now: '"anytime-valid"' },
      { path: '$.hypothesis.margin.relative', registered: '0.01', now: '0' }
    ])
  })

  it('tells what was added or taken away', () => {
    expect(differencesBetween({ a: { b: 1 } }, { c: null })).toEqual([
      { path: '$.a', registered: '{"b":1}', now: null },
      { path: '$.c', registered: null, now: 'null' }
    ])
  })

  it('shows a list of plain values as a whole, and compares a list of objects item by item', () => {
    expect(differencesBetween({ grid: [0.1, 0.2] }, { grid: [0.05, 0.1, 0.2] })).toEqual([
      { path: '$.grid', registered: '[0.1,0.2]', now: '[0.05,0.1,0.2]' }
    ])
    expect(differencesBetween([{ units: 10 }], [{ units: 100 }, { rate: 0.5 }])).toEqual([
      { path: '$[0].units', registered: '10', now: '100' },
      { path: '$[1]', registered: null, now: '{"rate":0.5}' }
    ])
  })

  it('does not compare the parts of an object with those of a list or of nothing', () => {
    expect(differencesBetween({ tuning: { seeds: 3 } }, { tuning: null })).toEqual([
      { path: '$.tuning', registered: '{"seeds":3}', now: 'null' }
    ])
    expect(differencesBetween({ a: ['x'] }, { a: { 0: 'x' } })).toEqual([
      { path: '$.a', registered: '["x"]', now: '{"0":"x"}' }
    ])
  })

  const plain = fc.jsonValue({ maxDepth: 3 })

  it('finds something exactly where the canonical JSON differs', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(differencesBetween(a, structuredClone(a))).toEqual([])
        expect(differencesBetween(a, b).length === 0).toBe(canonicalJson(a) === canonicalJson(b))
      })
    )
  })

  it('is mirrored when the sides are swapped', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const swapped = differencesBetween(b, a).map((each) => ({
          ...each,
          registered: each.now,
          now: each.registered
        }))
        expect(differencesBetween(a, b)).toEqual(swapped)
      })
    )
  })
})
