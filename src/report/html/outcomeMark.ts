import { type ListedOutcome, OUTCOME_LOOKS } from '../figures/palette'
import { type Html, html } from './html'

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

/** The symbol of an outcome, beside words that say the same. */
export function outcomeSymbol(outcome: ListedOutcome): Html {
  return html`<span class="symbol" aria-hidden="true">${OUTCOME_LOOKS[outcome].symbol}</span>`
}

/** An outcome as a mark with its words. */
export function outcomeMark(outcome: ListedOutcome, words: string): Html {
  return html`<span class="mark ${outcome}">${outcomeSymbol(outcome)}${words}</span>`
}
