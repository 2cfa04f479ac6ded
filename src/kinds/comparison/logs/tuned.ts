import { canonicalJson } from '../../../json/canonical'
import { mean } from '../../../stats/describe'
import { pairEffect } from '../pairEffect'
import { hasTrained } from './armSummary'
import type { Group } from './cells'
import { compareArms } from './compareArms'
import { scaleOfRuns } from './estimators'
import { halvings } from './halvings'
import type { Comparable, Labels, OutsideRun, Question, TunedChoice, TunedWords } from './types'

/** From so many runs of each arm at each setting on one half of them can choose and the other be judged. */
export const MIN_SPLIT_RUNS = 10
/** Of fewer runs a half is a single one. */
const MIN_DESCRIBED_RUNS = 4

/** Tuned against tuned: what each arm's choice was, and how the runs that had no part in it compare. */
export interface Tuned extends TunedWords {
  /** The judged halves; null where there are too few runs for a verdict. */
  readonly comparable: Comparable | null
}

/**
 * Compares each arm at the settings that its own selection metric prefers. Runs that choose a setting are never judged,
 * nor the reverse: where every arm has at least 10 runs at every setting, the first, third, ... in the order of their
 * numbers choose and the second, fourth, ... are judged, given that choice. With fewer runs nothing is judged: the effect
 * is described over the ways of halving the runs by their places in that order, the same for all settings.
 *
 * A choice is the smallest mean of the selection metric over the choosing half; a setting with a failed run in that half
 * is not chosen, ties go to the first.
 */
export function compareTuned(question: Question, { cells, unmatched }: Group): Tuned {
  const grid = [...cells, ...unmatched]
  const arms = (['control', 'treatment'] as const).map((arm) =>
    grid.map((cell) => ({ setting: cell.setting, runs: cell[arm] })).filter(({ runs }) => runs.length > 0)
  ) as [Candidate[], Candidate[]]
  const sizes = arms.flat().map(({ runs }) => runs.length)
  if (arms.every((candidates) => candidates.length > 0) && Math.min(...sizes) >= MIN_SPLIT_RUNS) {
    const [control, treatment] = arms.map((candidates) => choose(candidates, (place) => place % 2 === 0)) as [
      Choice | null,
      Choice | null
    ]
    const cell = { setting: {}, control: control?.judged ?? [], treatment: treatment?.judged ?? [] }
    return {
      // The chosen settings differ between the arms, so equal run numbers have even less in common: never pairs.
      comparable: compareArms({ ...question, pairing: 'none' }, [cell]),
      splits: null,
      control: countChoices([control], arms[0]),
      treatment: countChoices([treatment], arms[1])
    }
  }
  return describe(question, arms)
}

function describe(question: Question, arms: readonly [Candidate[], Candidate[]]): Tuned {
  const numRuns = Math.max(0, ...arms.flat().map(({ runs }) => runs.length))
  const ways = numRuns < MIN_DESCRIBED_RUNS ? [] : halvings(numRuns)
  const choices = ways.map((way) => {
    const chooses = new Set(way)
    return arms.map((candidates) => choose(candidates, (place) => chooses.has(place))) as [Choice | null, Choice | null]
  })
  const scale = scaleOfRuns(question.hypothesis, pairEffect(question.claim, question.hypothesis))
  const effects = choices.flatMap(([control, treatment]) => {
    const [a, b] = [control, treatment].map((choice) => choice?.judged.filter(hasTrained).map(scale) ?? [])
    // A single run's value is nobody's to tell.
    return a!.length < 2 || b!.length < 2 ? [] : [mean(b!) - mean(a!)]
  })
  const effect =
    effects.length === 0 ? null : { mean: mean(effects), lowest: Math.min(...effects), highest: Math.max(...effects) }
  return {
    comparable: null,
    splits: { number: ways.length, used: effects.length, effect },
    control: countChoices(
      choices.map(([control]) => control),
      arms[0]
    ),
    treatment: countChoices(
      choices.map(([, treatment]) => treatment),
      arms[1]
    )
  }
}

interface Candidate {
  readonly setting: Labels
  readonly runs: readonly OutsideRun[]
}

interface Choice {
  readonly setting: Labels
  readonly judged: readonly OutsideRun[]
}

function choose(grid: readonly Candidate[], chooses: (place: number) => boolean): Choice | null {
  let best: (Choice & { readonly score: number }) | null = null
  for (const { setting, runs } of grid) {
    const choosing = runs.filter((_, place) => chooses(place))
    const judged = runs.filter((_, place) => !chooses(place))
    if (judged.length === 0 || choosing.length === 0 || !choosing.every(hasTrained)) continue
    const score = mean(choosing.map(({ selection }) => selection ?? Number.NaN))
    if (Number.isFinite(score) && (best === null || score < best.score)) best = { setting, judged, score }
  }
  return best
}

function countChoices(choices: readonly (Choice | null)[], grid: readonly Candidate[]): TunedChoice[] {
  const counts = new Map<string, TunedChoice>()
  for (const choice of choices) {
    if (choice === null) continue
    const key = canonicalJson(choice.setting)
    const times = (counts.get(key)?.times ?? 0) + 1
    counts.set(key, { setting: choice.setting, times, onEdge: onEdge(choice.setting, grid) })
  }
  return [...counts.values()].sort((a, b) => b.times - a.times)
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
