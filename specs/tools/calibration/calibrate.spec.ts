import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { create } from 'xmlbuilder2'
import { InfrastructureError } from '../../../src/errors'
import { drawFigure, renderSvgFile } from '../../../src/figures/renderSvg'
import { fileText } from '../../../src/files/fileText'
import { calibrationChart } from '../../../src/report/figures/calibrationChart'
import { calibrate, calibrationTrials, simulateTrial, withSets } from '../../../tools/calibration/calibrate'
import { ERROR_SHAPES } from '../../../tools/calibration/errorShapes'
import { renderCalibration } from '../../../tools/calibration/markdown'
import { rateOf } from '../../../tools/calibration/simulate'
import type { Calibration } from '../../../tools/calibration/types'
import { encodeCalibration, writeCalibration } from '../../../tools/calibration/write'

jest.setTimeout(60_000)

/** Where the truth lies on what a kind tests: on -delta, or, in margins, on both. */
const BOUNDARIES = { lower: [0], 'not-lower': [0], equivalent: [-1, 1] } as const
const isCompared = (decides: string): decides is keyof typeof BOUNDARIES => Object.hasOwn(BOUNDARIES, decides)

let calibration: Calibration
const progress: (readonly [number, number])[] = []
beforeAll(() => {
  calibration = calibrate(1, (finished, total) => progress.push([finished, total]))
})

test('every rule under every shape, on the margin and around it', () => {
  const { rules, cells } = calibration
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  expect(new Set(cells.map(({ rule, errors, effect, truth }) => `${rule}/${errors}/${effect}/${truth}`)).size).toBe(
    cells.length
  )
  for (const { id, decides } of rules) {
    if (decides === 'other') {
      expect([id, cells.some(({ rule }) => rule === id)]).toEqual([id, true])
      continue
    }
    const boundary = cells.filter((cell) => cell.rule === id && cell.onBoundary)
    const expected = isCompared(decides)
      ? ERROR_SHAPES.flatMap((shape) => BOUNDARIES[decides].map((effect) => [shape, effect]))
      : decides === 'share'
        ? [['bernoulli', 0.8]]
        : ['normal', 'exponential', 'lognormal'].map((shape) => [shape, 0])
    expect([id, boundary.map(({ errors, effect }) => [errors, effect])]).toEqual([id, expected])
  }
})

test('sets that are simulated anew stand in their places, and the others as they were', () => {
  const trials = calibrationTrials(1, ['matches'])
  const marked = trials.map((sized) => ({ ...simulateTrial(sized), studies: 7 }))
  const merged = withSets(calibration, marked)
  const isMatch = ({ rule }: { readonly rule: string }) => rule.startsWith('matches')
  expect(marked.length).toBeGreaterThan(0)
  expect(merged.cells.map(({ rule }) => rule)).toEqual(calibration.cells.map(({ rule }) => rule))
  expect(merged.cells.filter((cell) => cell.studies === 7)).toEqual(marked)
  expect(merged.cells.filter((cell) => !isMatch(cell))).toEqual(calibration.cells.filter((cell) => !isMatch(cell)))
  // Of an older one that lacks the set.
  const older = { ...calibration, cells: calibration.cells.filter((cell) => !isMatch(cell)) }
  expect(withSets(older, marked)).toEqual(merged)
})

test('progress counts every trial, and no study gives none', () => {
  const { length } = calibration.cells
  expect(progress).toEqual(Array.from({ length: length + 1 }, (_, finished) => [finished, length]))
  expect(calibrate(0).cells).toEqual([])
})

