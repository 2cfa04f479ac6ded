import { load } from 'js-yaml'
import { toLatex } from '../../../../src/document/toLatex'
import { toMarkdown } from '../../../../src/document/toMarkdown'
import { reproducibilityChecklist } from '../../../../src/export/publication/checklist'
import { rescienceMetadata } from '../../../../src/export/publication/metadata'
import { resultsTable } from '../../../../src/export/publication/results'
import { subjectOf } from '../../../../src/export/publication/subject'
import { reproducibilitySummary } from '../../../../src/export/publication/summary'
import { buildReport } from '../../../../src/report/data/build'
import { HOSTILE_TEXTS, hostileInput } from '../../report/hostile'
import { everyOutcome } from '../../report/inputs'

const report = buildReport(everyOutcome())
const keys = [...new Set(report.claims.map(({ claim }) => claim.source.key))]
const subject = subjectOf(report, keys[0]!)

describe('subjectOf', () => {
  it('takes the claims of one source, those with a verdict', () => {
    expect(subject.claims.every(({ kind, claim }) => kind === 'judged' && claim.source.key === keys[0])).toBe(true)
    const all = report.claims.filter(({ claim }) => claim.source.key === keys[0])
    expect(subject.claims.length + subject.numOthers).toBe(all.length)
    expect(subject.claims.length).toBeGreaterThan(3)
  })

  it('names the headlines, where there are some', () => {
    const [first, ...rest] = report.claims.filter(
      ({ kind, claim }) => kind === 'judged' && claim.source.key === keys[0]
    )
    const ranked = { ...first!, claim: { ...first!.claim, rank: 'headline' } } as (typeof report.claims)[number]
    const { main, claims } = subjectOf({ ...report, claims: [ranked, ...rest] }, keys[0]!)
    expect(main.map(({ claim }) => claim.id)).toEqual([first!.claim.id])
    expect(claims).toHaveLength(rest.length + 1)
    expect(subject.main.length).toBeGreaterThan(0)
  })

  it('says which sources there are', () => {
    expect(() => subjectOf(report, 'none-such')).toThrow(/the report has no claim of this source/)
    const [first] = report.claims
    const other = { ...first!, claim: { ...first!.claim, source: { ...first!.claim.source, key: 'other' } } }
    const two = { ...report, claims: [...report.claims, other as (typeof report.claims)[number]] }
    expect(() => subjectOf(two, null)).toThrow(/speaks of several sources/)
    expect(subjectOf(two, 'other').numOthers + subjectOf(two, 'other').claims.length).toBe(1)
  })
})

describe('the summary of the reproducibility challenge', () => {
  const text = toMarkdown(reproducibilitySummary(subject))

  it('has the six headings in their order', () => {
    expect(text.match(/^## .*$/gm)).toEqual([
      '## Scope of Reproducibility',
      '## Methodology',
      '## Results',
      '## What was easy',
      '## What was difficult',
      '## Communication with original authors'
    ])
  })

  it('says every claim and what it came to, and marks what only its authors know', () => {
    const summary = reproducibilitySummary(subject)
    for (const { claim, judgement } of subject.main) {
      expect(text).toContain(toMarkdown([{ kind: 'paragraph', content: claim.statement, role: null }]))
      expect(text).toContain(toMarkdown([{ kind: 'paragraph', content: judgement.sentence, role: null }]))
    }
    expect(text.match(/TO BE WRITTEN:/g)).toHaveLength(4)
    expect(toLatex(summary)).toContain('\\subsection*{Scope of Reproducibility}')
  })
})

it('a table of claims has a row a claim, with the numbers of the report', () => {
  const { rows } = resultsTable(subject)
  expect(rows.map(([statement]) => statement)).toEqual(subject.claims.map(({ claim }) => claim.statement))
})

it('the checklist leaves to its authors what no report tells', () => {
  const text = toMarkdown(reproducibilityChecklist(subject))
  expect(text.match(/TO BE ANSWERED by you/g)!.length).toBeGreaterThanOrEqual(4)
  const judged = report.runs.filter(({ purpose }) => purpose === 'judgement').length
  expect(text).toContain(`${judged} runs judged`)
})

it('metadata.yaml is YAML with the fields of the template of ReScience C', () => {
  const metadata = load(rescienceMetadata(subject)) as Record<string, unknown>
  expect(Object.keys(metadata)).toEqual([
    'title',
    'authors',
    'affiliations',
    'keywords',
    'code',
    'data',
    'replication',
    'abstract',
    'bibliography',
    'type',
    'domain',
    'language',
    'review',
    'contributors',
    'dates',
    'article',
    'journal'
  ])
  expect(metadata.title).toMatch(/^\[Re\] /)
})

it.each(HOSTILE_TEXTS)('no text of a claim is more than text: %j', (text) => {
  const hostile = subjectOf(buildReport(hostileInput(text)), text)
  expect(load(rescienceMetadata(hostile))).toMatchObject({ type: 'Replication' })
  expect(toMarkdown(reproducibilitySummary(hostile))).not.toMatch(/<script/)
  const latex = toLatex([...reproducibilitySummary(hostile), resultsTable(hostile)])
  // Every command is one of ours.
  const commands = new Set(latex.match(/\\[a-zA-Z]+/g))
  const ours =
    /^\\(section|subsection|textbf|emph|texttt|begin|end|item|raggedright|arraybackslash|dimexpr|linewidth|relax|hline|endhead|text[a-z]+|mbox|leq|geq|pm|cdot|times)$/
  expect([...commands].filter((command) => !ours.test(command))).toEqual([])
})
