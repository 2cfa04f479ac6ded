import type { Judgement } from '../../../../src/kinds'
import { compareReports } from '../../../../src/report/compare/compare'
import { renderComparisonMarkdown } from '../../../../src/report/compare/markdown'
import { renderComparisonTerminal } from '../../../../src/report/compare/terminal'
import { encodeComparison } from '../../../../src/report/compare/write'
import { buildReport } from '../../../../src/report/data/build'
import type { ClaimOutcome, ReportInput } from '../../../../src/report/data/types'
import { outcomeWith } from '../../../support/outcomes'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyOutcome } from '../inputs'

const input = everyOutcome()
const older = buildReport(input)

/** The same claims with one of them put in another's place. */
function changed(id: string, change: (outcome: ClaimOutcome) => ClaimOutcome): ReportInput {
  return { ...input, claims: input.claims.map((outcome) => (outcome.claim.id === id ? change(outcome) : outcome)) }
}

/** What was judged of one claim, under the name of another. */
function judgementOf(id: string): (outcome: ClaimOutcome) => ClaimOutcome {
  const source = input.claims.find(({ claim }) => claim.id === id)!
  return (outcome) => {
    if (source.kind !== 'judged' || outcome.kind !== 'judged') throw new TypeError('both have to be judged')
    return { ...outcome, judgement: { ...source.judgement, claim: outcome.claim } as Judgement }
  }
}

const compared = (newer: ReportInput) => compareReports(older, buildReport(newer))

