import { toHaveOutcome } from '../../../src/jest/outcomeMatcher'
import { buildReport } from '../../../src/report/data/build'
import type { ReportClaim } from '../../../src/report/data/types'
import { everyOutcome } from '../report/inputs'

expect.extend({ toHaveOutcome })

const { claims } = buildReport(everyOutcome())
const outcomeOf = (id: string): ReportClaim => claims.find(({ claim }) => claim.id === `toy/${id}`)!

const equivalent = outcomeOf('equivalent')

describe('toHaveOutcome', () => {
  it('compares the measured outcome, and the subtype where one is given', () => {
    expect(outcomeOf('reproduced')).toHaveOutcome('reproduced')
    expect(outcomeOf('opposite')).toHaveOutcome('refuted')
    expect(outcomeOf('opposite')).toHaveOutcome('refuted', 'opposite')
    expect(outcomeOf('opposite')).not.toHaveOutcome('refuted', 'equivalent')
    expect(outcomeOf('opposite')).not.toHaveOutcome('reproduced')
  })

  it('does not ask what is registered', () => {
    // Registered is "reproduced".
    expect(equivalent).toHaveOutcome('refuted')
  })

  it('fails with what was measured and how to repeat it', () => {
    const compare = () => expect(equivalent).toHaveOutcome('reproduced', 'x')
    expect(compare).toThrow(
      /^expected reproduced \(x\)\n[\s\S]*measured: +refuted \(equivalent\)[\s\S]*repeat: npx claimcheck/
    )
    expect(() => expect(equivalent).not.toHaveOutcome('refuted')).toThrow(/^expected another outcome than refuted\n/)
  })

  it.each(['no-data', 'no-engine', 'not-run', 'crashed'])('neither it nor its negation passes: %s', (id) => {
    expect(() => expect(outcomeOf(id)).toHaveOutcome('refuted')).toThrow(/^could-not-run: [\s\S]*to mend: /)
    expect(() => expect(outcomeOf(id)).not.toHaveOutcome('refuted')).toThrow(/^could-not-run: /)
  })

  it('neither it nor its negation passes at another profile', () => {
    expect(() => expect(outcomeOf('later')).toHaveOutcome('refuted')).toThrow(/^not-in-profile/)
    expect(() => expect(outcomeOf('later')).not.toHaveOutcome('refuted')).toThrow(/^not-in-profile/)
  })

  it('neither it nor its negation passes for a provisional verdict', () => {
    if (equivalent.kind !== 'judged') throw new Error('it is judged')
    const sentence = `${equivalent.judgement.sentence} It is provisional: fewer seeds.`
    const judgement = { ...equivalent.judgement, provisional: true, provisionalWhy: 'fewer seeds', sentence }
    const provisional = { ...equivalent, judgement }
    expect(() => expect(provisional).toHaveOutcome('refuted')).toThrow(/provisional: fewer seeds/)
    expect(() => expect(provisional).not.toHaveOutcome('reproduced')).toThrow(/provisional: fewer seeds/)
  })

  it.each([undefined, null, 'refuted', {}])('says what it takes: %p', (received) => {
    expect(() => expect(received).toHaveOutcome('refuted')).toThrow(/takes what became of a claim/)
    expect(() => expect(received).not.toHaveOutcome('refuted')).toThrow(/report\)?\.claims/)
  })
})
