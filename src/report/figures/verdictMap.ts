import type { Setting } from '../../claims/types'
import type { Figure } from '../../figures/figure'
import { type GridCell, LINE_BREAK, settingsGrid, tallyWords } from '../../figures/settingsGrid'
import type { SettingsAnalysis } from '../../kinds/lower-at-most-settings/types'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { judgedOutcome } from '../data/listedOutcome'
import type { JudgedClaim } from '../data/types'
import type { MeasuredMap, SyntheticMapReport } from '../sensitivity/synthetic/types'
import type { MapSensitivity, MeasuredSensitivity } from '../sensitivity/types'
import { effectWords, pairedWords } from '../words'

const NAME_LIMIT = 60

/** The verdict of a claim at every setting of its experiment's grid, both arms with the same one. */
export function verdictMap({ claim }: MeasuredSensitivity, map: MapSensitivity, id: string): Figure | null {
  const cells = map.cells.map(
    ({ setting, judgement }): GridCell => ({
      setting: settingOf(setting),
      outcome: judgedOutcome(judgement),
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

/** What every setting of a claim over a whole map shows by itself. */
export function settingsMap({ claim }: JudgedClaim, analysis: SettingsAnalysis, id: string): Figure | null {
  const { settings, lower, numSettings, numPairs, delta } = analysis
  const cells = settings.map(
    (each): GridCell => ({
      setting: settingOf(each.setting),
      outcome: each.verdict.outcome,
      words: pairedWords(claim.hypothesis, { ...each, delta }, 2).effect
    })
  )
  return settingsGrid({
    id: `${id}-map`,
    title: `Lower at ${lower.shown} of ${numSettings} settings; the claim needs ${lower.needed}`,
    description: `Every cell is what that setting shows by itself, ${numPairs} pairs each: exploratory. The verdict is of the whole map.`,
    axes: Object.keys(settings[0]?.setting ?? {}),
    cells
  })
}

/** A synthetic claim over the settings of one of its experiment's maps, and where each arm ends. */
export function syntheticMap({ claim }: SyntheticMapReport, map: MeasuredMap, id: string): Figure | null {
  const cells = map.cells.map(
    ({ setting, judgement, arms }): GridCell => ({
      setting: settingOf(setting),
      outcome: judgedOutcome(judgement),
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

function settingOf(setting: Setting | Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(setting).map(([axis, value]) => [
    axis,
    typeof value === 'number' ? formatNumber(value, 15) : plainLine(String(value))
  ])
  return Object.fromEntries(entries)
}
