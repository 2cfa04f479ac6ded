import MarkdownIt from 'markdown-it'
import { type Block, type Line, piecesOf, type Section } from '../../src/document/document'
import { html } from '../../src/document/html'
import { inlineHtml, type ShowFigure, toHtml } from '../../src/document/toHtml'
import { toMarkdown } from '../../src/document/toMarkdown'
import { toTerminal } from '../../src/document/toTerminal'
import { externalResults } from '../../src/external/externalResults'
import { familyMember, judgeFamily } from '../../src/judge/judgeFamily'
import { buildReport } from '../../src/report/data/build'
import type { ClaimOutcome, Report } from '../../src/report/data/types'
import { FORMATS } from '../../src/report/formats'
import { SECTIONS, sectionsOf } from '../../src/report/sections'
import { type Context, NO_STUDIES, pageContext, type Studies, textContext } from '../../src/report/sections/context'
import { pageHead, textHead } from '../../src/report/sections/overview'
import { claim, LOWER } from '../support/builders'
import { logsEvidence, mapping, runsOf } from '../unit/adjudicate/runs'
import { externalClaim, externalFile } from '../unit/external/external'
import { claimAudit, recordsAudit } from '../unit/report/audit/audits'
import { HOSTILE_TEXTS } from '../unit/report/hostile'
import { everyKind } from '../unit/report/inputs'
import { choicesReport, measuredReport, notRunReport } from '../unit/report/sensitivity/reports'

jest.setTimeout(60_000)

/** What every section and every format of a report must keep, whoever adds one. */

const ASSUMPTION = { topic: 'batches', gap: 'not said', choice: '64 images', alternatives: ['128 images'] }
const OPPOSITE = 'toy/opposite'

/** A claim that logs judge, in two groups, with a run that has no partner. */
function fromLogs(): ClaimOutcome {
  const of = { ...claim({ id: 'toy/logs', experiment: null, family: 'toy-logs' }), hypothesis: LOWER }
  const values = [0.9812345, 0.9912346, 1.0012347, 1.0112348, 1.0212344, 1.0312341]
  const read = mapping({ run: { from: [{ column: 'seed' }], pairing: 'seed' }, failures: { classes: 10 } })
  const runs = ['cnn', 'mlp'].flatMap((model, index) => [
    ...runsOf('adam', values, { lr: 'small' }, { group: { model } }),
    ...runsOf(
      'amsgrad',
      values.slice(index).map((value) => 0.8 * value + 0.001 * (value % 0.01)),
      { lr: 'small' },
      { group: { model } }
    )
  ])
  const named = runs.map((run, index) => ({ ...run, origin: index === 5 ? 'log of a run' : `${run.origin} ${index}` }))
  const leftOut = [{ why: 'another arm', count: 2 }]
  const evidence = logsEvidence(LOWER, read, named, { by: 'others', description: 'logs, made up', leftOut })
  const context = { profile: 'quick', experiments: new Map(), firstSeed: 0 } as const
  const [judgement] = judgeFamily([familyMember(of, evidence, { min: 0, max: 0 })], context)
  return { kind: 'judged', claim: of, judgement: judgement!, registration: { state: 'unregistered' } }
}

/** A report that has something for every section. */
function wholeReport(): Report {
  const input = everyKind()
  const claims = input.claims.map((outcome) =>
    outcome.claim.id === 'toy/no-data'
      ? { ...outcome, claim: { ...outcome.claim, assumptions: [ASSUMPTION] } }
      : outcome
  )
  const external = externalResults([externalFile([externalClaim({ id: OPPOSITE })])])
  return buildReport({ ...input, claims: [...claims, fromLogs()], external })
}

const STUDIES: Studies = {
  sensitivity: [measuredReport(), choicesReport(), notRunReport()],
  calibration: {
    alpha: 0.05,
    studies: 1000,
    rules: [{ id: 't', title: 'paired t', assumption: 'normal errors' }],
    cells: [
      {
        rule: 't',
        errors: 'normal',
        onBoundary: true,
        promised: true,
        wrong: { share: 0.05, lower: 0.04, upper: 0.06 },
        power: { share: 0, lower: 0, upper: 0.01 }
      }
    ]
  },
  audits: [recordsAudit(), claimAudit()]
}

