import { buildReport } from '../../../../src/report/data/build'
import { isUnexpected, type Standing, standingOf } from '../../../../src/report/data/standing'
import type { JudgedClaim } from '../../../../src/report/data/types'
import { expectedWords } from '../../../../src/report/words'
import { everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const entryOf = (id: string) => report.claims.find(({ claim }) => claim.id === id) as JudgedClaim
const asExpected = entryOf('toy/opposite')
const unregistered: JudgedClaim = { ...entryOf('toy/reproduced'), expected: null }
const provisional = { ...unregistered, judgement: { ...unregistered.judgement, provisional: true } } as JudgedClaim

describe('standingOf', () => {
  it.each<[Standing, string, boolean, JudgedClaim]>([
    ['as-expected', 'as expected', false, asExpected],
    ['differs', 'NOT as expected', true, entryOf('toy/equivalent')],
    ['none-expected', 'none expected', false, unregistered],
    ['not-reproduced', 'NOT reproduced', true, { ...unregistered, matches: false }],
    ['not-counted', 'NOT counted', true, provisional],
    ['on-other-data', 'no outcome expected for b', false, { ...unregistered, matches: false, substitute: 'b' }]
  ])('is %s', (standing, words, unexpected, entry) => {
    expect(standingOf(entry)).toBe(standing)
    expect(expectedWords(entry)).toBe(words)
    expect(isUnexpected(entry)).toBe(unexpected)
  })

  it('asks what is registered before it asks whether the verdict counts', () => {
    expect(standingOf({ ...provisional, expected: asExpected.expected, matches: false })).toBe('differs')
    expect(standingOf({ ...provisional, substitute: 'b' })).toBe('not-counted')
  })
})
