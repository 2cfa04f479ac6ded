import type { Setting } from '../../claims/types'
import { type Block, type Line, labelled, paragraph, strong, table, words } from '../../document/document'
import { showOf } from '../../kinds'
import type { ArmEvidence } from '../../kinds/shared/types'
import { formatCount, formatNumber } from '../../text/format'
import type { JudgedClaim } from '../data/types'

/** How the settings of the arms were chosen; none where they were given. */
export function tuningReport({ claim, judgement }: JudgedClaim): Block[] {
  const reports = (showOf(claim).tuned?.(judgement.evidence) ?? []).flatMap(armTuning)
  return reports.length === 0 ? [] : [labelled('Tuning.'), ...reports]
}

/** Every candidate of an arm, and whether the choice lies on the grid's edge. */
function armTuning({ arm, selection, setting }: ArmEvidence): Block[] {
  if (selection === null) return []
  const { metric, seeds, onEdge, candidates } = selection
  const chosen = settingWords(setting)
  const rows = candidates.map((candidate): Line[] => {
    const cells = [
      settingWords(candidate.setting),
      candidate.mean === null ? 'diverged' : formatNumber(candidate.mean, 6)
    ]
    return cells[0] === chosen ? cells.map((cell) => strong(cell)) : cells
  })
  return [
    paragraph(
      words`Arm ${arm}: ${chosen}, the lowest mean ${metric} over ${formatCount(seeds.length, 'selection seed')}.`
    ),
    table(['setting', ['mean ', metric]], rows, [1]),
    ...(onEdge.length === 0
      ? []
      : [labelled('On the edge of the grid:', `${onEdge.join(', ')}. A better setting may lie outside.`)])
  ]
}

/** Hyperparameters by name, so that equal settings read the same. */
function settingWords(setting: Setting): string {
  const parts = Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : 1))
  if (parts.length === 0) return 'as it stands'
  return parts.map(([name, value]) => `${name} ${formatNumber(value, 15)}`).join(', ')
}
