import { buildReport, reportInputOf } from '../../../src/report/data/build'
import { encodeReport } from '../../../src/report/data/encode'
import { parseReport } from '../../../src/report/data/parse'
import { replayCommand } from '../../../src/report/data/replay'
import type { ReportInput } from '../../../src/report/data/types'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { renderTerminal } from '../../../src/report/formats/terminal'
import { expectedWords, substitutionWords } from '../../../src/report/words'
import { outcomeWith } from '../../support/outcomes'
import { everyOutcome } from './inputs'

const input = everyOutcome()
const judged = input.claims.find(({ kind, claim }) => kind === 'judged' && claim.experiment !== null)!
const { id, experiment } = judged.claim
const SUBSTITUTION = { dataset: 'cifar10', substitute: 'cifar10-jpeg', experiments: [experiment!], claims: [id] }
/** As `prepare` leaves it: what is registered for the original is gone. */
const substituted: ReportInput = {
  ...input,
  substitutions: [SUBSTITUTION],
  claims: input.claims.map((outcome) =>
    outcome.claim.id !== id || outcome.kind !== 'judged' ? outcome : outcomeWith(outcome, { expected: {} })
  )
}
const report = buildReport(substituted)
const entry = report.claims.find(({ claim }) => claim.id === id)!

describe('a report on other data', () => {
  it('says so in its first lines', () => {
    const markdown = renderMarkdown(report).split('\n\n')
    // Before it stands only what has not come in.
    expect(markdown[1]).toMatch(/^\*\*Partial report/)
    expect(markdown[2]).toBe(
      `**Other data.** cifar10-jpeg stood in for cifar10 (--data) in experiment ${experiment}: no verdict on it speaks of cifar10.`
    )
    expect(renderTerminal(report, { color: false, columns: 200 })).toContain(substitutionWords(report))
  })

  it('shows the claim as no outcome expected for the substitute, and the others as they are', () => {
    expect(entry).toMatchObject({ kind: 'judged', expected: null, substitute: 'cifar10-jpeg' })
    expect(expectedWords(entry)).toBe('no outcome expected for cifar10-jpeg')
    expect(entry.kind === 'judged' && entry.explanation).toContain('no outcome expected for cifar10-jpeg')
    const before = buildReport(input).claims.filter(({ claim }) => claim.id !== id)
    expect(report.claims.filter(({ claim }) => claim.id !== id)).toEqual(before)
  })

  it('repeats the substitution where it matters, and only there', () => {
    const replays = report.claims.flatMap((each) =>
      each.kind === 'not-in-profile' ? [] : [[each.claim.id, each.replay]]
    )
    for (const [claim, replay] of replays) {
      expect(replay!.includes('--data cifar10=cifar10-jpeg')).toBe(claim === id)
    }
    expect(replayCommand(null, report)).toContain('--data cifar10=cifar10-jpeg')
  })

  it('is read back exactly, and built again from itself', () => {
    expect(parseReport(encodeReport(report))).toEqual(report)
    expect(buildReport(reportInputOf(report))).toEqual(report)
  })

  it('has no such field where nothing stood in', () => {
    expect(buildReport(input)).not.toHaveProperty('substitutions')
    expect(substitutionWords(buildReport(input))).toBe('')
    expect(encodeReport(buildReport(input))).not.toContain('substitut')
  })
})
