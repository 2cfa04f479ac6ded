import type { Figure } from '../../figures/figure'
import { type GridCell, LINE_BREAK, settingCells, settingsGrid, tallyWords } from '../../figures/settingsGrid'
import { plainLine, shorten } from '../../text/escape'
import { judgedOutcome } from '../data/listedOutcome'
import type { MeasuredMap, SyntheticMapReport } from '../sensitivity/synthetic/types'
import type { MapSensitivity, MeasuredSensitivity } from '../sensitivity/types'
import { effectWords } from '../words'

const NAME_LIMIT = 60

/** The verdict of a claim at every setting of its experiment's grid, both arms with the same one. */
export function verdictMap({ claim }: MeasuredSensitivity, map: MapSensitivity, id: string): Figure | null {
  const cells = map.cells.map(
    ({ setting, judgement }): GridCell => ({
      setting: settingCells(setting),
      outcome: judgedOutcome({ claim, judgement }),
      words: effectWords(claim, judgement, 2).effect
    })
  )
  return settingsGrid({
    id: `${id}-map`,
    title: titleOf(claim.id, cells),
    description: `Every cell is the claim judged with both arms at that setting, ${map.numPairs} pairs each: exploratory, Holm's procedure over the map.`,
    axes: map.axes,
    cells
  })
}

/** A synthetic claim over the settings of one of its experiment's maps, and where each arm ends. */
export function syntheticMap({ claim }: SyntheticMapReport, map: MeasuredMap, id: string): Figure | null {
  const cells = map.cells.map(
    ({ setting, judgement, arms }): GridCell => ({
      setting: settingCells(setting),
      outcome: judgedOutcome({ claim, judgement }),
      words: arms.map(({ arm, place }) => `${shorten(plainLine(arm), 12)}: ${place}`).join(LINE_BREAK)
    })
  )
  return settingsGrid({
    id: `${id}-map`,
    title: titleOf(claim.id, cells),
    description:
      'Every cell is the claim judged at that setting, and where each arm ends: at the best point, at the worst, elsewhere, or still moving. Exploratory.',
    axes: map.axes,
    cells
  })
}

function titleOf(claim: string, cells: readonly GridCell[]): string {
  const name = shorten(plainLine(claim), NAME_LIMIT)
  const same = new Set(cells.map(({ outcome }) => outcome)).size === 1
  return same
    ? `${name} is ${cells[0]!.outcome} at each of ${cells.length} settings`
    : `${name} depends on the setting: ${tallyWords(cells)}`
}
