import { buildReport } from '../../../../src/report/data/build'
import type { JudgedClaim } from '../../../../src/report/data/types'
import { renderClaim } from '../../../../src/report/show/renderClaim'
import { displayWidth } from '../../../../src/text/displayWidth'
import { entryWith } from '../../../support/outcomes'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyKind, everyOutcome } from '../inputs'

const report = buildReport(everyOutcome())
const kinds = buildReport(everyKind())
const entries = [...report.claims, ...kinds.claims]
const entryOf = (id: string) => entries.find(({ claim }) => claim.id === id)!
const shown = (id: string, columns = 80) => renderClaim(entryOf(id), report, columns)

describe('renderClaim', () => {
  it('says the verdict in its sentence, shows every pair, and how to repeat it', () => {
    const text = shown('toy/opposite', 200)
    const entry = entryOf('toy/opposite') as JudgedClaim
    expect(text).toMatch(/^toy\/opposite: refuted \(opposite\), as expected\n/)
    expect(text.replaceAll('\n', ' ')).toContain(`Figure 1)  ${entry.judgement.sentence} effect`)
    expect(text).toContain(`repeat: ${entry.replay}\n`)
    const { evidence } = entry.judgement
    const seeds = evidence.kind === 'paired' ? evidence.pairs.map(({ seed }) => seed) : []
    expect([...text.matchAll(/^seed (\d+) .*\[.*o.*\]$/gm)].map((match) => Number(match[1]))).toEqual(seeds)
    expect(text).toMatch(/^effect .*=O=.*$/m)
    expect(text).toContain('..... within the margin, -0.99 % to +1 %')
  })

  it('says of a pair that failed why it has no number', () => {
    expect(shown('toy/fails-more')).toMatch(/^seed \d+ +b diverged {2}\[[^o]*\]$/m)
  })

  it.each([...new Set(entries.map(({ claim }) => claim.id))])(
    'keeps the plot and the prose of %s within 80 columns',
    (id) => {
      const lines = shown(id).trimEnd().split('\n')
      const isCommand = (line: string) => /^(repeat|to mend): /.test(line)
      for (const line of lines.filter((each) => !isCommand(each))) expect(line.length).toBeLessThanOrEqual(80)
    }
  )

  it('breaks between parts before it breaks in one, and keeps 40 columns', () => {
    const lines = shown('toy/opposite', 40).split('\n')
    expect(lines).toEqual(expect.arrayContaining(['effect +10.5 %,', '=== interval [+9.73 %, +11.3 %]']))
    for (const id of ['toy/opposite', 'toy/map-few', 'toy/share-some']) {
      const plotted = shown(id, 40).match(/^.*\[.*\]$/gm)!
      expect(Math.max(...plotted.map((line) => line.length))).toBeLessThanOrEqual(40)
    }
    expect(shown('toy/map-few', 40)).toMatch(/^learningRate .*\n +\S.*\[.*o.*\]$/m)
  })

  it('gives a long id a line of its own', () => {
    const entry = entryOf('toy/opposite')
    const long = entryWith(entry, { id: `toy/${'long-'.repeat(13)}id` })
    expect(renderClaim(long, report, 80)).toMatch(/^toy\/(?:long-){13}id:\nrefuted \(opposite\), as expected\n/)
  })

  it('wraps why a claim could not run, and no command', () => {
    const entry = entryOf('toy/no-data')
    const reason = 'a reason of many words '.repeat(10)
    const text = renderClaim({ ...entry, reason } as typeof entry, report, 40)
    expect(text).toMatch(/\na reason of many words a reason of many\nwords a /)
    expect(text).toMatch(/^to mend: npx claimcheck data fetch mnist$/m)
  })

  it.each([
    ['wide characters', '損失が小さい。'.repeat(30)],
    ['wide characters and words', 'AMSGrad の損失は Adam より小さい, '.repeat(20)],
    ['emoji', '👩‍👩‍👧 🇫🇮 ❤️ '.repeat(40)],
    ['right-to-left text', 'הפסד נמוך יותר '.repeat(20)]
  ])('keeps 80 columns with %s, as a terminal counts them', (_name, statement) => {
    const entry = entryOf('toy/opposite') as JudgedClaim
    const { evidence } = entry.judgement
    const arms = { control: '對照組'.repeat(20), treatment: '🧪 '.repeat(50) }
    const renamed = { ...evidence, ...Object.fromEntries(Object.entries(arms).map(([side, arm]) => [side, { arm }])) }
    const judgement = { ...entry.judgement, evidence: renamed } as typeof entry.judgement
    const source = { ...entry.claim.source, locator: statement }
    const foreign = entryWith({ ...entry, judgement } as typeof entry, { statement, source })
    const lines = renderClaim(foreign, report, 80).split('\n')
    const widths = lines.filter((line) => !line.startsWith('repeat: ')).map(displayWidth)
    expect(Math.max(...widths)).toBeLessThanOrEqual(80)
    // The plot's columns are what they are without it.
    const plotted = (each: readonly string[]) => each.filter((line) => /\[.*o.*\]$/.test(line))
    expect(plotted(lines)).toEqual(plotted(shown('toy/opposite').split('\n')))
  })

  it.each([
    ['toy/share-some', /^seed 0 .*\[.*[ox].*\]$/m],
    ['toy/grid-moving', /^start -?\d.*\[.*\]$/m],
    ['toy/contrast', /^seed 0 a .*\n^seed 0 b /m],
    ['toy/rate-points', /slope of ln\(R_t\/t\)/],
    ['toy/range', /^mean .*=.*$/m],
    ['toy/map-few', /^learningRate .*\[.*o.*\]$/m]
  ])('has a plot of its kind for %s', (id, pattern) => expect(shown(id)).toMatch(pattern))

  it('says why a claim was not judged', () => {
    expect(shown('toy/no-data')).toMatch(/MNIST is not here\.\nto mend: npx claimcheck data fetch mnist\n$/)
    expect(shown('toy/later')).toMatch(/^It is not part of profile quick: only of paper\.$/m)
  })

  it('shows sixty rows and counts the others', () => {
    const entry = entryOf('toy/opposite') as JudgedClaim
    const { evidence } = entry.judgement
    if (evidence.kind !== 'paired') throw new TypeError('a comparison has pairs')
    const pairs = Array.from({ length: 100 }, (_, seed) => ({ ...evidence.pairs[0]!, seed }))
    const many = { ...entry, judgement: { ...entry.judgement, evidence: { ...evidence, pairs } } } as typeof entry
    const text = renderClaim(many, report, 80)
    expect(text.match(/^seed /gm)).toHaveLength(60)
    expect(text).toMatch(/^seed 59 .*\n\.\.\. and 40 more, in report\.md\neffect /m)
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('obeys nothing in %j', (_name, text) => {
    const hostile = buildReport(hostileInput(text))
    for (const entry of hostile.claims) {
      const rendered = renderClaim(entry, hostile, 80)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
      expect(rendered).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/)
    }
  })
})
