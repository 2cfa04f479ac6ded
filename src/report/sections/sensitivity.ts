import {
  type Block,
  blocksOf,
  details,
  faint,
  figureBlock,
  heading,
  paragraph,
  quote,
  type Section
} from '../../document/document'
import type { Figure } from '../../figures/figure'
import { sentenceOf } from '../../text/escape'
import { bestOfKChart } from '../figures/bestOfK'
import { choicesChart } from '../figures/choices'
import { varianceShares } from '../figures/varianceShares'
import { syntheticMap, verdictMap } from '../figures/verdictMap'
import { sensitivitySections } from '../sensitivity/sections'
import { syntheticSections } from '../sensitivity/synthetic/sections'
import { type Context, claimName, nameOf, type SensitivityStudy } from './context'

/** What the answers depend on: the studies that are shown beside the report, by claim. */
export function studies({ studies: shown }: Context): Section | null {
  const studies = [...shown.sensitivity].sort((a, b) =>
    a.claim.id < b.claim.id ? -1 : a.claim.id > b.claim.id ? 1 : 0
  )
  if (studies.length === 0) return null
  return {
    anchor: 'sensitivity',
    title: 'What the answers depend on',
    blocks: studies.map((study, index) => partOf(study, anchorOf(index))),
    entries: studies.map(({ claim }, index) => ({ anchor: anchorOf(index), title: nameOf(claim.id) }))
  }
}

/** Ids of a study's figures begin with that of its part. */
function partOf(study: SensitivityStudy, id: string): Block {
  const { claim, profile, by } = study
  return {
    kind: 'part',
    id,
    number: null,
    title: claimName(claim),
    status: [faint(`profile ${profile}, by ${by.join(', ')}`)],
    blocks: blocksOf([quote(sentenceOf(claim.statement)), figuresOf(study, id).map(figureBlock), bodyOf(study)])
  }
}

function bodyOf(study: SensitivityStudy): Block[] {
  if (study.format === 'claimcheck-synthetic-maps') return syntheticSections(study).flatMap(folded)
  if (study.outcome === 'measured') return sensitivitySections(study).flatMap(folded)
  const { cause, reason, remedy } = study
  return [paragraph(`Could not run (${cause}): ${sentenceOf(reason)} What helps: ${sentenceOf(remedy)}`)]
}

/** A section of a study within a report: its tables can be unfolded. */
function folded({ title, blocks }: Pick<Section, 'title' | 'blocks'>): Block[] {
  return [heading(4, title), ...blocks.map((block) => (block.kind === 'table' ? details('The numbers', block) : block))]
}

function figuresOf(study: SensitivityStudy, id: string): Figure[] {
  if (study.format === 'claimcheck-synthetic-maps') {
    return study.maps.flatMap((map, index) => syntheticMap(study, map, `${id}-${index + 1}`) ?? [])
  }
  if (study.outcome !== 'measured') return []
  const { map, square, bestOfK, choices } = study
  return [
    map === null ? null : verdictMap(study, map, id),
    square === null ? null : varianceShares(study, square, id),
    bestOfK === null ? null : bestOfKChart(bestOfK, id),
    choices === null ? null : choicesChart(study, choices, id)
  ].filter((figure) => figure !== null)
}

function anchorOf(index: number): string {
  return `sensitivity-${index + 1}`
}
