import { isAccuracy } from './isAccuracy'
import { RUN_KINDS, type RunKindName } from './runKinds'

export { isAccuracy }

function factsOf(kind: RunKindName) {
  return Object.entries(RUN_KINDS[kind].metrics({}))
}

/** The metrics that all experiments of a kind record, as far as a claim can name them. */
export function metricsOf(kind: RunKindName): readonly string[] {
  return factsOf(kind).map(([name]) => name)
}

/** What runs of networks and of synthetic problems record. */
export const RUN_METRICS: readonly string[] = [...metricsOf('classification'), ...metricsOf('synthetic')]

/** Positions, which a claim can compare with a target. */
export const POSITION_METRICS: readonly string[] = factsOf('synthetic').flatMap(([name, { better }]) =>
  better === null ? [name] : []
)

/** Losses: positive, and the lower the better. */
export const LOSS_METRICS: readonly string[] = factsOf('classification').flatMap(([name, { better, bounds }]) =>
  better === 'lower' && bounds[0] === 0 ? [name] : []
)

/** What tuning may minimise: a loss, on images that neither trained the model nor judge the claim. */
export const SELECTION_METRICS: readonly string[] = ['validation.loss']

/**
 * The smallest and the largest value that a metric can have; null where it has no such bounds.
 *
 * @example metricBounds('test.accuracy') // [0, 1]
 */
export function metricBounds(metric: string): readonly [number, number] | null {
  return isAccuracy(metric) ? [0, 1] : null
}
