import { compareWithRegistered } from '../../../src/judge/registered'
import type { Judgement } from '../../../src/kinds'
import { buildReport, reportInputOf } from '../../../src/report/data/build'
import { failureMessage } from '../../../src/report/failureMessage'
import { HOSTILE_TEXTS, hostileInput } from './hostile'
import { everyOutcome } from './inputs'

const input = reportInputOf(buildReport(everyOutcome()))

function judgementOf(id: string): Judgement {
  const outcome = input.claims.find(({ claim }) => claim.id === id)
  if (outcome?.kind !== 'judged') throw new Error(`${id} is not judged`)
  return outcome.judgement
}

function messageOf(judgement: Judgement): string {
  return failureMessage(judgement, compareWithRegistered(judgement.claim, judgement.profile, judgement))
}

describe('failureMessage', () => {
  it('shows the measured and the registered outcome, the interval, the variance report and the replay', () => {
    const judgement = judgementOf('toy/equivalent')
    const message = messageOf(judgement)
    expect(message).toContain('measured:   refuted (equivalent)')
    expect(message).toContain('registered: reproduced (the paper says so)')
    expect(message).toMatch(/effect: +\S+ %, interval \[\S+ %, \S+ %\] at level 95 %, n = 10, p = \S+/)
    expect(message).toContain(judgement.sentence)
    expect(message).toMatch(/^arm +n +mean +SD +CV +min +max$/m)
    expect(message).toMatch(/^adam +10 +0\.30\d+ /m)
    expect(message).toMatch(/^amsgrad +10 +0\.30\d+ /m)
    expect(message).toMatch(/repeat: npx claimcheck verify toy\/equivalent --profile quick --first-seed 0$/)
  })

  it('starts the replay at the first seed of the evidence', () => {
    const judgement = judgementOf('toy/share-few')
    const evidence = judgement.evidence
    if (evidence.kind !== 'share') throw new Error('shares come from seeds')
    const later = { ...evidence, samples: evidence.samples.map((each) => ({ ...each, seed: each.seed + 40 })) }
    expect(messageOf({ ...judgement, evidence: later } as Judgement)).toContain('--first-seed 40')
  })

  it('says once why a verdict is provisional', () => {
    const message = messageOf(judgementOf('toy/five-pairs'))
    expect(message).toContain('measured:   not measured (5 of 6 pairs)\n')
    expect(message.split('5 seeds were run and the claim states 10')).toHaveLength(2)
  })

  it.each(['toy/grid-none', 'toy/share-few', 'toy/two-pairs', 'toy/all-fail', 'toy/unclear', 'toy/zero-loss'])(
    'speaks of %s too',
    (id) => {
      const message = messageOf(judgementOf(id))
      expect(message).toContain(`repeat: npx claimcheck verify ${id} `)
      expect(message).not.toContain('undefined')
    }
  )

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('prints %j harmlessly', (_name, text) => {
    const [first] = hostileInput(text).claims
    if (first?.kind !== 'judged') throw new Error('the first claim is judged')
    const message = messageOf(first.judgement)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(message).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E]/)
    expect(message.split('\n').length).toBeLessThan(25)
  })
})
