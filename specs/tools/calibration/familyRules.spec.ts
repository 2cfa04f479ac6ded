import seedrandom from 'seedrandom'
import { FAMILY_SIZE, familyEffects, familyRules, familyTrial } from '../../../tools/calibration/familyRules'

test.each(familyRules().map((rule) => [rule.id, rule] as const))('%s is judged as one family', (_id, rule) => {
  const sizes: number[] = []
  const levels: number[] = []
  const watched = {
    ...rule,
    judge: (members: Parameters<typeof rule.judge>[0]) => {
      sizes.push(members.length, new Set(members.map(({ claim }) => claim.id)).size)
      levels.push(...members.map(({ claim }) => claim.decision.alpha))
      return rule.judge(members)
    }
  }
  const outcome = familyTrial(watched, familyEffects(2)).study(seedrandom.alea(`specs/${rule.id}`))
  expect(sizes).toEqual([FAMILY_SIZE, FAMILY_SIZE])
  expect(new Set(levels)).toEqual(new Set([0.05]))
  expect(outcome).toMatchObject({ n: rule.member.maxPairs, covered: null })
})

test('a family is wrong where any of its verdicts is', () => {
  const [rule] = familyRules()
  const reproduced = { outcome: 'reproduced', subtype: null } as const
  const open = { outcome: 'inconclusive', subtype: null } as const
  const study = (numTrue: number, verdicts: ReturnType<NonNullable<typeof rule>['judge']>) =>
    familyTrial({ ...rule!, judge: () => verdicts }, familyEffects(numTrue)).study(seedrandom.alea('specs/family'))
  // familyEffects(2): the first two claims are true, the others lie on the margin.
  expect(study(2, [reproduced, reproduced, open, open, open])).toMatchObject({ wrong: false, decided: false })
  expect(study(2, [reproduced, open, open, open, reproduced])).toMatchObject({ wrong: true, decided: false })
  expect(study(5, [reproduced, reproduced, reproduced, reproduced, reproduced])).toMatchObject({
    wrong: false,
    decided: true
  })
})
