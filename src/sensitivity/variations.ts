import { InputError } from '../errors'
import { VARIATIONS, type Variation } from '../report/sensitivity/types'
import type { Claim, ClassificationExperiment, Grid } from '../spec/types'
import { type Stream, streamsOf } from './seedDesigns'

const AXES = ['learningRate', 'beta1', 'beta2'] as const satisfies readonly (keyof Grid)[]
/** Below this the estimates say next to nothing: sigma^2 of 4 degrees of freedom is known to a factor of 20. */
const MIN_SIZE = 5

/** What a study consists of. */
export interface StudyParts {
  /** As they were asked for, `all` spelled out, in the order of `VARIATIONS`. */
  readonly by: readonly Variation[]
  /** The claim's own pairs and the Latin square. */
  readonly seeds: boolean
  readonly streams: readonly Stream[]
  /** The axes of the verdict map; none for no map. */
  readonly axes: readonly (keyof Grid)[]
  /** Tuned against tuned and the expected best of k: with every axis of the grid. */
  readonly tuning: boolean
}

/**
 * Resolves what was asked for against what the claim's experiment has. `all` is every stream that the experiment draws
 * from and every axis of its grid.
 *
 * @throws InputError for a stream or axis that the experiment has not, or a size below 5
 */
export function resolveVariations(
  claim: Claim,
  experiment: ClassificationExperiment,
  asked: readonly (Variation | 'all')[],
  size: number
): StudyParts {
  const drawn = streamsOf(experiment)
  const gridAxes = AXES.filter((axis) => (experiment.grid[axis]?.length ?? 0) > 0)
  const possible: readonly Variation[] = ['seed', ...drawn, ...gridAxes]
  const wanted = new Set<Variation>(asked.flatMap((variation) => (variation === 'all' ? possible : [variation])))
  for (const variation of wanted) {
    if (possible.includes(variation)) continue
    const what = variation === 'dropout' ? 'no Dropout layer' : `no ${variation} in its grid`
    throw new InputError(`experiment ${experiment.id} has ${what}, so it cannot be varied`, {
      where: '--by',
      expected: `one of ${possible.join(', ')}, all`,
      received: variation,
      remedy: `npx claimcheck sensitivity ${claim.id} --by all`
    })
  }
  const by = VARIATIONS.filter((variation) => wanted.has(variation))
  if (size < MIN_SIZE && by.some((variation) => variation === 'seed' || drawn.some((stream) => stream === variation))) {
    throw new InputError('too few values of each seed stream', {
      where: '--size',
      expected: `${MIN_SIZE} or more`,
      received: String(size)
    })
  }
  const axes = AXES.filter((axis) => wanted.has(axis))
  return {
    by,
    seeds: wanted.has('seed'),
    streams: drawn.filter((stream) => wanted.has(stream)),
    axes,
    tuning: axes.length > 0 && axes.length === gridAxes.length
  }
}
