import { type ListedOutcome, OUTCOME_ORDER } from '../../claims/outcomes'
import { OUTCOME_LOOKS } from '../../figures/palette'
import { type Content, type Html, html } from './html'

/** How a page calls an outcome, for a reader who sees it for the first time. */
export const OUTCOME_WORDS: Readonly<Record<ListedOutcome, string>> = {
  reproduced: 'hold',
  refuted: 'do not hold',
  inconclusive: 'undecided',
  'not-evaluable': 'not evaluable',
  'not-measured': 'not measured',
  'could-not-run': 'could not run',
  'not-in-profile': 'not in this profile'
}

/** An outcome as a mark: its words, before which the style sets its symbol. */
export function outcomeMark(outcome: ListedOutcome, words: Content): Html {
  return html`<b class=${outcome}>${words}</b>`
}

/** The style of the marks: colour and symbol, which nobody reads aloud beside words that say the same. */
export function markStyle(): string {
  return OUTCOME_ORDER.map((outcome) => {
    const { symbol, color } = OUTCOME_LOOKS[outcome]
    return `b.${outcome}{color:${color}}b.${outcome}::before{content:"${symbol}";content:"${symbol}" / ""}`
  }).join('\n')
}
