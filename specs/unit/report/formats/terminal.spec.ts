import { buildReport } from '../../../../src/report/data/build'
import type { ClaimOutcome, ReportClaim } from '../../../../src/report/data/types'
import { renderTerminal } from '../../../../src/report/formats/terminal'
import { displayWidth } from '../../../../src/text/displayWidth'
import { outcomeWith } from '../../../support/outcomes'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const plain = renderTerminal(report, { color: false })
const wide = renderTerminal(report, { color: false, columns: 200 })
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours
const COLORS = /\u001B\[\d+m/g

function lineOf(text: string, id: string): string {
  return text.split('\n').find((line) => line.startsWith(`${id} `)) ?? ''
}

describe('renderTerminal', () => {
  it('has one line a claim, then the counts', () => {
    const lines = wide.split('\n')
    const claimLines = lines.filter((line) => line.startsWith('toy/'))
    const ids = (kinds: readonly string[]) =>
      report.claims.flatMap(({ kind, claim }) => (kinds.includes(kind) ? [claim.id] : []))
    expect(claimLines.map((line) => line.split(' ')[0])).toEqual([...ids(['judged']), ...ids(['could-not-run'])])
    // Two more lines for each of the four that could not run; the one of another profile is counted alone.
    expect(lines).toHaveLength(report.claims.length - 1 + 8 + 5)
    expect(lines.at(-4)).toMatch(/^profile quick: 32 claims: 7 reproduced, 1 below-margin, 8 refuted, /)
    expect(lines.at(-3)).toBe(
      '27 judged claims, 3 of them not measured: 22 as expected, 4 NOT as expected, 1 with nothing expected (0 reproduced).'
    )
    expect(lines.at(-2)).toBe('(e) 2 of 27 judged claims are exploratory: not preregistered as judged.')
  })

  it('ends with the headlines, each with its statement, right over the counts', () => {
    const isHeadline = ({ claim }: ReportClaim) => ['toy/opposite', 'toy/equivalent'].includes(claim.id)
    const claims = report.claims.map((entry) =>
      isHeadline(entry) ? ({ ...entry, claim: { ...entry.claim, rank: 'headline' } } as ReportClaim) : entry
    )
    const ranked = { ...report, claims }
    const lines = renderTerminal(ranked, { color: false, columns: 200 }).split('\n')
    const at = lines.findIndex((line) => line.startsWith('Headlines. '))
    expect(lines[at]).toBe('Headlines. Of 2 headline claims 2 do not hold.')
    const shown = lines.slice(at + 2, at + 6)
    expect(shown.map((line) => line.split(' ')[0])).toEqual(['toy/equivalent', '', 'toy/opposite', ''])
    expect(shown[1]!.trim()).toBe(ranked.claims[0]!.claim.statement)
    expect(lines.filter((line) => line.startsWith('toy/opposite '))).toHaveLength(1)
    expect(lines[at + 7]).toMatch(/^profile quick: 32 claims/)
  })

  it('says outcome, subtype, effect, interval, n and registration', () => {
    expect(lineOf(wide, 'toy/opposite')).toMatch(
      /^toy\/opposite +refuted \(opposite\) +\+11% \[\+9\.7, \+11\] +n=10 +as expected \(e\)$/
    )
    expect(lineOf(wide, 'toy/equivalent')).toMatch(/ NOT as expected$/)
    expect(lineOf(wide, 'toy/share-most')).toMatch(/reproduced +20\/20 \[\d+\.?\d*, 100\] +n=20/)
    expect(lineOf(wide, 'toy/grid-all')).toMatch(/reproduced +3\/3 +n=3/)
    expect(lineOf(wide, 'toy/no-data')).toMatch(/could-not-run \(no data\)$/)
    expect(lineOf(wide, 'toy/later')).toBe('')
    expect(wide).toMatch(/ 4 could-not-run, 1 not-in-profile$/m)
  })

  it('says of a verdict with nothing expected whether it counts as reproduced', () => {
    const unregistered = (id: string, provisional: boolean) => {
      const input = everyOutcome()
      const claims = input.claims.flatMap((outcome): ClaimOutcome[] => {
        if (outcome.kind !== 'judged' || outcome.claim.id !== id) return []
        const provisionalWhy = provisional ? 'too few seeds' : null
        const judgement = { ...outcome.judgement, provisional, provisionalWhy }
        return [outcomeWith({ ...outcome, judgement }, { expected: {} })]
      })
      return renderTerminal(buildReport({ ...input, claims }), { color: false, columns: 200 }).split('\n')[0]
    }
    expect(unregistered('toy/reproduced', false)).toMatch(/ none expected$/)
    expect(unregistered('toy/reproduced', true)).toMatch(/^toy\/reproduced reproduced, provisional .* NOT counted$/)
    expect(unregistered('toy/opposite', false)).toMatch(/ NOT reproduced \(e\)$/)
  })

  it('says under a claim that could not run why, and what helps', () => {
    for (const text of [wide, plain]) {
      expect(text).toContain(
        'could-not-run (no data)\n    MNIST is not here.\n    to mend: npx claimcheck data fetch mnist\n'
      )
    }
    const claims = everyOutcome().claims.map((outcome) =>
      outcome.kind === 'could-not-run' ? { ...outcome, reason: 'a: b\n  expected: \u001B[31mc\n\n' } : outcome
    )
    const text = renderTerminal(buildReport({ ...everyOutcome(), claims }), { color: false })
    expect(text).toContain('could-not-run (a crash)\n    a: b\n    expected: \\u001B[31mc\n    to mend: run the same')
  })

  it('says once why several claims could not run', () => {
    const claims = everyOutcome().claims.map((outcome) =>
      outcome.kind === 'could-not-run'
        ? {
            ...outcome,
            cause: 'missing-data' as const,
            reason: 'MNIST is not here.',
            remedy: 'npx claimcheck data fetch mnist'
          }
        : outcome
    )
    const text = renderTerminal(buildReport({ ...everyOutcome(), claims }), { color: false, columns: 200 })
    expect(text.match(/MNIST is not here/g)).toHaveLength(1)
    expect(lineOf(text, '4 claims')).toMatch(/^4 claims +could-not-run \(no data\)$/)
  })

  it('names a claim of another profile where there is nothing else', () => {
    const claims = everyOutcome().claims.filter(({ kind }) => kind === 'not-in-profile')
    const text = renderTerminal(buildReport({ ...everyOutcome(), claims }), { color: false })
    expect(lineOf(text, 'toy/later')).toMatch(/not-in-profile$/)
  })

  it('fits 80 columns', () => {
    for (const line of plain.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(plain).toMatch(/NOT as expected\n/)
  })

  it('folds why a claim could not run and the counts, and never a command', () => {
    const command = 'npx claimcheck data import --from <folder of the four files of the data set>'
    const claims = everyOutcome().claims.map((outcome) =>
      outcome.kind === 'could-not-run'
        ? { ...outcome, reason: 'one two '.repeat(20), remedy: `run: ${command}, once.` }
        : outcome
    )
    const report = buildReport({ ...everyOutcome(), claims })
    const lines = renderTerminal(report, { color: false, columns: 60 }).split('\n')
    expect(lines.filter((line) => line.length > 60)).toEqual(
      lines.filter((line) => line.includes('npx')).map(() => `    ${command},`)
    )
    const reason = lines.filter((line) => line.startsWith('    one two')).length
    expect(reason).toBe(3 * lines.filter((line) => line.includes('npx')).length)
  })

  /** The line or lines of `toy/less`, whose outcome is the longest, under another id. */
  function linesUnder(id: string, columns = 80): string[] {
    const input = everyOutcome()
    const claims = input.claims.flatMap((outcome): ClaimOutcome[] => {
      if (outcome.kind !== 'judged' || outcome.claim.id !== 'toy/less') return []
      // Another word of as many letters as there are in the longest.
      const verdict = { outcome: 'refuted', subtype: 'higher-by-less-than-margin' } as const
      const expected = { quick: { ...verdict, why: 'w' } }
      return [
        outcomeWith({ ...outcome, judgement: { ...outcome.judgement, verdict } } as typeof outcome, { id, expected })
      ]
    })
    return renderTerminal(buildReport({ ...input, claims }), { color: false, columns })
      .split('\n')
      .slice(0, -4)
  }

  it('never cuts an id: what does not fit beside it stands below', () => {
    const status = 'refuted (higher by less than margin)'
    const numbers = '-0.5% [-0.64, -0.36] n=10 as expected'
    expect(linesUnder('ab/c')).toEqual([`ab/c ${status} ${numbers}`])
    // 80 characters, and one more.
    expect(linesUnder('ab/cd')).toEqual([`ab/cd ${status} ${numbers}`])
    expect(linesUnder('ab/cde')).toEqual([`ab/cde ${status}`, `    ${numbers}`])
    const id = 'reddi2018/mnist-logreg-train-loss-of-a-long-name'
    expect(linesUnder(id)).toEqual([id, `    ${status} ${numbers}`])
    expect(linesUnder(id, 60)).toEqual([id, `    ${status}`, `    ${numbers}`])
    expect(linesUnder(id, 40)).toEqual([id, `    ${status}`, '    -0.5% [-0.64, -0.36] n=10', '    as expected'])
    const short = renderTerminal(report, { color: false, columns: 60 })
    for (const { kind, claim } of report.claims) {
      if (kind !== 'not-in-profile') expect(short).toMatch(new RegExp(`^${claim.id}(?: |$)`, 'm'))
    }
  })

  it('leaves out the middle of an id only where it alone is wider than a terminal, and never cuts a verdict', () => {
    const cut = renderTerminal(buildReport(hostileInput('x'.repeat(10_000))), { color: false, shortenIds: true })
    const lines = cut.split('\n')
    for (const line of lines.slice(0, 2)) expect(line.length).toBeLessThanOrEqual(80)
    expect(lines[0]).toMatch(/^a\/x+\.\.\.x+$/)
    expect(lines[0]).toHaveLength(80)
    expect(lines[1]).toMatch(/^ {4}inconclusive \(failures\) .* NOT as expected \(e\)$/)
    expect(renderTerminal(report, { color: false, shortenIds: true })).toBe(plain)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    'fits 80 columns but for ids and words that are longer, and obeys nothing in %j',
    (_name, text) => {
      const lines = renderTerminal(buildReport(hostileInput(text)), { color: false }).split('\n')
      for (const line of lines) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/)
      }
      const isId = (line: string) => /^[abc]\//.test(line)
      // The third is of another profile, and counted alone.
      expect(lines.filter(isId)).toHaveLength(2)
      for (const line of lines.filter(isId)) expect(line).toMatch(/^[\x20-\x7E]*$/)
      const judged = lines.slice(
        0,
        lines.findIndex((line) => line.startsWith('b/'))
      )
      for (const line of judged.slice(1)) expect(line.length).toBeLessThanOrEqual(80)
      const prose = lines.filter((line) => !isId(line) && line.trim().includes(' '))
      for (const line of prose) expect(displayWidth(line)).toBeLessThanOrEqual(80)
      if (text.length < 30) for (const line of lines.filter(isId)) expect(line.length).toBeLessThanOrEqual(80)
    }
  )

  it('is coloured only where it is asked to be, whatever the environment says', () => {
    const before = process.env.NO_COLOR
    try {
      for (const value of ['1', '']) {
        process.env.NO_COLOR = value
        expect(renderTerminal(report, { color: false })).not.toMatch(COLORS)
        const colored = renderTerminal(report, { color: true })
        expect(colored).toMatch(COLORS)
        expect(colored.replace(COLORS, '')).toBe(plain)
      }
    } finally {
      if (before === undefined) delete process.env.NO_COLOR
      else process.env.NO_COLOR = before
    }
  })
})
