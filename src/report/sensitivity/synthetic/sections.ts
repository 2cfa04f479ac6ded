import { outcomeInWords } from '../../../claims/outcomes'
import type { SyntheticAxis, SyntheticSetting } from '../../../runs/synthetic/axes'
import { formatCount, formatDuration, formatNumber, formatP } from '../../../text/format'
import { effectWordsOf } from '../../words'
import { type StudySection, studySection } from '../section'
import type { CellPlace, MeasuredCell, MeasuredMap, Spread, SyntheticMapReport } from './types'

const PLACES: Readonly<Record<CellPlace, string>> = {
  best: 'at the best point',
  worst: 'at the worst point',
  moving: 'still moving',
  elsewhere: 'elsewhere'
}

/** The same in a cell. */
const SHORT_PLACES: Readonly<Record<CellPlace, string>> = { ...PLACES, best: 'best', worst: 'worst' }

/** The maps of a report, one section each: in words what they show, then cell by cell. */
export function syntheticSections(report: SyntheticMapReport): StudySection[] {
  return report.maps.map((map) =>
    studySection(
      `Map over ${map.axes.join(', ')}`,
      [claimWords(map), ...placeWords(map), noteWords(report, map)],
      cellTable(report, map)
    )
  )
}

/** What the maps cost, in words. */
export function costWords({ cost }: SyntheticMapReport): string {
  const million = cost.numSteps / 1e6
  return `${formatCount(cost.numRuns, 'run')}, ${formatNumber(million, 4)} million steps, ${formatDuration(cost.runTimeMs)} of run time in all, as recorded on one core each.`
}

/** The claim's outcomes over the map, and along each of its axes. */
function claimWords({ axes, cells }: MeasuredMap): string {
  const outcomes = [...new Set(cells.map(outcomeOf))]
  if (outcomes.length === 1) return `The claim is ${outcomes[0]} in every one of ${formatCount(cells.length, 'cell')}.`
  const tally = outcomes.map((outcome) => `${outcome} in ${cells.filter((cell) => outcomeOf(cell) === outcome).length}`)
  const along = axes.map((axis) => {
    const values = [...new Set(cells.map(({ setting }) => setting[axis]!))]
    const parts = values.map((value) => {
      const there = cells.filter(({ setting }) => setting[axis] === value)
      const holding = there.filter(({ judgement }) => judgement.verdict.outcome === 'reproduced').length
      return `${valueWords(value)}: ${holding} of ${there.length}`
    })
    return `by ${axis} ${parts.join(', ')}`
  })
  return `The claim over ${formatCount(cells.length, 'cell')}: ${tally.join(', ')}. Reproduced ${along.join('; ')}.`
}

/** Where each arm ends over the map. */
function placeWords({ cells }: MeasuredMap): string[] {
  const arms = cells[0]?.arms.map(({ arm }) => arm) ?? []
  return arms.map((arm, index) => {
    const places = cells.map((cell) => cell.arms[index]!.place)
    const counts = (Object.keys(PLACES) as CellPlace[]).flatMap((place) => {
      const count = places.filter((each) => each === place).length
      return count === 0 ? [] : [`${PLACES[place]} in ${count}`]
    })
    return `${arm}: ${counts.join(', ')} of ${formatCount(cells.length, 'cell')}.`
  })
}

function noteWords({ experiment }: SyntheticMapReport, { cells }: MeasuredMap): string {
  const replicate = experiment.problem.name === 'periodic-linear' ? 'starting point' : 'seed'
  const seeds = `${formatCount(cells[0]?.arms[0]?.numRuns ?? 0, replicate)} a cell and arm`
  return `Exploratory: nothing of it is registered, and Holm's procedure is over the map. ${seeds}. At a point is within the tolerance of the cell: the claim's own (0.01 where it has none), or 6 alpha where alpha is constant and that is more, at most 0.1. Still moving: a run that is at neither end has not settled, so that a longer one may end elsewhere.`
}

function cellTable(report: SyntheticMapReport, { axes, cells }: MeasuredMap) {
  const arms = cells[0]?.arms.map(({ arm }) => arm) ?? []
  const headers = [
    ...axes,
    'best point',
    'verdict',
    'effect',
    'p',
    ...arms.flatMap((arm) => [`x of ${arm}`, `R/T of ${arm}`, `${arm} ends`])
  ]
  const rows = cells.map((cell) => [
    ...axes.map((axis) => valueWords(cell.setting[axis]!)),
    cell.bestPoint === null ? 'any' : formatNumber(cell.bestPoint),
    outcomeOf(cell),
    effectWordsOf(report.claim, cell.judgement).effect,
    formatP(cell.judgement.p),
    ...cell.arms.flatMap(({ x, averageRegret, place }) => [
      spreadWords(x),
      spreadWords(averageRegret),
      SHORT_PLACES[place]
    ])
  ])
  return { headers, rows }
}

function outcomeOf({ judgement }: MeasuredCell): string {
  return outcomeInWords(judgement.verdict)
}

function valueWords(value: NonNullable<SyntheticSetting[SyntheticAxis]>): string {
  return typeof value === 'number' ? formatNumber(value, 15) : value
}

/** The median, and the range where it is wider than the median's last digit. @example spreadWords({ median: 1, low: 1, high: 1 }) // '1' */
export function spreadWords({ median, low, high }: Spread): string {
  const [middle, from, to] = [median, low, high].map((value) => formatNumber(value, 3)) as [string, string, string]
  return from === middle && to === middle ? middle : `${middle} [${from}, ${to}]`
}
