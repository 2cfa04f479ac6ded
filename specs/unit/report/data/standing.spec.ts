import { buildReport } from '../../../../src/report/data/build'
import { isUnexpected, type Standing, standingOf } from '../../../../src/report/data/standing'
import type { JudgedClaim } from '../../../../src/report/data/types'
import { registeredWords } from '../../../../src/report/words'
import { everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const entryOf = (id: string) => report.claims.find(({ claim }) => claim.id === id) as JudgedClaim
const asRegistered = entryOf('toy/opposite')
const unregistered: JudgedClaim = { ...entryOf('toy/reproduced'), registered: null }
const provisional = { ...unregistered, judgement: { ...unregistered.judgement, provisional: true } } as JudgedClaim

describe('standingOf', () => {
  it.each<[Standing, string, boolean, JudgedClaim]>([
    ['as-registered', 'as registered', false, asRegistered],
    ['differs', 'NOT as registered', true, entryOf('toy/equivalent')],
    ['none-registered', 'none registered', false, unregistered],
    ['not-reproduced', 'NOT reproduced', true, { ...unregistered, matches: false }],
    ['not-counted', 'NOT counted', true, provisional],
    ['on-other-data', 'not registered for b', false, { ...unregistered, matches: false, substitute: 'b' }]
  ])('is %s', (standing, words, unexpected, entry) => {
    expect(standingOf(entry)).toBe(standing)
    expect(registeredWords(entry)).toBe(words)
    expect(isUnexpected(entry)).toBe(unexpected)
  })

  it('asks what is registered before it asks whether the verdict counts', () => {
    expect(standingOf({ ...provisional, registered: asRegistered.registered, matches: false })).toBe('differs')
    expect(standingOf({ ...provisional, substitute: 'b' })).toBe('not-counted')
  })
})
