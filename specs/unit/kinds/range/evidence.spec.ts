import { collectEvidence } from '../../../../src/judge/collectEvidence'
import type { RangeHypothesis } from '../../../../src/kinds/range/types'
import { claim } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

describe('rangeEvidence', () => {
  const roles = [role('b', { arm: 'adam', seed: 1 }), role('a', { arm: 'adam', seed: 0 })]
  const results = new Map([
    ['a', result({ 'train.loss': series(2, 1, 0.5) })],
    ['b', result({ 'train.loss': series(4, 1, 0.75) })]
  ])

  it.each([
    [undefined, [0.5, 0.75]],
    ['first', [2, 4]],
    ['last-change', [0.5, 0.25]],
    ['best', [0.5, 0.75]],
    [{ epoch: 2 }, [1, 1]],
    [{ last: 2 }, [0.75, 0.875]]
  ] as const)('takes of each seed what the claim is about: %s', (at, values) => {
    const stated: RangeHypothesis = { kind: 'range', arm: 'adam', metric: 'train.loss', low: 0, high: 1, tuning: null }
    const hypothesis = { ...stated, ...(at !== undefined && { at }) }
    const ranged = { ...plan(roles), claim: { ...claim(), hypothesis } }
    const evidence = collectEvidence(ranged, results)
    expect(evidence.samples.map(({ seed, value }) => [seed, value])).toEqual(values.map((value, seed) => [seed, value]))
    // As a point, which says all that it takes to find it.
    expect(evidence.at === undefined).toBe(at === undefined)
    expect(evidence.samples.every(({ failure }) => failure === null)).toBe(true)
  })

  it('counts a run that ended before the point as one that says nothing', () => {
    const at = { epoch: 3 }
    const hypothesis: RangeHypothesis = {
      kind: 'range',
      arm: 'adam',
      metric: 'train.loss',
      at,
      low: 0,
      high: 1,
      tuning: null
    }
    const stopped = new Map([...results, ['b', result({ 'train.loss': series(4, 1) })]])
    const { samples } = collectEvidence({ ...plan(roles), claim: { ...claim(), hypothesis } }, stopped)
    expect(samples).toMatchObject([
      { value: 0.5, failure: null },
      { value: Number.NaN, failure: 'incomplete' }
    ])
  })
})
