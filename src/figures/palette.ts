import { type ListedOutcome, OUTCOME_ORDER } from '../claims/outcomes'

/** How an outcome looks: its colour never stands alone. */
export interface OutcomeLook {
  /** One character of a page. */
  readonly symbol: string
  /** Vega's name of the shape in figures. */
  readonly shape: string
  readonly color: string
}

/**
 * A colour that a page may set, with the one of a figure that stands alone. The fallbacks are of Okabe and Ito's palette,
 * which people with any of the common colour-vision deficiencies tell apart.
 */
const themed = (name: string, fallback: string): string => `var(--${name},${fallback})`

export const INK = themed('ink', '#1f2328')
export const FAINT_INK = themed('faint', '#57606a')
export const GRID = themed('grid', '#e3e6ea')
export const PAPER = themed('paper', '#fff')
export const BAND = themed('band', '#d9dee5')
export const CONTROL = themed('control', '#6e5494')
export const TREATMENT = themed('treatment', '#00795a')

export const OUTCOME_LOOKS: Readonly<Record<ListedOutcome, OutcomeLook>> = {
  reproduced: { symbol: '✓', shape: 'circle', color: themed('reproduced', '#0072b2') },
  'below-margin': { symbol: '◂', shape: 'triangle-left', color: themed('below-margin', '#00707c') },
  refuted: { symbol: '✗', shape: 'square', color: themed('refuted', '#c24e00') },
  inconclusive: { symbol: '?', shape: 'diamond', color: themed('inconclusive', '#8a6d00') },
  'not-evaluable': { symbol: '∅', shape: 'triangle-up', color: themed('not-evaluable', '#a8447c') },
  'not-measured': { symbol: '○', shape: 'triangle-down', color: FAINT_INK },
  'could-not-run': { symbol: '!', shape: 'cross', color: FAINT_INK },
  'not-in-profile': { symbol: '–', shape: 'stroke', color: FAINT_INK }
}

/** Colour and shape of a mark by the field that holds an outcome. */
export function outcomeEncoding(field: string) {
  const domain = [...OUTCOME_ORDER]
  return {
    color: {
      field,
      type: 'nominal' as const,
      legend: null,
      scale: { domain, range: domain.map((outcome) => OUTCOME_LOOKS[outcome].color) }
    },
    shape: {
      field,
      type: 'nominal' as const,
      legend: null,
      scale: { domain, range: domain.map((outcome) => OUTCOME_LOOKS[outcome].shape) }
    }
  }
}