/** Texts of the above that are somebody else's. */
const OUTSIDE_TEXTS: ReadonlySet<unknown> = new Set([
  ...Object.values(ASSUMPTION),
  '128 images',
  ...Object.values(claim().source),
  claim().statement,
  'Adam ends at x = +1.',
  'adam',
  'amsgrad',
  'A toy | paper.',
  'Figure 7',
  'Losses of *both* arms.',
  'lower <everywhere>',
  'made so | by hand',
  'the paper says so',
  'MNIST is not here.',
  'run the same command again',
  'A CPU | with a pipe',
  'a typing error',
  'logs, made up',
  'log of a run',
  'another arm',
  'small',
  'cnn',
  'mlp',
  'paired t'
])

/** Names of arms are keys as well. */
const ARMS: ReadonlySet<string> = new Set(['adam', 'amsgrad'])

/** The same with another text in the place of each of them, with a letter behind it that tells arms apart. */
function retold<Value>(value: Value, text: string): Value {
  if (typeof value === 'string' && OUTSIDE_TEXTS.has(value)) return `${text}${value === 'adam' ? ' a' : ' b'}` as Value
  if (Array.isArray(value)) return value.map((each) => retold(each, text)) as Value
  if (value === null || typeof value !== 'object') return value
  const keyOf = (key: string) => (ARMS.has(key) ? retold(key, text) : key)
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [keyOf(key), retold(each, text)])) as Value
}

const WHOLE = wholeReport()
/** Figures take their time. */
const SOME: Report = { ...WHOLE, claims: WHOLE.claims.filter((_, index) => index % 9 === 0) }
const EMPTY = buildReport({
  profile: 'quick',
  firstSeed: 0,
  seedsOverride: null,
  claims: [],
  experiments: {},
  engines: [],
  runs: []
})

const contexts = new Map<string, readonly Context[]>()
function contextsOf(text: string): readonly Context[] {
  if (!contexts.has(text)) {
    const [report, familyMembers] = [retold(WHOLE, text), retold(STUDIES, text)]
    contexts.set(text, [textContext(report, familyMembers), pageContext(report, familyMembers)])
  }
  return contexts.get(text)!
}

const markdown = new MarkdownIt({ html: true })
const showFigure: ShowFigure = ({ id, description }) => html`<figure id="figure-${id}">${description}</figure>`
const asMarkup = {
  Markdown: (blocks: readonly Block[]) => markdown.render(toMarkdown(blocks)),
  HTML: (blocks: readonly Block[]) => String(toHtml(blocks, () => null))
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? []
}

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!)
}

function tagsOf(markup: string): string[] {
  return markup.match(/<\/?[a-z]\w*/g) ?? []
}

/** Every line of text in blocks but code. */
function linesIn(blocks: readonly Block[]): Line[] {
  return blocks.flatMap((block): Line[] => {
    const inner = 'blocks' in block ? linesIn(block.blocks) : []
    switch (block.kind) {
      case 'list':
        return [...block.items]
      case 'table':
        return [...block.headers, ...block.rows.flat()]
      case 'details':
        return [block.summary, ...inner]
      case 'part':
        return [block.title, ...block.status, ...inner]
      case 'code':
      case 'figure':
      case 'group':
        return inner
      default:
        return [block.content]
    }
  })
}

function stringsIn(line: Line): string[] {
  return piecesOf(line).flatMap((piece) => {
    if (typeof piece !== 'object') return [String(piece)]
    return 'content' in piece ? stringsIn(piece.content) : []
  })
}

