import { mean } from 'simple-statistics'
import { gridSettings, sameSetting, settingsOnEdge } from '../claims/grid'
import type { Grid, Setting, Tuning } from '../claims/types'
import type { ClaimOf, KindName } from '../kinds'
import { bootstrapStream } from '../kinds/shared/bootstrapStream'
import { contendersOf, DEFAULT_CONTENDERS } from '../kinds/shared/contenders'
import { type RunPoint, runPointOf, valueAtPoint } from '../kinds/shared/runPoint'
import type { Candidate, Selection } from '../kinds/shared/types'
import { armsOf, tuningOf } from '../plan/roles'
import type { ClaimPlan, RunRole } from '../plan/types'
import { runKindOf } from '../runs/runKinds'
import { choiceShares } from '../stats/choiceShares'
import { type CrossedLosses, modelConfidenceSet } from '../stats/modelConfidenceSet'
import type { RunResult } from '../store/types'

/** What tuning chose for one arm, and how. */
export interface ChosenSetting {
  readonly setting: Setting
  readonly selection: Selection
}

/** The metric of which runs record the last value by blocks of images. */
const BLOCKED = 'validation.loss'

/** `sign`: 1 where the selection metric is the better the lower, -1 where it is the better the higher. */
type SignedTuning = Tuning & { readonly sign: 1 | -1; readonly point: RunPoint }

const SIGNS = { lower: 1, higher: -1 } as const

type Results = ReadonlyMap<string, RunResult>

/** Claims share their selection runs, and ask for what these chose at every round. */
const known = new WeakMap<Results, Map<string, ChosenSetting>>()

/** The setting that each tuned arm's selection runs chose; null while a run is missing. */
export function chosenSettings<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: Results
): ReadonlyMap<string, ChosenSetting> | null {
  const tuning = tuningOf<K>(plan.claim)
  const { experiment } = plan
  const chosen = new Map<string, ChosenSetting>()
  if (tuning === null || experiment === null) return chosen
  for (const arm of armsOf<K>(plan.claim)) {
    const roles = plan.roles.filter((role) => role.purpose === 'selection' && role.arm === arm)
    const { grid, metrics } = runKindOf(experiment)
    const sign = SIGNS[metrics(experiment)[tuning.select]?.better ?? 'lower']
    const point = runPointOf(tuning.at, tuning.select, experiment)
    const choice = knownChoice({ ...tuning, sign, point }, grid(experiment), roles, results)
    if (choice === null) return null
    chosen.set(arm, choice)
  }
  return chosen
}

/**
 * Settings beside the chosen ones that are to be judged, by arm: those that selection cannot tell from the best. None
 * where an arm has more of them than the claim's tuning allows, so that the verdict speaks of the chosen settings.
 *
 * @returns null while a selection run is missing
 */
export function otherContenders<K extends KindName>(
  plan: ClaimPlan<ClaimOf<K>>,
  results: Results
): ReadonlyMap<string, readonly Setting[]> | null {
  const chosen = chosenSettings<K>(plan, results)
  if (chosen === null) return null
  const most = tuningOf<K>(plan.claim)?.contenders ?? DEFAULT_CONTENDERS
  const contenders = [...chosen].map(([arm, { setting, selection }]) => ({
    arm,
    settings: contendersOf(selection, setting) ?? [setting]
  }))
  const tooMany = contenders.some(({ settings }) => settings.length > most)
  return new Map(contenders.map(({ arm, settings }) => [arm, tooMany ? [] : settings.slice(1)]))
}

function knownChoice(
  tuning: SignedTuning,
  grid: Grid,
  roles: readonly RunRole[],
  results: Results
): ChosenSetting | null {
  const key = [tuning.select, tuning.sign, JSON.stringify([tuning.point, grid]), ...roles.map((role) => role.key)].join(
    ' '
  )
  const choices = known.get(results) ?? new Map<string, ChosenSetting>()
  known.set(results, choices)
  const choice = choices.get(key) ?? selectSetting(tuning, grid, roles, results)
  if (choice !== null) choices.set(key, choice)
  return choice
}

