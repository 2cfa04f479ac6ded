import { collectEvidence } from '../../../../src/judge/collectEvidence'
import type { ConvergesMoreOftenHypothesis } from '../../../../src/kinds/converges-more-often/types'
import { claim, syntheticExperiment } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

const CONTRAST: ConvergesMoreOftenHypothesis = {
  kind: 'converges-more-often',
  treatment: 'amsgrad',
  control: 'adam',
  metric: 'x.windowMean',
  target: -1,
  tolerance: 0.1
}
const contrast = { claim: claim({ hypothesis: CONTRAST }), experiment: syntheticExperiment() }
const at = (key: string, arm: string, seed: number) => role(key, { arm, seed, initialPoint: 0.5 })

describe('contrast evidence', () => {
  const roles = [at('b1', 'amsgrad', 1), at('a0', 'adam', 0), at('a1', 'adam', 1), at('b0', 'amsgrad', 0)]
  const results = new Map([
    ['a0', result({ 'x.windowMean': series(0, 1, 1, 1, 1, 1, 1, 1) })],
    ['b0', result({ 'x.windowMean': series(0, -0.95, -0.95, -0.95, -0.95, -0.95, -0.95, -0.95) })],
    ['a1', result({ 'x.windowMean': series(0, 0) }, true)],
    ['b1', result({ 'x.windowMean': series(0, -0.1, -0.2, -0.3, -0.4, -0.5, -0.55, -0.6) })]
  ])

  it('pairs the arms by seed, whatever finished first', () => {
    const evidence = collectEvidence(plan(roles, contrast), results)
    expect(evidence).toEqual(collectEvidence(plan([...roles].reverse(), contrast), results))
    expect(evidence).toEqual({
      kind: 'converges-more-often',
      metric: 'x.windowMean',
      control: 'adam',
      treatment: 'amsgrad',
      target: -1,
      tolerance: 0.1,
      pairs: [
        {
          seed: 0,
          initialPoint: 0.5,
          control: { runKey: 'a0', value: 1, reached: false, settled: true },
          treatment: { runKey: 'b0', value: -0.95, reached: true, settled: true }
        },
        {
          seed: 1,
          initialPoint: 0.5,
          control: { runKey: 'a1', value: Number.NaN, reached: false, settled: true },
          treatment: { runKey: 'b1', value: -0.6, reached: false, settled: false }
        }
      ]
    })
  })

  it('refuses a seed without a partner', () => {
    expect(() => collectEvidence(plan(roles.slice(1), contrast), results)).toThrow(/seed 1 .* has no run of amsgrad/)
  })
})