describe('compareReports', () => {
  it('finds nothing between a report and itself', () => {
    const comparison = compareReports(older, older)
    expect(comparison).toMatchObject({ changed: [], added: [], gone: [], settings: [] })
    expect(comparison.counts).toMatchObject({ shared: 32, unchanged: 32, flipped: 0, moved: 0 })
    expect(comparison.runs).toMatchObject({ otherResult: [], onlyOlder: 0, onlyNewer: 0 })
    expect(comparison.older.digest).toBe(comparison.newer.digest)
    expect(renderComparisonTerminal(comparison, 80)).toMatch(
      /^No verdict flipped and no effect moved; 32 of 32 shared claims are unchanged\.\n/
    )
  })

  it('names verdicts that flipped, with both effects', () => {
    const comparison = compared(changed('toy/reproduced', judgementOf('toy/opposite')))
    expect(comparison.counts).toMatchObject({ flipped: 1, moved: 1, unchanged: 31 })
    expect(comparison.changed).toMatchObject([
      {
        claim: 'toy/reproduced',
        verdict: 'flipped',
        older: { status: 'reproduced', asExpected: 'as expected' },
        newer: { status: 'refuted (opposite)', asExpected: 'NOT as expected' },
        effect: { position: 'apart' },
        definition: [],
        registration: null
      }
    ])
    expect(renderComparisonMarkdown(comparison)).toMatch(
      /## Verdicts that flipped\n\n.*\n.*\n\| toy\/reproduced \| older \|/
    )
    expect(renderComparisonTerminal(comparison, 80)).toMatch(
      /^toy\/reproduced: FLIPPED, moved apart\n {4}reproduced .*\n {4}-> refuted/
    )
  })

  it('tells another subtype from another outcome', () => {
    const comparison = compared(changed('toy/opposite', judgementOf('toy/equivalent')))
    expect(comparison.changed[0]).toMatchObject({ claim: 'toy/opposite', verdict: 'subtype' })
    expect(comparison.counts).toMatchObject({ flipped: 0, subtypeChanged: 1 })
  })

  it('lists claims that came, went, and could not run in one of both', () => {
    const without = input.claims.filter(({ claim }) => claim.id !== 'toy/reproduced')
    expect(compared({ ...input, claims: without }).gone).toEqual(['toy/reproduced'])
    expect(compareReports(buildReport({ ...input, claims: without }), older).added).toEqual(['toy/reproduced'])
    const lost = changed('toy/reproduced', ({ claim }) => ({
      kind: 'could-not-run',
      claim,
      cause: 'not-run',
      reason: 'not run',
      remedy: 'npx claimcheck verify'
    }))
    expect(compared(lost).changed).toMatchObject([{ verdict: 'judged-no-more', effect: null, registration: null }])
    expect(compareReports(buildReport(lost), older).counts).toMatchObject({ judgedNow: 1, flipped: 0 })
  })

  it('shows where what decides a claim changed, and its registration', () => {
    const newer = changed('toy/reproduced', (outcome) => {
      if (outcome.kind !== 'judged') return outcome
      const record = { hash: 'a'.repeat(64), registeredAt: '2026-01-02T00:00:00Z', commit: null, amendments: [] }
      const registration = { state: 'registered', ...record } as const
      return outcomeWith({ ...outcome, registration }, { decision: { ...outcome.claim.decision, alpha: 0.01 } })
    })
    const [change] = compared(newer).changed
    expect(change?.definition).toEqual([{ path: '$.decision.alpha', registered: '0.05', now: '0.01' }])
    expect(change?.registration).toMatchObject({ newer: { state: 'registered', hash: 'a'.repeat(64) } })
    expect(renderComparisonMarkdown(compared(newer))).toContain('These verdicts answer another question than before.')
  })

  it('finds the same run with another result, other engines, environments and settings', () => {
    const runs = input.runs.map((run, index) => ({
      ...run,
      ...(index === 0 && { resultDigest: 'f'.repeat(64) }),
      environment: { ...run.environment, node: 'v26.0.0' }
    }))
    const engines = input.engines.map((engine) => ({ ...engine, version: 'another' }))
    const comparison = compared({ ...input, runs, engines, firstSeed: 1000 })
    expect(comparison.runs.otherResult).toEqual([input.runs[0]!.key])
    expect(comparison.engines.added).toHaveLength(input.engines.length)
    expect(comparison.environments.added.map(({ node }) => node)).toContain('v26.0.0')
    expect(comparison.settings).toEqual([{ what: 'first seed', older: '0', newer: '1000' }])
    expect(renderComparisonTerminal(comparison, 80)).toContain('1 of them with ANOTHER RESULT')
  })

  it('lists a claim whose effect is within its interval, though no digit that is shown differs', () => {
    const newer = changed('toy/opposite', (outcome) => {
      if (outcome.kind !== 'judged' || outcome.judgement.analysis.kind !== 'paired') throw new TypeError('a comparison')
      const { analysis } = outcome.judgement
      return {
        ...outcome,
        judgement: { ...outcome.judgement, analysis: { ...analysis, theta: analysis.theta! + 1e-12 } } as Judgement
      }
    })
    const comparison = compared(newer)
    expect(comparison.changed).toMatchObject([{ claim: 'toy/opposite', effect: { position: 'within' } }])
    expect(renderComparisonMarkdown(comparison)).toMatch(
      /## Other changes of a judgement\n\n.*\n.*\n\| toy\/opposite \|/
    )
  })

  it('keeps to the width of a terminal, with what does not fit further in below', () => {
    const commit = 'c'.repeat(40)
    const runs = input.runs.map((run) => ({
      ...run,
      environment: { ...run.environment, commit, cpu: 'a cpu '.repeat(12) }
    }))
    const lines = renderComparisonTerminal(compared({ ...input, runs }), 60).split('\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60)
    expect(lines.join('\n')).toMatch(/^new: environment claimcheck \S+ at c{12}, .*\n {4}\S/m)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('shows %j as text', (_name, text) => {
    const hostile = hostileInput(text)
    const comparison = compareReports(
      buildReport({ ...hostile, engines: [], runs: [] }),
      buildReport({ ...hostile, firstSeed: 7 })
    )
    const markdown = renderComparisonMarkdown(comparison)
    expect(markdown).not.toMatch(/<(?!!)/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2067\uFEFF]/
    expect(markdown).not.toMatch(controls)
    expect(renderComparisonTerminal(comparison, 80)).not.toMatch(controls)
    expect(JSON.parse(encodeComparison(comparison))).toMatchObject({
      format: 'claimcheck-comparison',
      formatVersion: 1
    })
  })
})