/**
 * Chooses an arm's setting: the smallest mean of the selection metric over the selection seeds, the largest of one that is the
 * better the higher.
 *
 * A setting with a diverged run is not chosen; where every setting has one, the first of the grid stands for the arm,
 * and its judgement runs will show the failures. Ties go to the setting that comes first in the grid's order (the
 * smaller learning rate). Means are over seeds in seed order, so the bits do not depend on the order of completion.
 *
 * @param roles the arm's selection roles
 * @param results finished runs by key
 * @returns null while a selection run is missing
 */
function selectSetting(
  tuning: SignedTuning,
  grid: Grid,
  roles: readonly RunRole[],
  results: Results
): ChosenSetting | null {
  const seeds = [...new Set(roles.map((role) => role.seed))].sort((a, b) => a - b)
  const found: { setting: Setting; runs: readonly RunResult[]; mean: number | null }[] = []
  for (const setting of gridSettings(grid)) {
    const runs: RunResult[] = []
    for (const seed of seeds) {
      const role = roles.find((candidate) => candidate.seed === seed && sameSetting(candidate.setting, setting))
      const result = role && results.get(role.key)
      if (result === undefined) return null
      runs.push(result)
    }
    const values = runs.map((run) => valueAtPoint(run, tuning.select, tuning.point))
    found.push({ setting, runs, mean: values.every(Number.isFinite) ? mean(values) : null })
  }
  const lossOf = (center: number | null) => (center === null ? Number.POSITIVE_INFINITY : tuning.sign * center)
  const smallest = Math.min(...found.map((candidate) => lossOf(candidate.mean)))
  const { setting } = found.find((candidate) => lossOf(candidate.mean) === smallest) ?? found[0]!
  const trained = found.filter((candidate) => candidate.mean !== null).map(({ runs }) => runs)
  const losses = lossesOf(tuning, trained)
  const selection = { metric: tuning.select, seeds, onEdge: settingsOnEdge(setting, grid) }
  return { setting, selection: { ...selection, ...ranked(found, losses, seeds.length) } }
}

/**
 * Of each setting, by seed and by block of images; where not every run recorded its blocks, by seed alone. The images are
 * drawn like the seeds: with others another setting may have been the best.
 */
function lossesOf({ select, sign, point }: SignedTuning, settings: readonly (readonly RunResult[])[]): CrossedLosses[] {
  const blocks = settings.map((runs) =>
    runs.map((run) => (select === BLOCKED && point.kind === 'final' ? run.imageBlocks?.validation?.losses : undefined))
  )
  const numBlocks = blocks[0]?.[0]?.length
  const complete = blocks.every((rows) => rows.every((row) => row !== undefined && row.length === numBlocks))
  return settings.map((runs, index) =>
    runs.map((run, seed) => (complete ? blocks[index]![seed]! : [sign * valueAtPoint(run, select, point)]))
  )
}

function ranked(
  found: readonly { readonly setting: Setting; readonly mean: number | null }[],
  losses: readonly CrossedLosses[],
  numSeeds: number
): Pick<Selection, 'candidates' | 'imageBlocks'> {
  const plain = found.map(({ setting, mean: center }) => ({ setting, mean: center }))
  if (numSeeds < 2 || losses.length === 0) return { candidates: plain }
  const [p, shares] = [modelConfidenceSet(losses), choiceShares(losses, bootstrapStream())]
  let place = 0
  const candidates = plain.map((candidate): Candidate => {
    if (candidate.mean === null) return { ...candidate, p: 0, share: 0 }
    const index = place++
    return { ...candidate, p: p[index]!, share: shares[index]! }
  })
  const imageBlocks = losses[0]![0]!.length
  return { candidates, ...(imageBlocks > 1 && { imageBlocks }) }
}
