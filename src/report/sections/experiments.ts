import { type Block, code, codeText, heading, paragraph, type Section, strong, words } from '../../document/document'
import { departure } from '../../runs/profiles'
import type { Experiment } from '../../runs/runKinds'
import { sentenceOf } from '../../text/escape'
import type { Report } from '../data/types'
import { type Context, type Links, nameOf } from './context'

/** What the experiments are: in a text with every setting, in a page with what claims link to. */
export function experiments({ report, links }: Context): Section | null {
  const all = Object.entries(report.experiments)
  if (all.length === 0) return null
  return links === null
    ? {
        anchor: 'experiments',
        title: 'Experiments, as they ran',
        blocks: all.flatMap(([, experiment]) => settingsOf(experiment))
      }
    : { anchor: 'experiments', title: 'Protocols, as they ran', blocks: protocols(all, report, links) }
}

function settingsOf(experiment: Experiment): Block[] {
  return [
    heading(3, words`Experiment ${nameOf(experiment.id, 100)}`),
    paragraph(experiment.description),
    code(JSON.stringify(experiment, null, 2), 'json')
  ]
}

function protocols(
  all: readonly (readonly [string, Experiment])[],
  { profile }: Report,
  { assumptions, experiments: anchors }: Links
): Block[] {
  return [
    paragraph(
      words`Every setting of each is in ${codeText('report.json')} under ${codeText('experiments')}, as it ran.`
    ),
    ...all.flatMap(([id, experiment]) => {
      const departs = departure(experiment, profile)
      const departed =
        departs === null
          ? ` Profile ${profile} states no departure from it.`
          : [' ', strong(`Departure of profile ${profile}:`), ' ', sentenceOf(departs)]
      return [
        heading(3, nameOf(experiment.id, 100), anchors.get(id)!),
        paragraph([
          words`${sentenceOf(experiment.description)} The source's protocol: ${sentenceOf(experiment.sourceProtocol)}`,
          departed,
          assumptions.linksOfExperiment(experiment.id)
        ])
      ]
    })
  ]
}
