import { sameSetting } from '../../claims/grid'
import { outcomeInWords } from '../../claims/outcomes'
import type { Setting } from '../../claims/types'
import { type Block, type Line, labelled, paragraph, strong, table, words } from '../../document/document'
import { kindOf } from '../../kinds'
import { CONTENDER_LEVEL } from '../../kinds/shared/contenders'
import type { ArmEvidence, Candidate, SelectionFindings } from '../../kinds/shared/types'
import { formatCount, formatNumber, formatP, formatPercent, formatValue } from '../../text/format'
import type { JudgedClaim } from '../data/types'

/** How the settings of the arms were chosen; none where they were given. */
export function tuningReport({ claim, judgement }: JudgedClaim): Block[] {
  const arms: readonly ArmEvidence[] = kindOf(claim.hypothesis).contest?.arms(judgement.evidence) ?? []
  const reports = arms.flatMap(armTuning)
  return reports.length === 0 ? [] : [labelled('Tuning.'), ...reports]
}

/** The verdict at each combination of settings that selection cannot tell from the best; none where there is one. */
export function contenderReport({ judgement: { selection, p: overall } }: JudgedClaim): Block[] {
  if (selection === undefined || selection.combinations.length === 0) return []
  const { arms, combinations } = selection
  const rows = combinations.map(({ settings, outcome, subtype, p, words: { effect, interval } }, index) => [
    ...settings.map((setting) => (index === 0 ? strong(settingWords(setting)) : settingWords(setting))),
    effect,
    interval,
    formatP(p),
    outcomeInWords({ outcome, subtype })
  ])
  return [
    labelled(
      'At every setting that selection cannot tell from the best.',
      `The chosen ones stand first. Over all of them p = ${formatP(overall)}: the largest, or 1 where they are decided otherwise.`
    ),
    table([...arms.map(({ arm }) => arm), 'effect', 'interval', 'p', 'outcome'], rows, [arms.length, arms.length + 2])
  ]
}

/** How the choice of settings enters the verdict; null where none were chosen. */
export function selectionRule({ judgement: { selection } }: JudgedClaim): string | null {
  if (selection === undefined) return null
  if (selection.judgedAt === 'chosen') return `The chosen settings alone are judged: ${chosenAloneWords(selection)}.`
  return `The settings that selection cannot tell from the best (a model confidence set at level ${CONTENDER_LEVEL} an arm) are all judged, each combination at alpha_j: an outcome is the claim's only where every combination has it, else it is inconclusive (selection).`
}

function chosenAloneWords({ arms }: SelectionFindings): string {
  if (arms.some(({ contenders }) => contenders === null))
    return 'how far selection tells them from others was not measured'
  const counts = arms.map(({ arm, contenders }) => `${contenders} of ${arm}`).join(' and ')
  return `selection cannot tell ${counts} from the best, more than are judged`
}

/** Every candidate of an arm, and whether the choice lies on the grid's edge. */
function armTuning({ arm, selection, setting }: ArmEvidence): Block[] {
  if (selection === null) return []
  const { metric, seeds, onEdge, candidates, imageBlocks } = selection
  const ranked = candidates.some(({ p }) => p !== undefined)
  const rows = candidates.map((candidate): Line[] => {
    const cells = [
      settingWords(candidate.setting),
      candidate.mean === null ? 'diverged' : formatNumber(candidate.mean, 6),
      ...(ranked ? standing(candidate) : [])
    ]
    return sameSetting(candidate.setting, setting) ? cells.map((cell) => strong(cell)) : cells
  })
  const over = imageBlocks === undefined ? '' : ` and ${formatCount(imageBlocks, 'block')} of validation images`
  return [
    paragraph(
      words`Arm ${arm}: ${settingWords(setting)}, the lowest mean ${metric} over ${formatCount(seeds.length, 'selection seed')}${
        ranked && `; told from the others over these seeds${over}`
      }.`
    ),
    table(['setting', ['mean ', metric], ...(ranked ? ['p of the best', 'chosen by'] : [])], rows, [1, 2, 3]),
    ...(onEdge.length === 0
      ? []
      : [labelled('On the edge of the grid:', `${onEdge.join(', ')}. A better setting may lie outside.`)])
  ]
}

/** The p below which it is no contender, and how many of resampled selections choose it. */
function standing({ mean, p = 0, share = 0 }: Candidate): string[] {
  return mean === null ? ['–', '–'] : [formatP(p), `${formatPercent(share, 3)} of resamples`]
}

/** Hyperparameters by name, so that equal settings read the same. */
function settingWords(setting: Setting): string {
  const parts = Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : 1))
  if (parts.length === 0) return 'as it stands'
  return parts.map(([name, value]) => `${name} ${formatValue(value)}`).join(', ')
}
