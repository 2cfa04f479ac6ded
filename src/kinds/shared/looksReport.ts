import { type Block, labelled, paragraph, strong, table } from '../../document/document'
import { formatInterval, formatNumber, formatP } from '../../text/format'
import type { SubtypeLooks } from '../comparison/types'
import type { Look, SequentialAnalysis } from './types'

/** The looks at a claim to which seeds were added; none where the number of seeds was fixed. */
export function looksReport(sequential: SequentialAnalysis | null, subtypeLooks?: SubtypeLooks): Block[] {
  if (sequential === null) return []
  const { looks, decidedAt, budget } = sequential
  const end =
    decidedAt === null
      ? `It was not decided; the budget is ${budget.max} seeds.`
      : `It ended at ${decidedAt} of at most ${budget.max} seeds: the estimate of a stop lies too far out on average.`
  const intro = `One after the other, in the order of the seeds, the first at ${budget.min}. ${end}`
  if (looks.length === 0) return [labelled('Looks.', `${intro} No look was taken.`)]
  const rows = looks.map((look) => [
    look.n,
    formatInterval(look.interval),
    evidenceOf(look),
    formatP(look.p),
    look.outcome
  ])
  return [
    labelled('Looks.', intro),
    table(['seeds', 'interval', 'evidence 1/p', 'p so far', 'verdict'], rows, [0, 2, 3]),
    ...(subtypeLooks === undefined ? [] : [subtypeBlock(subtypeLooks)])
  ]
}

function subtypeBlock({ atStop, n, interval, entered, max }: SubtypeLooks): Block {
  return paragraph([
    strong('Subtype.'),
    ` At the stop it was refuted (${atStop}). Seeds went on for how, to ${entered} of at most ${max}; the verdict is that of ${n} seeds, where theta was in ${formatInterval(interval)}. All other numbers are those of the stop; the intervals of all looks hold together, so going on has no error rate of its own, and what the stop showed stands.`
  ])
}

/** How strongly the looks so far speak against the claim's reference: the largest E, where the method has one. */
function evidenceOf({ p }: Look): string {
  return p === null || p === 0 ? '–' : formatNumber(1 / p)
}
