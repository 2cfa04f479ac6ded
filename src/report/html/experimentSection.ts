import { departure } from '../../spec/profiles'
import { plainLine, sentenceOf, shorten } from '../escape'
import type { Report } from '../types'
import { type Content, html, NOTHING } from './html'

/** What the experiments are; their settings, layer by layer, are data. */
export function experimentSection({ experiments, profile }: Report): Content {
  const entries = Object.values(experiments)
  if (entries.length === 0) return NOTHING
  return [
    html`<p>Every setting of each is in <code>report.json</code> under <code>experiments</code>, as it ran.</p>\n`,
    entries.map((experiment) => {
      const departs = departure(experiment, profile)
      return html`<h3>${shorten(plainLine(experiment.id), 100)}</h3><p>${sentenceOf(experiment.description)} The source's protocol: ${sentenceOf(experiment.sourceProtocol)}${departs !== null && html` <strong>Departure of profile ${profile}:</strong> ${sentenceOf(departs)}`}</p>\n`
    })
  ]
}
