import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { create } from 'xmlbuilder2'
import type { Figure } from '../../../../src/figures/figure'
import { drawFigure, renderSvg } from '../../../../src/figures/renderSvg'
import { buildReport } from '../../../../src/report/data/build'
import type { JudgedClaim } from '../../../../src/report/data/types'
import { claimFigures } from '../../../../src/report/figures/claimFigures'
import { forestPlot } from '../../../../src/report/figures/forestPlot'
import { effectWordsOf } from '../../../../src/report/words'
import { HOSTILE_TEXTS, hostileInput } from '../hostile'
import { everyKind } from '../inputs'

const report = buildReport(everyKind())
const judged = report.claims.filter((entry) => entry.kind === 'judged')

function figuresOf(entry: JudgedClaim, index = 0): Figure[] {
  return claimFigures(entry, `claim-${index}`)
}

/** The rows of a figure's data; no cell here holds a line end. */
function rowsOf({ csv }: Figure): Record<string, string>[] {
  const [columns = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) => quoted ?? bare!)
    )
  return rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [columns[index]!, cell])))
}

function find(id: string): JudgedClaim {
  return judged.find(({ claim }) => claim.id === id)!
}

const all = [forestPlot(report)[0]!, ...judged.flatMap(figuresOf)]

describe('every figure', () => {
  it.each(all.map((figure) => [figure.id, figure] as const))(
    '%s is well formed and says something',
    async (_, figure) => {
      const { svg, warnings } = await drawFigure(figure)
      expect(warnings).toEqual([])
      const root = create(svg).root().toObject() as { readonly svg: Readonly<Record<string, string>> }
      expect(root.svg).toMatchObject({ '@role': 'img', '@aria-label': figure.title })
      expect(svg).not.toMatch(/NaN|undefined|Infinity/)
      // A list to sort by becomes one nested expression, which no call stack holds where there are many: named() instead.
      expect(JSON.stringify(figure.spec)).not.toContain('"sort":[')
      expect(figure.title).not.toMatch(/NaN|undefined|null/)
    }
  )

  it('has no other address than the names of its formats', async () => {
    const svg = await renderSvg(all[0]!)
    expect([...svg.matchAll(/https?:[^"' ]*/g)].map(([address]) => address)).toEqual(['http://www.w3.org/2000/svg'])
  })
})

describe('forestPlot', () => {
  const rows = rowsOf(forestPlot({ ...report, claims: judged })[0]!)

  it('has a row a claim, in their order', () => {
    expect(rows.map(({ claim }) => claim?.replace(/^\d+\. /, ''))).toEqual(judged.map(({ claim }) => claim.id))
  })

  it('places a comparison of ratios by theta and its interval, as they stand in the report', () => {
    const index = judged.findIndex(({ claim }) => claim.id === 'toy/reproduced')
    const { analysis } = judged[index]!.judgement
    if (analysis.kind !== 'paired') throw new Error('it is no comparison')
    const { theta, interval, delta } = analysis
    expect(rows[index]).toMatchObject({
      panel: 'ratio',
      outcome: 'reproduced',
      center: String(theta),
      lower: String(interval!.lower),
      upper: String(interval!.upper),
      bandFrom: String(-delta),
      bandTo: String(delta)
    })
  })

  it('gives a claim that does not count as measured neither place nor effect', () => {
    const index = judged.findIndex(({ claim }) => claim.id === 'toy/five-pairs')
    expect(rows[index]).toMatchObject({ outcome: 'not-measured', panel: 'other', center: '', effect: '' })
  })

  it('says how many hold', () => {
    const { reproduced, claims } = report.counts
    expect(forestPlot(report)[0]!.title).toContain(`Of ${claims} claims ${reproduced} hold, `)
  })

  it('is none without claims', () => {
    expect(forestPlot({ ...report, claims: [] })).toEqual([])
  })

  it('is several figures on one scale where there are very many claims', () => {
    const claims = Array.from({ length: 1_234 }, (_, index) => judged[index % judged.length]!)
    const parts = forestPlot({ ...report, claims })
    expect(parts.map(({ id }) => id)).toEqual(['all-claims', 'all-claims-501', 'all-claims-1001'])
    expect(parts[2]!.title).toMatch(/ \(claims 1001 to 1234\)$/)
    const numbers = parts.flatMap(rowsOf).map(({ claim }) => Number.parseInt(claim!, 10))
    expect(numbers).toEqual(claims.map((_, index) => index + 1))
    const scales = parts.map(
      ({ spec }) => JSON.stringify(spec).match(/"type":"symlog","constant":0.01,"domain":[^\]]*/)![0]
    )
    expect(new Set(scales).size).toBe(1)
  })
})

describe('the figures of a claim', () => {
  it('show every pair, those without an effect by name', () => {
    const [figure] = figuresOf(find('toy/fails-more'))
    const rows = rowsOf(figure!)
    expect(rows).toHaveLength(10)
    expect(rows.filter(({ value }) => value === '').map(({ sample }) => sample)).toEqual(['3', '5', '7'])
  })

  it('state the effect in the words of the table', () => {
    const entry = find('toy/opposite')
    const { effect, interval } = effectWordsOf(entry.claim, entry.judgement)
    expect(figuresOf(entry)[0]!.title).toContain(`${effect} ${interval}`)
  })

  it('draw the seeds after a verdict hollow', () => {
    const rows = rowsOf(figuresOf(find('toy/added'))[0]!)
    expect(rows.filter(({ hollow }) => hollow === 'true').map(({ sample }) => sample)).toEqual(['10', '11', '12'])
  })

  it('show the looks of a claim to which seeds were added, up to the one that decided', () => {
    const { judgement } = find('toy/grouped')
    const looks = figuresOf(find('toy/grouped'))[1]!
    const sequential = judgement.analysis.kind === 'paired' ? judgement.analysis.sequential! : null
    expect(rowsOf(looks).map(({ seeds }) => Number(seeds))).toEqual(sequential!.looks.map(({ n }) => n))
    expect(looks.title).toBe(`Decided at ${sequential!.decidedAt} of at most ${sequential!.budget.max} seeds: refuted`)
  })

  it('show no pair of a claim without pairs', () => {
    expect(figuresOf(find('toy/no-pairs'))).toEqual([])
  })
})

/** Elements that Vega draws with. */
const TAGS = new Set(['svg', 'rect', 'g', 'line', 'path', 'text', 'tspan', 'defs', 'clipPath'])

describe('hostile texts', () => {
  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text] as const))('%j stays text', async (_, text) => {
    const hostile = buildReport(hostileInput(text))
    const entries = hostile.claims.filter((entry) => entry.kind === 'judged')
    for (const figure of [forestPlot(hostile)[0]!, ...entries.flatMap(figuresOf)]) {
      const { svg, warnings } = await drawFigure(figure)
      expect(warnings).toEqual([])
      const tags = [...svg.matchAll(/<\/?([a-z]+)/gi)].map(([, tag]) => tag)
      expect(tags.filter((tag) => !TAGS.has(tag!))).toEqual([])
      expect(svg.length).toBeLessThan(100_000)
    }
  })
})

describe('the same figure', () => {
  const figures = all.slice(0, 4)

  it('has the same bytes whatever was drawn before it', async () => {
    const first = await Promise.all(figures.map(renderSvg))
    const again = await Promise.all([...figures].reverse().map(renderSvg))
    expect(again.reverse()).toEqual(first)
  })

  it('has the same bytes in another process', async () => {
    const hook = path.resolve(__dirname, '../../../support/typescriptHook.cjs')
    const child = execFileSync(process.execPath, ['-r', hook, path.join(__dirname, 'drawForest.child.ts')], {
      encoding: 'utf8'
    })
    expect(child).toBe(await renderSvg(forestPlot(report)[0]!))
  })
})