describe('what is written', () => {
  test('JSON that reads back as it was, one line a cell', () => {
    const text = encodeCalibration(calibration)
    expect(JSON.parse(text)).toEqual(calibration)
    expect(text.split('\n').length).toBeGreaterThan(calibration.cells.length)
  })

  test('a table with every rule; what misses is bold, and the summary says by how much', () => {
    const kept = renderCalibration(withErrors(calibration, 0))
    for (const { title } of calibration.rules) expect(kept).toContain(`| ${title} |`)
    expect(kept).toMatch(/none of \d+ rates of wrong verdicts is above nominal[\s\S]*Outside of it none is either/)
    expect(kept).not.toMatch(/\*\*\d/)

    const missed = renderCalibration(withErrors(calibration, 300))
    expect(missed).toContain('**30.0 % [27.2, 32.9]** (\\*)')
    expect(missed).toContain('6.0 times nominal (sign-flip-10, lognormal, effect 0)')
    const broken = {
      ...calibration,
      cells: withErrors(calibration, 300).cells.map((cell) => ({ ...cell, promised: true }))
    }
    expect(renderCalibration(broken)).toContain("although the rule's assumption holds: sign-flip-10 (lognormal, 0)")
  })

  test('a figure of every rule, with its finding, its intervals and colours of its own', async () => {
    const figure = calibrationChart(withErrors(calibration, 300))!
    expect(figure.title).toBe(
      "Where a rule's assumption holds it was wrong in at most 0 % of 1 simulated studies; nominal 5 %"
    )
    const promised = withErrors(calibration, 300)
    const broken = { ...promised, cells: promised.cells.map((cell) => ({ ...cell, promised: true })) }
    expect(calibrationChart(broken)!.title).toContain('wrong in at most 30 %')

    const { svg, warnings } = await drawFigure(figure)
    expect(warnings).toEqual([])
    const file = await renderSvgFile(figure)
    const root = create(file).toObject() as unknown as { svg: Record<string, unknown> }
    expect(root.svg).toMatchObject({ '@role': 'img', '@aria-label': figure.title })
    const texts = [...file.matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text!.replaceAll('&apos;', "'"))
    const drawn = calibration.cells.filter(({ onBoundary }) => onBoundary).map(({ rule }) => rule)
    const titles = calibration.rules.filter(({ id }) => drawn.includes(id)).map(({ title }) => title)
    expect(texts).toEqual(expect.arrayContaining(titles))
    expect([svg.includes('var('), file.includes('var(')]).toEqual([true, false])
    // One interval a mark: of 1,000 studies none was wrong, or 300.
    const rows = figure.csv.trim().split('\n')
    expect(rows[0]).toBe('rule,errors,promised,wrong,lower,upper')
    expect(rows).toHaveLength(1 + calibration.cells.filter(({ onBoundary }) => onBoundary).length)
    expect(rows.filter((row) => /,0\.3,0\.27\d+,0\.32\d+$/.test(row))).toHaveLength(1)
    expect(figure.spec).toMatchObject({
      layer: expect.arrayContaining([
        expect.objectContaining({ encoding: expect.objectContaining({ x2: { field: 'upper' } }) })
      ])
    })
  })

  test('three files, or two where nothing was simulated', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-calibration-'))
    try {
      await writeCalibration(path.join(folder, 'all'), calibration)
      expect(readdirSync(path.join(folder, 'all')).sort()).toEqual([
        'calibration.json.gz',
        'calibration.md',
        'calibration.svg'
      ])
      expect(fileText(readFileSync(path.join(folder, 'all', 'calibration.json.gz')), '')).toBe(
        encodeCalibration(calibration)
      )
      await writeCalibration(path.join(folder, 'none'), { ...calibration, studies: 0, cells: [] })
      expect(readdirSync(path.join(folder, 'none')).sort()).toEqual(['calibration.json.gz', 'calibration.md'])
      writeFileSync(path.join(folder, 'file'), '')
      const below = path.join(folder, 'file', 'below')
      await expect(writeCalibration(below, calibration)).rejects.toThrow(InfrastructureError)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

/** 1,000 studies in each cell, none wrong but so many of one. */
function withErrors({ cells, ...rest }: Calibration, count: number): Calibration {
  return {
    ...rest,
    cells: cells.map((cell) => {
      const isTheOne = cell.rule === 'sign-flip-10' && cell.errors === 'lognormal' && cell.effect === 0
      return { ...cell, studies: 1000, wrong: rateOf(isTheOne ? count : 0, 1000) }
    })
  }
}
