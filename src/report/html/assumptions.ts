import { canonicalJson } from '../../json/canonical'
import type { Assumption, Claim } from '../../spec/types'
import type { Report } from '../types'
import { table } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'

/** The assumptions of all claims, each once: claims on one experiment share most of theirs. */
export class Assumptions {
  readonly #numbers = new Map<string, number>()
  readonly #all: Assumption[] = []

  constructor({ claims }: Pick<Report, 'claims'>) {
    for (const assumption of claims.flatMap(({ claim }) => claim.assumptions)) {
      const key = canonicalJson(assumption)
      if (!this.#numbers.has(key)) this.#numbers.set(key, this.#all.push(assumption))
    }
  }

  /** Those of a claim by their topics, each a link to what is open, what was chosen and what else could have been. */
  linksOf(assumptions: Claim['assumptions']): Html {
    if (assumptions.length === 0) return NOTHING
    const links = assumptions.map((each, index): Content => {
      const anchor = anchorOf(this.#numbers.get(canonicalJson(each))!)
      return [index > 0 && ', ', html`<a href=#${anchor}>${each.topic}</a>`]
    })
    return html`<strong>Assumed where it is open:</strong> ${links}.`
  }

  /** All of them; nothing where there are none. */
  get section(): Content {
    if (this.#all.length === 0) return NOTHING
    const rows = this.#all.map(({ topic, gap, choice, alternatives }, index) => [
      html`<span id="${anchorOf(index + 1)}">${index + 1}</span>`,
      topic,
      gap,
      choice,
      alternatives.length === 0 ? '–' : alternatives.join('; ')
    ])
    return html`<div class="sortable">${table(['no.', 'about', 'what the source leaves open', 'chosen here', 'alternatives'], rows, [0])}</div>`
  }
}

function anchorOf(number: number): string {
  return `a${number}`
}
