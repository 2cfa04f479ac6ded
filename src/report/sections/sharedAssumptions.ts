import type { Assumption } from '../../claims/types'
import { joined, type Line, link, strong, type Table, table, target } from '../../document/document'
import { canonicalJson } from '../../json/canonical'
import type { Claim } from '../../kinds'
import type { Report } from '../data/types'

export const ASSUMPTION_HEADERS = ['about', 'what the source leaves open', 'chosen here', 'alternatives']

export function assumptionTable(assumptions: readonly Assumption[]): Table {
  return table(ASSUMPTION_HEADERS, assumptions.map(cellsOf))
}

function cellsOf({ topic, gap, choice, alternatives }: Assumption): Line[] {
  return [topic, gap, choice, alternatives.length === 0 ? '–' : joined(alternatives, '; ')]
}

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
  linksOfExperiment(id: string): Line {
    return this.#linksOf([...(this.#common.get(id) ?? [])])
  }

  /** What a claim assumes beside that. */
  linksOfClaim({ assumptions, experiment }: Claim): Line {
    const common = experiment === null ? undefined : this.#common.get(experiment)
    return this.#linksOf(assumptions.map(canonicalJson).filter((key) => common === undefined || !common.has(key)))
  }

  #linksOf(keys: readonly string[]): Line {
    if (keys.length === 0) return null
    const links = keys.map((key) => {
      const number = this.#numbers.get(key)!
      return link(anchorOf(number), this.#all[number - 1]!.topic)
    })
    return [' ', strong('Assumed where it is open:'), ' ', joined(links, ', '), '.']
  }

  /** One row each. */
  get rows(): Line[][] {
    return this.#all.map((assumption, index) => [target(anchorOf(index + 1), index + 1), ...cellsOf(assumption)])
  }
}

function anchorOf(number: number): string {
  return `a${number}`
}
