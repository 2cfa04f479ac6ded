import { canonicalJson } from '../../json/canonical'
import type { Labels } from '../../outside/types'
import { mean } from '../../stats/describe'
import type { OutsideRun } from '../types'
import type { Group } from './cells'
import { compareArms } from './compareArms'
import type { Comparable, Question } from './types'

/** Tuned against tuned: what each arm's choice was, and how the chosen runs compare. */
export interface Tuned {
  readonly comparable: Comparable
  readonly select: string
  readonly control: readonly TunedChoice[]
  readonly treatment: readonly TunedChoice[]
}

export interface TunedChoice {
  readonly setting: Labels
  /** How many of the left-out runs it was chosen for. */
  readonly times: number
  /** Names of the settings whose chosen value is the smallest or the largest number of the grid. */
  readonly onEdge: readonly string[]
}

/**
 * Compares each arm at the settings that its own selection metric prefers. No fresh seeds can be run, so a run is
 * judged at the setting that the other runs choose: for the j-th run of every setting, the smallest mean of the
 * selection metric over the others; a setting with a failed run among these is not chosen, ties go to the first.
 * The judged runs share selections, so they are not quite independent: exploratory.
 *
 * @param select the claim's name of the metric that is minimised
 */
export function compareTuned(question: Question, { cells, unmatched }: Group, select: string): Tuned {
  const grid = [...cells, ...unmatched]
  const control = chooseRuns(grid.map((cell) => ({ setting: cell.setting, runs: cell.control })))
  const treatment = chooseRuns(grid.map((cell) => ({ setting: cell.setting, runs: cell.treatment })))
  const cell = { setting: {}, control: control.runs, treatment: treatment.runs }
  return {
    // The chosen settings differ between the arms, so equal run numbers have even less in common: never pairs.
    comparable: compareArms({ ...question, pairing: 'none' }, [cell]),
    select,
    control: control.choices,
    treatment: treatment.choices
  }
}

interface Candidate {
  readonly setting: Labels
  readonly runs: readonly OutsideRun[]
}

function chooseRuns(grid: readonly Candidate[]): { readonly runs: OutsideRun[]; readonly choices: TunedChoice[] } {
  const numRuns = Math.max(0, ...grid.map(({ runs }) => runs.length))
  const chosen = Array.from({ length: numRuns }, (_, index) => choose(grid, index)).filter((one) => one !== null)
  const choices = new Map<string, TunedChoice>()
  for (const { setting } of chosen) {
    const key = canonicalJson(setting)
    const times = (choices.get(key)?.times ?? 0) + 1
    choices.set(key, { setting, times, onEdge: onEdge(setting, grid) })
  }
  return { runs: chosen.map(({ run }) => run), choices: [...choices.values()] }
}

function choose(grid: readonly Candidate[], index: number): { setting: Labels; run: OutsideRun } | null {
  let best: { setting: Labels; run: OutsideRun; score: number } | null = null
  for (const { setting, runs } of grid) {
    const run = runs[index]
    const others = runs.toSpliced(index, 1)
    if (run === undefined || others.length === 0 || others.some(({ failure }) => failure !== null)) continue
    const score = mean(others.map(({ selection }) => selection ?? Number.NaN))
    if (Number.isFinite(score) && (best === null || score < best.score)) best = { setting, run, score }
  }
  return best
}

function onEdge(setting: Labels, grid: readonly Candidate[]): string[] {
  return Object.entries(setting).flatMap(([name, value]) => {
    const values = grid.map((candidate) => candidate.setting[name]!)
    if (typeof value !== 'number' || !values.every((other) => typeof other === 'number')) return []
    const isEdge = value === Math.min(...values) || value === Math.max(...values)
    // Of one or two values every one is on the edge: nothing was scanned.
    return isEdge && new Set(values).size > 2 ? [name] : []
  })
}
