import { digestOf } from '../json/canonical'
import type { CohortCost, CohortMemory } from '../runs/runKind'
import { runKindOf } from '../runs/runKinds'
import { estimateCost, estimateMemory } from './estimate'
import { makespanMs } from './makespan'
import type { PlannedRun } from './types'

/** Runs that one worker executes together, because their kind of run says that they may be (`RunKind.together`). */
export interface Cohort {
  readonly runs: readonly PlannedRun[]
  /** Time on one core. */
  readonly estimateMs: number
  /** Resident memory of the worker. */
  readonly bytes: number
}

/** Members of a larger cohort no longer gain anything, and a crash loses more. */
export const MAX_COHORT_SIZE = 24
/** A cohort that saves less than this share of its members' own time is not worth that the other workers wait for it. */
const LEAST_SAVING = 0.05
/** Of the ideal, all workers busy to the end: nobody feels less, and the estimates are rougher. */
const GOOD_ENOUGH = 1.02
const SPLITS_PER_WORKER = 16

/** All runs that may be trained together, with what decides into how many tasks they are cut. */
interface Group {
  readonly runs: readonly PlannedRun[]
  readonly cost: CohortCost
  readonly memory: CohortMemory
  parts: number
}

/**
 * Groups runs into cohorts and cuts these so that no worker is idle at the end: of the cuts that were tried the one with
 * the shortest makespan. A run's bytes do not depend on its cohort, so every cut is allowed; what it costs, the shared
 * part of the work done again, comes out of the estimates.
 *
 * @param numWorkers 1 or more
 * @returns longest first
 */
export function planCohorts(runs: readonly PlannedRun[], numWorkers: number): readonly Cohort[] {
  const groups = groupRuns(runs)
  let bestParts = groups.map(({ parts }) => parts)
  let durations = durationsOf(groups)
  let bestMs = makespanMs(durations, numWorkers)
  for (let split = 0; split < SPLITS_PER_WORKER * numWorkers; split += 1) {
    const idealMs = durations.reduce((sum, ms) => sum + ms, 0) / numWorkers
    if (bestMs <= GOOD_ENOUGH * idealMs || !splitLongest(groups)) break
    durations = durationsOf(groups)
    const ms = makespanMs(durations, numWorkers)
    if (ms >= bestMs) continue
    bestMs = ms
    bestParts = groups.map(({ parts }) => parts)
  }
  return groups
    .flatMap((group, index) => cut(group, bestParts[index]!))
    .sort((a, b) => b.estimateMs - a.estimateMs || seedOf(a) - seedOf(b) || (a.runs[0]!.key < b.runs[0]!.key ? -1 : 1))
}

/** Runs of one seed go one after the other, in an order that says nothing: their times are compared. */
function seedOf({ runs }: Cohort): number {
  return runs[0]!.spec.seeds.order
}

/** Core-milliseconds of runs that are trained in cohorts as large as they may be. */
export function estimateWorkMs(runs: readonly PlannedRun[]): number {
  return groupRuns(runs)
    .flatMap(durationsOfGroup)
    .reduce((sum, ms) => sum + ms, 0)
}

/** What the members of a cohort have in common; a run that goes alone has its own key. */
function cohortKey({ spec, key }: PlannedRun): string {
  const common = runKindOf(spec).together(spec)
  return common === null ? key : digestOf(common)
}

function groupRuns(runs: readonly PlannedRun[]): Group[] {
  const members = new Map<string, PlannedRun[]>()
  for (const run of runs) {
    const key = cohortKey(run)
    const known = members.get(key)
    if (known === undefined) members.set(key, [run])
    else known.push(run)
  }
  return [...members.values()].map((group) => {
    const cost = estimateCost(group[0]!.spec)
    const memory = estimateMemory(group.map(({ spec }) => spec))
    return { runs: group, cost, memory, parts: fewestParts(group.length, cost) }
  })
}

function fewestParts(size: number, { sharedMs, memberMs }: CohortCost): number {
  const aloneMs = size * (sharedMs + memberMs)
  const savedMs = (size - 1) * sharedMs
  return savedMs < LEAST_SAVING * aloneMs ? size : Math.ceil(size / MAX_COHORT_SIZE)
}

/** @returns false where every task is a single run */
function splitLongest(groups: readonly Group[]): boolean {
  let longest: Group | null = null
  let longestMs = 0
  for (const group of groups) {
    const ms = durationsOfGroup(group)[0]!
    if (group.parts === group.runs.length || ms <= longestMs) continue
    longest = group
    longestMs = ms
  }
  if (longest === null) return false
  longest.parts += 1
  return true
}

function durationsOf(groups: readonly Group[]): number[] {
  return groups.flatMap(durationsOfGroup)
}

/** Longest first. */
function durationsOfGroup({ runs, cost, parts }: Group): number[] {
  return partSizes(runs.length, parts).map((size) => durationMs(cost, size))
}

function durationMs({ sharedMs, memberMs }: CohortCost, size: number): number {
  return sharedMs + size * memberMs
}

/** Sizes that differ by one at most, the larger ones first. */
function partSizes(size: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, index) => Math.floor(size / parts) + (index < size % parts ? 1 : 0))
}

function cut({ runs, cost, memory }: Group, parts: number): Cohort[] {
  let start = 0
  return partSizes(runs.length, parts).map((size) => {
    const members = runs.slice(start, start + size)
    start += size
    return {
      runs: members,
      estimateMs: durationMs(cost, size),
      bytes: memory.sharedBytes + size * memory.memberBytes
    }
  })
}
