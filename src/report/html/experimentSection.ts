import { departure } from '../../runs/profiles'
import { plainLine, sentenceOf, shorten } from '../../text/escape'
import type { Report } from '../types'
import type { Assumptions } from './assumptions'
import { type Content, html, NOTHING } from './html'

/** What the experiments are; their settings, layer by layer, are data. */
export function experimentSection({ experiments, profile }: Report, assumptions: Assumptions): Content {
  const entries = Object.values(experiments)
  if (entries.length === 0) return NOTHING
  return [
    html`<p>Every setting of each is in <code>report.json</code> under <code>experiments</code>, as it ran.</p>\n`,
    entries.map((experiment, index) => {
      const departs = departure(experiment, profile)
      return html`<h3 id="${anchorOf(index)}">${shorten(plainLine(experiment.id), 100)}</h3><p>${sentenceOf(experiment.description)} The source's protocol: ${sentenceOf(experiment.sourceProtocol)}${departs === null ? ` Profile ${profile} states no departure from it.` : html` <b>Departure of profile ${profile}:</b> ${sentenceOf(departs)}`}${assumptions.linksOfExperiment(experiment.id)}</p>\n`
    })
  ]
}

/** Id of the heading of an experiment; null where the report does not have it. */
export function experimentAnchor({ experiments }: Report, id: string): string | null {
  const index = Object.keys(experiments).indexOf(id)
  return index < 0 ? null : anchorOf(index)
}

function anchorOf(index: number): string {
  return `experiment-${index + 1}`
}
