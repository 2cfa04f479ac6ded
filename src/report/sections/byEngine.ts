import { type Block, labelled, table } from '../../document/document'
import { engineWords } from '../../runs/engineWords'
import { formatP } from '../../text/format'
import type { JudgedClaim } from '../data/types'

/** The effect machine by machine; none where one kind of machine made all pairs. */
export function byEngineReport({ byEngine }: JudgedClaim): Block[] {
  if (byEngine === undefined) return []
  const { parts, p } = byEngine
  const rows = parts.map(({ engine, pairs, words }) => [
    engineWords(engine),
    pairs.length,
    words.effect,
    words.interval
  ])
  return [
    labelled(
      'By machine.',
      `Several kinds of machine made these runs (--mix), each pair on one of them.${p === null ? '' : ` That their effects are one: p = ${formatP(p)}.`}`
    ),
    table(['engine', 'pairs', 'effect', 'interval'], rows, [1, 2])
  ]
}

export function engineWarnings({ byEngine }: JudgedClaim): readonly string[] {
  if (byEngine === undefined || !byEngine.differ) return []
  return [
    `The effect differs from one kind of machine to another (p = ${formatP(byEngine.p)}): what was measured hangs on the machine; see "By machine".`
  ]
}
