import { ERROR_SHAPES } from './errorShapes'
import type { Calibration, Cell } from './types'

const LEFT = 265
const WIDTH = 640
const TOP = 92
const ROW = 14
const GAP = 12
/** Rates beyond are drawn at the edge. */
const MAX_RATE = 0.25

/** One glyph a shape of errors: no reader needs to tell colours apart. */
const GLYPHS: Readonly<Record<string, string>> = {
  normal: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z',
  t3: 'M-4,-4H4V4H-4Z',
  contaminated: 'M0,-5L5,0L0,5L-5,0Z',
  exponential: 'M0,-5L5,4H-5Z',
  lognormal: 'M0,5L5,-4H-5Z',
  bernoulli: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z'
}

/**
 * The share of wrong verdicts of every rule where the truth lies on the boundary that it tests, against the nominal
 * rate, as an SVG. Filled: the rule's assumption holds.
 */
export function renderFigure({ rules, cells, alpha }: Calibration): string {
  const groups = rules
    .map(({ id, title }) => ({
      title,
      cells: worstByShape(cells.filter((cell) => cell.rule === id && cell.onBoundary))
    }))
    .filter((group) => group.cells.length > 0)
  let y = TOP
  const drawn = groups.map((group) => {
    const top = y
    y += group.cells.length * ROW + GAP
    return drawGroup(group.title, group.cells, top)
  })
  const height = y + 40
  const grid = [0, 0.05, 0.1, 0.15, 0.2, 0.25].map(
    (rate) =>
      `<path d="M${x(rate)},${TOP - 12}V${y}" stroke="#bbb" stroke-width="0.5"/>` +
      `<text x="${x(rate)}" y="${y + 14}" text-anchor="middle">${Math.round(100 * rate)} %</text>`
  )
  const title = 'Wrong verdicts on the boundary, by rule and distribution of the errors'
  const onBoundary = cells.filter((cell) => cell.onBoundary)
  const worst = [...onBoundary].sort((a, b) => b.wrong.share - a.wrong.share)[0]
  const kept = onBoundary.filter(({ promised }) => promised).map(({ wrong }) => wrong.share)
  const description =
    `Where a rule's assumption holds (filled) its rate of wrong verdicts is at most ${percent(Math.max(0, ...kept))}, ` +
    `nominal ${percent(alpha)}. Largest of all: ${percent(worst?.wrong.share ?? 0)} (${worst?.rule}, ${worst?.errors}). ` +
    'Lines are 95 % Monte Carlo intervals. The numbers are in calibration.md.'
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 90} ${height}" role="img" aria-labelledby="title description" font-family="sans-serif" font-size="11">`,
    `<title id="title">${title}</title>`,
    `<desc id="description">${xml(description)}</desc>`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    `<text x="12" y="22" font-size="15" font-weight="bold">${title}</text>`,
    ...ERROR_SHAPES.map(
      (shape, i) => `${glyph(shape, 22 + i * 120, 44, true)}<text x="${32 + i * 120}" y="48">${shape}</text>`
    ),
    `${glyph('normal', 22 + 5 * 120, 44, false)}<text x="${32 + 5 * 120}" y="48">hollow: assumption does not hold</text>`,
    `<text x="${x(alpha)}" y="70" text-anchor="middle">nominal ${percent(alpha)}</text>`,
    ...grid,
    `<path d="M${x(alpha)},${TOP - 16}V${y}" stroke="#000" stroke-width="1.5" stroke-dasharray="5 3"/>`,
    ...drawn,
    `<text x="${x(MAX_RATE / 2)}" y="${y + 32}" text-anchor="middle">wrong verdicts</text>`,
    '</svg>\n'
  ].join('\n')
}

/** A rule that tests two margins shows the worse one. */
function worstByShape(cells: readonly Cell[]): Cell[] {
  const worst = new Map<string, Cell>()
  for (const cell of cells) {
    const known = worst.get(cell.errors)
    if (known === undefined || cell.wrong.share > known.wrong.share) worst.set(cell.errors, cell)
  }
  return [...worst.values()]
}

function drawGroup(title: string, cells: readonly Cell[], top: number): string {
  const middle = top + ((cells.length - 1) * ROW) / 2
  const rows = cells.map((cell, i) => {
    const y = top + i * ROW
    const beyond =
      cell.wrong.share > MAX_RATE
        ? `<text x="${x(MAX_RATE) + 10}" y="${y + 4}">${percent(cell.wrong.share)}</text>`
        : ''
    return (
      `<path d="M${x(cell.wrong.lower)},${y}H${x(cell.wrong.upper)}" stroke="#000"/>` +
      glyph(cell.errors, x(cell.wrong.share), y, cell.promised) +
      beyond
    )
  })
  return `<text x="${LEFT - 16}" y="${middle + 4}" text-anchor="end">${xml(title)}</text>${rows.join('')}`
}

function glyph(errors: string, atX: number, atY: number, filled: boolean): string {
  return `<path transform="translate(${atX},${atY})" d="${GLYPHS[errors]}" fill="${filled ? '#000' : '#fff'}" stroke="#000"/>`
}

function x(rate: number): number {
  return Number((LEFT + (Math.min(rate, MAX_RATE) / MAX_RATE) * WIDTH).toFixed(1))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
