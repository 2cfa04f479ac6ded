import { buildReport } from '../../../src/report/build'
import { renderTerminal } from '../../../src/report/terminal'
import type { ClaimOutcome } from '../../../src/report/types'
import { HOSTILE_TEXTS, hostileInput } from './hostile'
import { everyOutcome } from './inputs'

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
    expect(lines).toHaveLength(report.claims.length + 5)
    for (const [index, { claim }] of report.claims.entries()) expect(lines[index]!.startsWith(claim.id)).toBe(true)
    expect(lines.at(-4)).toMatch(/^profile quick: 31 claims: 7 reproduced, 9 refuted, /)
    expect(lines.at(-3)).toMatch(/ of 26 judged claims NOT as registered\.$/)
    expect(lines.at(-2)).toBe('(e) 2 of 26 judged claims are exploratory: not registered as judged.')
  })

  it('says outcome, subtype, effect, interval, n and registration', () => {
    expect(lineOf(wide, 'toy/opposite')).toMatch(
      /^toy\/opposite +refuted \(opposite\) +\+11% \[\+9\.7, \+11\] +n=10 +as registered \(e\)$/
    )
    expect(lineOf(wide, 'toy/equivalent')).toMatch(/ NOT as registered$/)
    expect(lineOf(wide, 'toy/share-most')).toMatch(/reproduced +20\/20 \[\d+\.?\d*, 100\] +n=20/)
    expect(lineOf(wide, 'toy/grid-all')).toMatch(/reproduced +3\/3 +n=3/)
    expect(lineOf(wide, 'toy/no-data')).toMatch(/could-not-run \(missing-data\)$/)
    expect(lineOf(wide, 'toy/later')).toMatch(/not-in-profile$/)
  })

  it('says of a verdict with nothing registered whether it counts as reproduced', () => {
    const unregistered = (id: string, provisional: boolean) => {
      const input = everyOutcome()
      const claims = input.claims.flatMap((outcome): ClaimOutcome[] => {
        if (outcome.kind !== 'judged' || outcome.claim.id !== id) return []
        const claim = { ...outcome.claim, expected: {} }
        const provisionalWhy = provisional ? 'too few seeds' : null
        return [{ ...outcome, claim, judgement: { ...outcome.judgement, claim, provisional, provisionalWhy } }]
      })
      return renderTerminal(buildReport({ ...input, claims }), { color: false, columns: 200 }).split('\n')[0]
    }
    expect(unregistered('toy/reproduced', false)).toMatch(/ none registered$/)
    expect(unregistered('toy/reproduced', true)).toMatch(/^toy\/reproduced reproduced, provisional .* NOT counted$/)
    expect(unregistered('toy/opposite', false)).toMatch(/ NOT reproduced \(e\)$/)
  })

  it('fits 80 columns', () => {
    for (const line of plain.split('\n').slice(0, report.claims.length)) expect(line.length).toBeLessThanOrEqual(80)
    expect(plain).toMatch(/NOT as registered\n/)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    'fits 80 columns and obeys nothing in %j',
    (_name, text) => {
      const lines = renderTerminal(buildReport(hostileInput(text)), { color: false }).split('\n')
      for (const line of lines.slice(0, 3)) {
        expect(line.length).toBeLessThanOrEqual(80)
        expect(line).toMatch(/^[\x20-\x7E…–]*$/)
      }
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
