import { gridSettings } from '../../../../src/claims/grid'
import type { Setting } from '../../../../src/claims/types'
import { collectEvidence } from '../../../../src/judge/collectEvidence'
import type { SettingsHypothesis } from '../../../../src/kinds/lower-at-majority/types'
import { claim, classificationExperiment, LOWER, syntheticExperiment } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'

const { tuning: _tuning, ...stated } = LOWER
const hypothesis: SettingsHypothesis = { ...stated, kind: 'lower-at-majority' }
const experiment = classificationExperiment()
const settings = gridSettings(experiment.grid)

const keyOf = (arm: string, seed: number, setting: Setting) => `${arm} ${seed} ${setting.learningRate} ${setting.beta2}`
const roles = [1, 0].flatMap((seed) =>
  settings
    .toReversed()
    .flatMap((setting) => ['amsgrad', 'adam'].map((arm) => role(keyOf(arm, seed, setting), { arm, seed, setting })))
)
const results = new Map(
  roles.map(({ key, setting, seed, arm }) => {
    const loss = Number(setting.learningRate) + seed / 10 + (arm === 'adam' ? 1 : 0)
    return [key, result({ 'train.loss': series(2, loss) })]
  })
)

describe('settingsEvidence', () => {
  const evidence = collectEvidence(plan(roles, { claim: claim({ hypothesis }), experiment }), results)

  it('is one comparison a setting, in the order of the grid, each in seed order', () => {
    if (evidence?.kind !== 'settings') throw new Error('a map has the evidence of one')
    expect(evidence.cells.map(({ treatment, control }) => [treatment.setting, control.setting])).toEqual(
      settings.map((setting) => [setting, setting])
    )
    for (const { pairs, treatment } of evidence.cells) {
      expect(pairs.map(({ seed }) => seed)).toEqual([0, 1])
      for (const pair of pairs) {
        expect(pair.treatment.runKey).toBe(keyOf('amsgrad', pair.seed, treatment.setting))
        expect(pair.control.runKey).toBe(keyOf('adam', pair.seed, treatment.setting))
        expect(pair.control.value).toBe(Number(treatment.setting.learningRate) + pair.seed / 10 + 1)
      }
    }
    expect(evidence.cells[0]).toMatchObject({ kind: 'paired', measure: { kind: 'final' }, chanceLevel: Math.log(10) })
  })

  it('is missing where the experiment has no grid to speak of', () => {
    const online = plan([], { claim: claim({ hypothesis }), experiment: syntheticExperiment() })
    expect(() => collectEvidence(online, results)).toThrow(/about the settings of a grid/)
  })
})
