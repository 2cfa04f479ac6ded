import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { create } from 'xmlbuilder2'
import { calibrate } from '../../../src/calibration/calibrate'
import { ERROR_SHAPES } from '../../../src/calibration/errorShapes'
import { renderFigure } from '../../../src/calibration/figure'
import { renderCalibration } from '../../../src/calibration/markdown'
import { rateOf } from '../../../src/calibration/simulate'
import type { Calibration } from '../../../src/calibration/types'
import { encodeCalibration, writeCalibration } from '../../../src/calibration/write'
import { InfrastructureError } from '../../../src/errors'

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
  expect(new Set(cells.map(({ rule, errors, effect }) => `${rule}/${errors}/${effect}`)).size).toBe(cells.length)
  for (const { id, decides } of rules) {
    const boundary = cells.filter((cell) => cell.rule === id && cell.onBoundary)
    const expected = isCompared(decides)
      ? ERROR_SHAPES.flatMap((shape) => BOUNDARIES[decides].map((effect) => [shape, effect]))
      : [decides === 'share' ? ['bernoulli', 0.8] : ['normal', 0]]
    expect([id, boundary.map(({ errors, effect }) => [errors, effect])]).toEqual([id, expected])
  }
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
    expect(missed).toContain('**30.0 % [27.2, 32.9]** (*)')
    expect(missed).toContain('6.0 times nominal (sign-flip-10, lognormal, effect 0)')
    const broken = {
      ...calibration,
      cells: withErrors(calibration, 300).cells.map((cell) => ({ ...cell, promised: true }))
    }
    expect(renderCalibration(broken)).toContain("although the rule's assumption holds: sign-flip-10 (lognormal, 0)")
  })

  test('a figure that says in words what it shows, and no colour but black', () => {
    const svg = renderFigure(withErrors(calibration, 300))
    const root = create(svg).toObject() as unknown as { svg: Record<string, unknown> }
    expect(root.svg).toMatchObject({
      '@role': 'img',
      '@aria-labelledby': 'title description',
      '#': expect.arrayContaining([
        { title: { '@id': 'title', '#': expect.stringContaining('Wrong verdicts') } },
        {
          desc: {
            '@id': 'description',
            '#': expect.stringMatching(/Largest of all: 30.0 % \(sign-flip-10, lognormal\)/)
          }
        }
      ])
    })
    for (const { title } of calibration.rules) expect(svg).toContain(`>${title}</text>`)
    const colours = new Set([...svg.matchAll(/#[0-9a-f]{3,6}\b/g)].map(([colour]) => colour))
    expect([...colours].sort()).toEqual(['#000', '#bbb', '#fff'])
    // The rate that lies beyond the axis is written beside it.
    expect(svg).toContain('>30.0 %</text>')
  })

  test('three files, or two where nothing was simulated', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-calibration-'))
    try {
      writeCalibration(path.join(folder, 'all'), calibration)
      expect(readdirSync(path.join(folder, 'all')).sort()).toEqual([
        'calibration.json',
        'calibration.md',
        'calibration.svg'
      ])
      expect(readFileSync(path.join(folder, 'all', 'calibration.json'), 'utf8')).toBe(encodeCalibration(calibration))
      writeCalibration(path.join(folder, 'none'), { ...calibration, studies: 0, cells: [] })
      expect(readdirSync(path.join(folder, 'none')).sort()).toEqual(['calibration.json', 'calibration.md'])
      writeFileSync(path.join(folder, 'file'), '')
      expect(() => writeCalibration(path.join(folder, 'file', 'below'), calibration)).toThrow(InfrastructureError)
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
