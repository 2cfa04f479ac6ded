import { buildReport } from '../../../src/report/data/build'
import type { JudgedClaim, Report } from '../../../src/report/data/types'
import { failureMessage } from '../../../src/report/failureMessage'
import { HOSTILE_TEXTS, hostileInput } from './hostile'
import { everyOutcome } from './inputs'

const report = buildReport(everyOutcome())

function judged(id: string, { claims }: Report = report): JudgedClaim {
  const entry = claims.find(({ claim }) => claim.id === id)
  if (entry?.kind !== 'judged') throw new Error(`${id} is not judged`)
  return entry
}

const messageOf = (id: string): string => failureMessage(judged(id), 'quick')

describe('failureMessage', () => {
  it('shows the measured and the registered outcome, the interval, the variance report and the replay', () => {
    const message = messageOf('toy/equivalent')
    expect(message).toContain('measured:   refuted (equivalent)')
    expect(message).toContain('registered: reproduced (the paper says so)')
    expect(message).toMatch(/effect: +\S+ %, interval \[\S+ %, \S+ %\] at level 95 %, n = 10, p = \S+/)
    expect(message).toContain(judged('toy/equivalent').judgement.sentence)
    expect(message).toMatch(/^arm +n +mean +SD +CV +min +max$/m)
    expect(message).toMatch(/^adam +10 +0\.30\d+ /m)
    expect(message).toMatch(/^amsgrad +10 +0\.30\d+ /m)
    expect(message).toMatch(/repeat: npx claimcheck verify toy\/equivalent --profile quick --first-seed 0$/)
  })

  it('repeats from the first seed of the report', () => {
    const later = buildReport({ ...everyOutcome(), firstSeed: 40 })
    expect(failureMessage(judged('toy/share-few', later), 'quick')).toContain('--first-seed 40')
  })

  it('names the profile at which nothing is registered where it is known', () => {
    const { registered: _, ...entry } = judged('toy/equivalent')
    const unregistered = { ...entry, registered: null }
    expect(failureMessage(unregistered, 'quick')).toContain('registered: none at profile quick\n')
    expect(failureMessage(unregistered, null)).toContain('registered: none at this profile\n')
  })

  it('says once why a verdict is provisional', () => {
    const message = messageOf('toy/five-pairs')
    expect(message).toContain('measured:   not measured (5 of 6 pairs)\n')
    expect(message.split('5 seeds were run and the claim states 10')).toHaveLength(2)
  })

  it.each(['toy/grid-none', 'toy/share-few', 'toy/two-pairs', 'toy/all-fail', 'toy/unclear', 'toy/zero-loss'])(
    'speaks of %s too',
    (id) => {
      const message = messageOf(id)
      expect(message).toContain(`repeat: npx claimcheck verify ${id} `)
      expect(message).not.toContain('undefined')
    }
  )

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('prints %j harmlessly', (_name, text) => {
    const input = hostileInput(text)
    const message = failureMessage(judged(input.claims[0]!.claim.id, buildReport(input)), 'quick')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(message).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E]/)
    expect(message.split('\n').length).toBeLessThan(25)
  })
})
