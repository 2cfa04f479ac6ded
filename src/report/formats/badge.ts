import { xmlAttribute, xmlText } from '../../text/escape'
import { formatCount } from '../../text/format'
import type { OutcomeCounts, Report } from '../data/types'
import type { ReportFormat } from './format'

/** What a badge says, and how it stands: each has its colour and its sign, so that no reader needs to tell colours apart. */
export interface BadgeWords {
  readonly words: string
  readonly state: 'good' | 'bad' | 'incomplete' | 'empty'
}

const LABEL = 'claims'
const HEIGHT = 20
const PADDING = 6
const SIGN = 12

/** White on each of them has a contrast above 4.5 (WCAG 2.1, 1.4.3). */
const COLOURS = { good: '#1a7f37', bad: '#b62324', incomplete: '#8a5a00', empty: '#57606a' } as const

/** Drawn around (0, 0), 8 units wide: a tick, a cross, an exclamation mark, a dash. */
const SIGNS = {
  good: 'M-4,0L-1,3L4,-3',
  bad: 'M-3.5,-3.5L3.5,3.5M3.5,-3.5L-3.5,3.5',
  incomplete: 'M0,-4V1M0,3.2V4.2',
  empty: 'M-3.5,0H3.5'
} as const

type BadgeCounts = Pick<
  OutcomeCounts,
  'asExpected' | 'notAsExpected' | 'noneExpected' | 'noneExpectedReproduced' | 'could-not-run'
>

/**
 * The counts of a report in the few words of a badge.
 *
 * @example
 * const expected = { asExpected: 12, notAsExpected: 1 }
 * badgeWords({ ...expected, noneExpected: 0, noneExpectedReproduced: 0, 'could-not-run': 0 })
 * // { words: '12 as expected, 1 differs', state: 'bad' }
 */
export function badgeWords(counts: BadgeCounts): BadgeWords {
  const { asExpected, notAsExpected, noneExpected, noneExpectedReproduced } = counts
  const missing = counts['could-not-run']
  const parts = [
    [asExpected, `${asExpected} as expected`],
    [notAsExpected, `${notAsExpected} ${notAsExpected === 1 ? 'differs' : 'differ'}`],
    [noneExpected, `${noneExpected} without expectation (${noneExpectedReproduced} reproduced)`],
    [missing, `${missing} could not run`]
  ] as const
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [words]))
  if (said.length === 0) return { words: 'none judged', state: 'empty' }
  const differing = notAsExpected > 0 || noneExpected > noneExpectedReproduced
  const state = differing ? 'bad' : missing > 0 ? 'incomplete' : 'good'
  return { words: said.join(', '), state }
}

/**
 * A report as `badge.svg`: counts only, and no text of a claim. It needs no font of its own, since every text is told
 * how wide to be; its title is what a screen reader says, with the profile.
 *
 * @example renderBadge(report).includes('(32 claims, profile quick)') // true
 */
export function renderBadge({ counts, profile }: Pick<Report, 'counts' | 'profile'>): string {
  const { words, state } = badgeWords(counts)
  const left = Math.round(textWidth(LABEL)) + 2 * PADDING
  const right = Math.round(textWidth(words)) + 2 * PADDING + SIGN
  const title = `${LABEL}: ${words} (${formatCount(counts.claims, 'claim')}, profile ${profile})`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" viewBox="0 0 ${left + right} ${HEIGHT}" role="img" aria-label="${xmlAttribute(title)}">`,
    `<title>${xmlText(title)}</title>`,
    `<rect width="${left}" height="${HEIGHT}" fill="#3d444d"/>`,
    `<rect x="${left}" width="${right}" height="${HEIGHT}" fill="${COLOURS[state]}"/>`,
    `<path transform="translate(${left + PADDING + 4},${HEIGHT / 2})" d="${SIGNS[state]}" fill="none" stroke="#fff" stroke-width="2"/>`,
    '<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11" aria-hidden="true">',
    textAt(PADDING, LABEL),
    textAt(left + PADDING + SIGN, words),
    '</g>',
    '</svg>\n'
  ].join('\n')
}

function textAt(x: number, text: string): string {
  const width = Math.round(textWidth(text))
  return `<text x="${x}" y="14" textLength="${width}" lengthAdjust="spacingAndGlyphs">${xmlText(text)}</text>`
}

/** Widths of Verdana at 11 px, roughly: a browser stretches whatever font it has to the sum. */
function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + characterWidth(character), 0)
}

function characterWidth(character: string): number {
  if ('ijl.,:() '.includes(character)) return 4
  if ('frt'.includes(character)) return 4.8
  return 'mw'.includes(character) ? 10 : 6.8
}

export const BADGE: ReportFormat<'badge'> = {
  name: 'badge',
  file: 'badge.svg',
  mediaType: 'image/svg+xml',
  description: 'The counts as a badge.',
  render: renderBadge
}
