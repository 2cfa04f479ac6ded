import { combinations } from '../../claims/combinations'
import type { OptimizerSpec } from '../../optim/presets'
import { variantOf } from '../../optim/presets'
import { updateRuleOf } from '../../optim/updateRule'
import { defaultWindow } from './resolve'
import type { Problem, SyntheticExperiment, SyntheticMap } from './types'

export type SyntheticAxis = keyof SyntheticMap

/** The axes of a map, the slowest first. */
export const SYNTHETIC_AXES = [
  'learningRate',
  'schedule',
  'beta1',
  'beta2',
  'variant',
  'period',
  'probability',
  'rareToCommon',
  'numSteps'
] as const satisfies readonly SyntheticAxis[]

/** One value of each axis of a map. */
export type SyntheticSetting = { readonly [Axis in SyntheticAxis]?: NonNullable<SyntheticMap[Axis]>[number] }

/**
 * The Cartesian product of a map, in the order of `SYNTHETIC_AXES`, the last axis fastest.
 *
 * @example
 * settingsOfMap({ schedule: ['constant', 'inverse-sqrt'], learningRate: [0.1] })
 * // [{ learningRate: 0.1, schedule: 'constant' }, { learningRate: 0.1, schedule: 'inverse-sqrt' }]
 */
export function settingsOfMap(map: SyntheticMap): SyntheticSetting[] {
  return combinations<SyntheticSetting>(SYNTHETIC_AXES, map)
}

/** The experiment at one setting of a map, every arm alike; what the setting does not name stays as it is. */
export function experimentAt(experiment: SyntheticExperiment, setting: SyntheticSetting): SyntheticExperiment {
  const problem = problemAt(experiment.problem, setting)
  const arms = Object.entries(experiment.arms).map(([name, { optimizer }]) => [
    name,
    { optimizer: optimizerAt(optimizer, setting) }
  ])
  // A window that was one cycle stays one.
  const { window } = experiment.record
  const record = { ...experiment.record, window: isCycle(window, experiment.problem) ? defaultWindow(problem) : window }
  const numSteps = setting.numSteps ?? experiment.numSteps
  return { ...experiment, problem, numSteps, record, arms: Object.fromEntries(arms) }
}

function isCycle(window: number, problem: Problem): boolean {
  return window === defaultWindow(problem)
}

/** What an optimizer has no setting for stays out, and its decays stay its own, whosever variant it becomes. */
function optimizerAt(optimizer: OptimizerSpec, { schedule, ...setting }: SyntheticSetting): OptimizerSpec {
  const { beta1, beta2 } = updateRuleOf(optimizer)
  const wanted = {
    ...variantOf(optimizer.name, setting.variant),
    beta1,
    beta2,
    ...setting,
    ...(schedule !== undefined && { schedule: { name: schedule } })
  }
  const own = Object.entries(wanted).filter(([key]) => Object.hasOwn(optimizer, key))
  return { ...optimizer, ...Object.fromEntries(own) }
}

/** The rare slope follows the others, so that the ratio is the setting's, or stays the problem's own. */
function problemAt(problem: Problem, { period, probability, rareToCommon }: SyntheticSetting): Problem {
  const spaced = ((): Problem => {
    switch (problem.name) {
      case 'periodic-linear':
        return { ...problem, period: period ?? problem.period }
      case 'bernoulli-linear':
        return { ...problem, probability: probability ?? problem.probability }
      default:
        return problem satisfies never
    }
  })()
  if (rareToCommon === undefined && commonSteps(spaced) === commonSteps(problem)) return problem
  const ratio = rareToCommon ?? rareToCommonOf(problem)
  const size = ratio * Math.abs(problem.commonSlope) * commonSteps(spaced)
  return { ...spaced, rareSlope: Math.sign(problem.rareSlope) * size }
}

/**
 * The rare slope over the sum of a cycle's common ones, without signs; of a random problem over what is expected of them.
 *
 * @example rareToCommonOf({ name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] }) // 1.01
 */
export function rareToCommonOf(problem: Problem): number {
  return Math.abs(problem.rareSlope) / (Math.abs(problem.commonSlope) * commonSteps(problem))
}

/** Common steps for every rare one. */
function commonSteps(problem: Problem): number {
  return problem.name === 'periodic-linear' ? problem.period - 1 : (1 - problem.probability) / problem.probability
}
