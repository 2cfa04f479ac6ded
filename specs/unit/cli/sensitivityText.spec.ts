import { powerText } from '../../../src/cli/commands/power'
import { sensitivityPlanText } from '../../../src/cli/commands/sensitivity'
import { pilotEffects } from '../../../src/sensitivity/pilot'
import { powerOf } from '../../../src/sensitivity/power'
import { LOWER } from '../../support/builders'
import { FakeRuns, studyOf, TUNED } from '../sensitivity/studies'

describe('sensitivityPlanText', () => {
  it('a line a part, what is cached, and what the chosen settings will add', () => {
    const runs = new FakeRuns(() => 1)
    const study = studyOf({ claim: TUNED })
    const first = runs.plan(study)
    const text = sensitivityPlanText({ claim: study.claim, ...first, round: 1 }, 2)
    expect(text).toMatch(
      /sensitivity of toy\/claim, 24 runs and up to 66 when these have finished, 0 cached, about .* on 2 workers/
    )
    expect(text).toMatch(/^ {2}toy\/claim: 24 runs, 0 cached$/m)
    const done = runs.complete(study)
    expect(sensitivityPlanText({ claim: study.claim, ...done, round: 1 }, 1)).toMatch(
      /80 runs, 80 cached, nothing to run/
    )
  })
})

describe('powerText', () => {
  const question = { effects: [0.8], alpha: 0.05, power: 0.9, firstLook: 10, maxPairs: 30 }

  it('tells the pairs of every rule', () => {
    const text = powerText(question, powerOf(question, 50), null)
    expect(text).toMatch(/^a fixed number +19 +90 %$/m)
    expect(text).toMatch(/^sign-flip, until decided +\d/m)
    expect(text).toMatch(/looks from 10 on/)
  })

  it('says so where no practical number is enough', () => {
    const hopeless = { ...question, effects: [0.01] }
    expect(powerText(hopeless, powerOf(hopeless, 50), null)).toMatch(/a fixed number +over 1,000/)
  })

  it('a pilot of few pairs comes with a warning', () => {
    const pilot = {
      claim: TUNED,
      budget: { min: 10, max: 10 },
      familySize: 1,
      ...pilotEffects(LOWER, [-0.02, -0.01, -0.03])
    }
    const text = powerText({ ...question, effects: pilot.effects }, powerOf(question, 50), pilot)
    expect(text).toMatch(/^Pilot: 3 pairs of toy\/claim: theta -0\.02/)
    expect(text).toMatch(/So few pairs hardly tell the effect/)
  })
})
