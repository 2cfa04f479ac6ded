import { create } from 'xmlbuilder2'
import { buildReport } from '../../../../src/report/data/build'
import { badgeWords, renderBadge } from '../../../../src/report/formats/badge'
import { everyOutcome } from '../inputs'

const counts = (asExpected: number, notAsExpected = 0, noneExpected = 0, reproduced = 0, missing = 0) => ({
  asExpected,
  notAsExpected,
  noneExpected,
  noneExpectedReproduced: reproduced,
  'could-not-run': missing
})

describe('badgeWords', () => {
  it.each([
    [counts(12), '12 as expected', 'good'],
    [counts(12, 1), '12 as expected, 1 differs', 'bad'],
    [counts(0, 2), '2 differ', 'bad'],
    [counts(3, 0, 2, 2), '3 as expected, 2 without expectation (2 reproduced)', 'good'],
    [counts(3, 0, 2, 1), '3 as expected, 2 without expectation (1 reproduced)', 'bad'],
    [counts(3, 0, 0, 0, 4), '3 as expected, 4 could not run', 'incomplete'],
    [counts(0), 'none judged', 'empty']
  ])('of %j is %s', (given, words, state) => expect(badgeWords(given)).toEqual({ words, state }))
})

describe('renderBadge', () => {
  const report = buildReport(everyOutcome())
  const svg = renderBadge(report)

  it('is XML with a title that a screen reader finds, and says the words as text', () => {
    const { words } = badgeWords(report.counts)
    expect(() => create(svg)).not.toThrow()
    expect(svg).toContain(`<title>claims: ${words} (32 claims, profile quick)</title>`)
    expect(svg).toMatch(/role="img" aria-label="claims: /)
    expect(svg).toContain(`>${words}</text>`)
  })

  it('needs nothing from elsewhere: no font, style sheet, script or address but the name of its format', () => {
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<style|<script|@import|url\(/)
  })

  it('has a sign of its own for each state, beside the colour', () => {
    const states = [counts(1), counts(0, 1), counts(0, 0, 0, 0, 1), counts(0)]
    const signs = states.map((given) => {
      const drawn = renderBadge({ profile: 'quick', counts: { ...report.counts, ...given } })
      return { sign: / d="([^"]+)"/.exec(drawn)?.[1], colour: [...drawn.matchAll(/fill="(#\w{6})"/g)][1]?.[1] }
    })
    expect(new Set(signs.map(({ sign }) => sign)).size).toBe(4)
    expect(new Set(signs.map(({ colour }) => colour)).size).toBe(4)
  })

  it('keeps each text inside its box, as wide as it was told to be', () => {
    const width = Number(/ width="(\d+)" height/.exec(svg)?.[1])
    const texts = [...svg.matchAll(/<text x="(\d+)" y="14" textLength="(\d+)"/g)]
    expect(texts).toHaveLength(2)
    const [, right] = texts.map((match) => Number(match[1]) + Number(match[2]))
    expect(right).toBeLessThanOrEqual(width - 4)
  })
})
