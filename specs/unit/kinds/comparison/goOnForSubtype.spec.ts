import type { Verdict } from '../../../../src/kinds'
import { goOnForSubtype } from '../../../../src/kinds/comparison/goOnForSubtype'
import type { PairedLook } from '../../../../src/kinds/comparison/monitorPairs'

const refuted = (subtype: string) => ({ outcome: 'refuted', subtype }) as Verdict
const belowMargin: Verdict = { outcome: 'below-margin', subtype: null }
const contradictory: Verdict = { outcome: 'inconclusive', subtype: 'contradictory-looks' }
const failed: Verdict = { outcome: 'not-evaluable', subtype: 'too-many-failures' }

/** Only what going on depends on. */
function look(n: number, verdict: Verdict, isLook = true): PairedLook {
  return { n, isLook, verdict: () => verdict } as unknown as PairedLook
}

const stop = look(10, refuted('no-better'))
const goOn = (later: readonly PairedLook[], max = 30, numEntered = later.at(-1)?.n ?? stop.n) => {
  const monitoring = goOnForSubtype(stop, later, 0.05, numEntered, max)
  return monitoring === null ? null : { ...monitoring, state: monitoring.state.n }
}

describe('goOnForSubtype', () => {
  test('goes on while the subtype may become another, and ends with the first that stays', () => {
    const later = [look(11, refuted('higher')), look(12, refuted('equivalent')), look(13, refuted('opposite'))]
    expect(goOn(later)).toEqual({ atStop: 'no-better', state: 12, entered: 12, open: false, contradictory: false })
    expect(goOn(later.slice(0, 1))).toMatchObject({ state: 11, entered: 11, open: true })
    expect(goOn([])).toMatchObject({ state: 10, entered: 10, open: true })
  })

  test('ends where its seeds do, whatever else was run', () => {
    const later = [look(11, refuted('no-better')), look(12, refuted('higher')), look(13, refuted('equivalent'))]
    expect(goOn(later, 12)).toMatchObject({ state: 12, entered: 12, open: false })
    expect(goOn(later, 11)).toMatchObject({ state: 11, entered: 11, open: false })
    expect(goOn(later, 10)).toBeNull()
  })

  test('what is no look of the method changes nothing, so that it does not matter how many seeds a round adds', () => {
    const later = [look(13, refuted('higher')), look(15, refuted('equivalent'), false)]
    expect(goOn(later)).toMatchObject({ state: 13, entered: 15, open: true })
    expect(goOn(later, 15)).toMatchObject({ state: 13, entered: 15, open: false })
  })

  test('a later look may show that it is lower after all, by less than the margin', () => {
    const later = [look(11, refuted('no-better')), look(12, belowMargin), look(13, refuted('opposite'))]
    expect(goOn(later)).toEqual({ atStop: 'no-better', state: 12, entered: 12, open: false, contradictory: false })
  })

  test('a look that cannot be evaluated is passed over', () => {
    const later = [look(11, failed), look(12, refuted('higher-by-less-than-margin'))]
    expect(goOn(later)).toMatchObject({ state: 12, entered: 12, open: false })
    expect(goOn(later.slice(0, 1))).toMatchObject({ state: 10, entered: 11, open: true })
  })

  test('looks that contradict each other end it with what was known before', () => {
    const later = [look(11, refuted('higher')), look(12, contradictory), look(13, refuted('equivalent'))]
    expect(goOn(later)).toEqual({ atStop: 'no-better', state: 11, entered: 12, open: false, contradictory: true })
  })

  test.each([refuted('opposite'), refuted('equivalent'), refuted('higher-by-less-than-margin')])(
    'there is nothing to go on for after %o',
    (verdict) => expect(goOnForSubtype(look(10, verdict), [], 0.05, 10, 30)).toBeNull()
  )

  test.each([{ outcome: 'reproduced', subtype: null } as const, belowMargin, contradictory, failed])(
    'nor where the claim is not refuted: %o',
    (verdict) => expect(goOnForSubtype(look(10, verdict), [], 0.05, 10, 30)).toBeNull()
  )
})
