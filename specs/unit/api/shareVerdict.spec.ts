import { shareVerdict } from '../../../src/api/shareVerdict'
import { InputError } from '../../../src/errors'
import { clopperPearson } from '../../../src/stats/clopperPearson'

const seeds = (successes: number, failures: number) => [
  ...new Array<boolean>(successes).fill(true),
  ...new Array<boolean>(failures).fill(false)
]

describe('shareVerdict', () => {
  // statistics.md, section 4: all successes decide from these numbers on.
  it.each([
    [0.5, 6],
    [0.8, 17],
    [0.9, 36],
    [0.95, 72]
  ])('of a share of %d needs %d successes without a failure', (share, n) => {
    expect(shareVerdict(seeds(n, 0), share).outcome).toBe('reproduced')
    expect(shareVerdict(seeds(n - 1, 0), share).outcome).toBe('inconclusive')
  })

  it('is refuted where too few succeed', () => {
    expect(shareVerdict(seeds(2, 18), 0.8)).toMatchObject({
      outcome: 'refuted',
      subtype: 'too-few',
      analysis: { successes: 2, numSeeds: 20, interval: clopperPearson(2, 20, 0.95) }
    })
  })

  it('with seeds added stands at the look that decided', () => {
    // The same section: the e-process of 24 successes is the first to reach 20 at a share of .8.
    const sequential = { method: 'beta-binomial', firstLook: 6, maxSeeds: 100 } as const
    expect(shareVerdict(seeds(24, 76), 0.8, { sequential }).outcome).toBe('reproduced')
    expect(shareVerdict(seeds(23, 0), 0.8, { sequential }).outcome).toBe('inconclusive')
    const late = { ...sequential, firstLook: 30 }
    expect(shareVerdict(seeds(29, 0), 0.8, { sequential: late }).outcome).toBe('inconclusive')
  })

  it('refuses a share or an alpha out of range', () => {
    expect(() => shareVerdict(seeds(3, 0), 1)).toThrow(InputError)
    expect(() => shareVerdict(seeds(3, 0), 0.5, { alpha: 2 })).toThrow(RangeError)
  })
})
