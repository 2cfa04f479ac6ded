import { resolveArms, resolveProfiles } from '../resolveShared'
import type { Problem, ProblemFile, SyntheticExperiment, SyntheticFile } from './types'

export const DEFAULT_POINTS = 100
export const DEFAULT_DOMAIN: readonly [number, number] = [-1, 1]

/** The starting points of an experiment that states none: a deterministic problem is tried from five, a random one from 0. */
function defaultInitialPoints(problemName: Problem['name']): readonly number[] {
  return problemName === 'periodic-linear' ? [-1, -0.5, 0, 0.5, 1] : [0]
}

/** The window of an experiment that states none: one cycle, for a random problem the expected one. */
export function defaultWindow(problem: Pick<ProblemFile, 'name'> & { period?: number; probability?: number }): number {
  return problem.name === 'periodic-linear' ? problem.period! : Math.ceil(1 / problem.probability!)
}

/** The file, which lint accepted, with every default filled in. */
export function resolveSynthetic(file: SyntheticFile): SyntheticExperiment {
  return {
    id: file.id,
    kind: 'synthetic',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    problem: { domain: DEFAULT_DOMAIN, ...file.problem },
    initialPoints: file.initialPoints ?? defaultInitialPoints(file.problem.name),
    numSteps: file.numSteps,
    record: { points: DEFAULT_POINTS, window: defaultWindow(file.problem), ...file.record },
    arms: resolveArms(file.arms, 'box'),
    profiles: resolveProfiles(file.profiles),
    ...(file.maps !== undefined && { maps: file.maps })
  }
}
