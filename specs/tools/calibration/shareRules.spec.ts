import { NULL_SHARE, SHARES, shareRules, shareTrial } from '../../../tools/calibration/shareRules'
import { isAboveNominal, simulate } from '../../../tools/calibration/simulate'

test.each(shareRules().map((rule) => [rule.id, rule] as const))('%s keeps its error rate', (_id, rule) => {
  for (const share of SHARES) {
    const cell = simulate(shareTrial(rule, share), rule.id === 'beta-binomial' ? 60 : 300)
    expect([share, isAboveNominal(cell)]).toEqual([share, false])
    // An interval that leaves the truth out more often than that is no 95 % interval.
    expect(isAboveNominal({ wrong: missed(cell), studies: cell.studies })).toBe(false)
  }
})

function missed({ coverage, studies }: ReturnType<typeof simulate>) {
  return { ...coverage!, count: studies - coverage!.count }
}

test('successes alone decide at 17 seeds, not at 10', () => {
  const shares = new Map(shareRules().map((rule) => [rule.id, simulate(shareTrial(rule, 1), 5)]))
  expect(shares.get('clopper-pearson-10')!.inconclusive.share).toBe(1)
  expect(shares.get('clopper-pearson-17')!.power.share).toBe(1)
  // statistics: all successes decide a share of .8 at n = 24, one look each.
  expect(shares.get('beta-binomial')!.meanN.mean).toBe(24)
  expect(SHARES).toContain(NULL_SHARE)
})
