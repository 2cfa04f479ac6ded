import type { Assumption } from '../../claims/types'
import { canonicalJson } from '../../json/canonical'
import type { Claim } from '../../kinds'
import type { Report } from '../types'
import { table } from './fromMarkdown'
import { type Content, type Html, html, NOTHING } from './html'

/** The assumptions of all claims, each once: claims on one experiment share most of theirs. */
export class Assumptions {
  readonly #numbers = new Map<string, number>()
  readonly #all: Assumption[] = []
  /** By experiment: those of every claim on it, as keys. */
  readonly #common = new Map<string, ReadonlySet<string>>()

  constructor({ claims }: Pick<Report, 'claims'>) {
    for (const { claim } of claims) {
      const keys = claim.assumptions.map(canonicalJson)
      for (const [index, key] of keys.entries()) {
        if (!this.#numbers.has(key)) this.#numbers.set(key, this.#all.push(claim.assumptions[index]!))
      }
      if (claim.experiment === null) continue
      const common = this.#common.get(claim.experiment)
      const kept = common === undefined ? keys : keys.filter((key) => common.has(key))
      this.#common.set(claim.experiment, new Set(kept))
    }
  }

  /** What all claims on an experiment assume, each a link to what is open, what was chosen and what else could have been. */
  linksOfExperiment(id: string): Html {
    return this.#linksOf([...(this.#common.get(id) ?? [])])
  }

  /** What a claim assumes beside that. */
  linksOfClaim({ assumptions, experiment }: Claim): Html {
    const common = experiment === null ? undefined : this.#common.get(experiment)
    return this.#linksOf(assumptions.map(canonicalJson).filter((key) => common === undefined || !common.has(key)))
  }

  #linksOf(keys: readonly string[]): Html {
    if (keys.length === 0) return NOTHING
    const links = keys.map((key, index): Content => {
      const number = this.#numbers.get(key)!
      return [index > 0 && ', ', html`<a href=#${anchorOf(number)}>${this.#all[number - 1]!.topic}</a>`]
    })
    return html` <b>Assumed where it is open:</b> ${links}.`
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