describe.each(SECTIONS.map((section) => [section.name, section] as const))('section %s', (_name, sectionOf) => {
  const shown = contextsOf('TEXT').flatMap((context) => sectionOf(context) ?? [])

  it('has something to say of a report that has everything', () => {
    expect(shown).not.toEqual([])
    for (const { anchor, title, blocks } of shown) {
      expect(anchor).toMatch(/^[a-z][a-z-]*$/)
      expect(title).toMatch(/\S/)
      expect(String(toHtml(blocks, showFigure))).toMatch(/\w/)
      // Where there is nothing but pictures, it is a page's.
      const isDrawn = blocks.every(({ kind }) => kind === 'figure')
      for (const text of isDrawn ? [] : [toMarkdown(blocks), toTerminal(blocks)]) expect(text).toMatch(/\w/)
    }
  })

  it('says nothing, or what there is to say, of a report without claims', () => {
    for (const context of [textContext(EMPTY), pageContext(EMPTY)]) {
      const section = sectionOf(context)
      if (section !== null) expect(toTerminal(section.blocks)).toMatch(/\w/)
    }
  })

  it('knows no format: nothing of Markdown or HTML stands in its text', () => {
    for (const { title, blocks } of shown) {
      for (const text of [title, ...linesIn(blocks).flatMap(stringsIn)]) {
        expect(text).not.toMatch(/\*\*|`|\]\(|<\/?[a-z]|&(?:[a-z]+|#\d+);|\n/)
      }
    }
  })

  it.each(HOSTILE_TEXTS)('says the same words in every format, and is what it is without them: %p', (text) => {
    const plain = contextsOf('TEXT').map((context) => sectionOf(context)?.blocks ?? [])
    const hostile = contextsOf(text).map((context) => sectionOf(context)?.blocks ?? [])
    hostile.forEach((blocks, index) => {
      const said = wordsOf(toTerminal(blocks)).join(' ')
      for (const markupOf of Object.values(asMarkup)) {
        const markup = markupOf(blocks)
        expect(wordsOf(textOf(markup)).join(' ')).toBe(said)
        expect(tagsOf(markup).join()).toBe(tagsOf(markupOf(plain[index]!)).join())
      }
    })
  })

  it('does not depend on when it is asked', () => {
    const again = contextsOf('TEXT').flatMap((context) => sectionOf(context) ?? [])
    expect(again).toEqual(shown)
  })
})

describe('a page', () => {
  it.each(['TEXT', ...HOSTILE_TEXTS])('has every id once, and no link that leads nowhere: %p', (text) => {
    const context = contextsOf(text)[1] as ReturnType<typeof pageContext>
    const sections = sectionsOf(context)
    const entries = (all: Section['entries']): Line[] =>
      (all ?? []).flatMap((entry) => [
        { kind: 'link', to: entry.anchor, content: entry.title } as const,
        ...entries(entry.entries)
      ])
    const markup = [
      toHtml(pageHead(context), showFigure),
      ...sections.map(({ anchor, blocks, entries: inner }) => [
        html`<section id="${anchor}">${toHtml(blocks, showFigure)}</section>`,
        inlineHtml(entries(inner))
      ])
    ]
      .flat()
      .join('')
    const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    const targets = [...markup.matchAll(/ href="?#([^"> ]*)/g)].map(([, id]) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(targets.filter((id) => !ids.includes(id))).toEqual([])
    expect(targets.length).toBeGreaterThan(50)
  })
})

describe('the beginning of a report', () => {
  it('says the same words in every format', () => {
    for (const report of [WHOLE, EMPTY]) {
      for (const blocks of [textHead(textContext(report)), pageHead(pageContext(report))]) {
        const said = wordsOf(toTerminal(blocks))
        for (const markupOf of Object.values(asMarkup)) expect(wordsOf(textOf(markupOf(blocks)))).toEqual(said)
      }
    }
  })
})

describe.each(FORMATS.map((format) => [format.name, format] as const))('format %s', (name, format) => {
  it('says what its file is', () => {
    expect(format.file).toMatch(/^[a-z]+\.[a-z]+$/)
    expect(format.mediaType).toMatch(/^[a-z]+\/[a-z+]+$/)
    expect(format.description).toMatch(/^[A-Z].*\.$/)
    for (const key of ['name', 'file', 'description'] as const) {
      expect(FORMATS.filter((other) => other[key] === format[key])).toHaveLength(1)
    }
    expect(name).toBe(format.name)
  })

  it.each([
    ['a report', SOME, STUDIES],
    ['a report without claims', EMPTY, NO_STUDIES]
  ])(
    'gives the same text of %s whenever it is asked, with a line end at its end',
    async (_of, report, familyMembers) => {
      const text = await format.render(report, familyMembers)
      expect(text).toMatch(/\S\n$/)
      expect(await format.render(structuredClone(report), familyMembers)).toBe(text)
    }
  )
})
