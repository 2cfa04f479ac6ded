import { axesOf } from '../claims/grid'
import { InputError } from '../errors'
import type { Claim } from '../kinds'
import { type ChoiceVariation, type SettingVariation, VARIATIONS, type Variation } from '../report/sensitivity/types'
import { type Experiment, runKindOf } from '../runs/runKinds'
import type { SeedStream } from '../runs/types'
import { STEP_METRIC } from './stepSearch'

/** Below this the estimates say next to nothing: sigma^2 of 4 degrees of freedom is known to a factor of 20. */
const MIN_SIZE = 5

/** What a study consists of. */
export interface StudyParts {
  /** As they were asked for, `all` spelled out, in the order of `VARIATIONS`, then single topics. */
  readonly by: readonly Variation[]
  /** The claim's own pairs and the Latin square. */
  readonly seeds: boolean
  readonly streams: readonly SeedStream[]
  /** The axes of the verdict map; none for no map. */
  readonly axes: readonly string[]
  /** Tuned against tuned and the expected best of k: with every axis of the grid. */
  readonly tuning: boolean
  /** Topics of the experiment's choices; none for no table. */
  readonly topics: readonly string[]
  /** The comparison at the same mean effective step. */
  readonly effectiveStep: boolean
}

/** A topic as a variation: `choice:stride`. */
function choiceVariation(topic: string): ChoiceVariation {
  return `choice:${topic}`
}

/** An axis of the grid as a variation: `setting:momentum`; what every optimizer may have goes by its name alone. */
function axisVariation(axis: string): Variation {
  return isVariation(axis) ? axis : (`setting:${axis}` satisfies SettingVariation)
}

function isVariation(name: string): name is (typeof VARIATIONS)[number] {
  return (VARIATIONS as readonly string[]).includes(name)
}

/**
 * Resolves what was asked for against what the claim's experiment has. `all` is every stream that the experiment draws
 * from and every axis of its grid; its choices and the effective step are asked for by name.
 *
 * @param topics of the experiment's choices
 * @throws InputError for what the experiment has not, or a size below 5
 */
export function resolveVariations(
  claim: Claim,
  experiment: Experiment,
  asked: readonly (Variation | 'all')[],
  size: number,
  topics: readonly string[] = []
): StudyParts {
  const kind = runKindOf(experiment)
  const drawn = kind.streams(experiment)
  const grid = kind.grid(experiment)
  const gridAxes = axesOf(grid).filter((axis) => grid[axis]!.length > 0)
  const all: readonly Variation[] = ['seed', ...drawn, ...gridAxes.map(axisVariation)]
  const choices: readonly Variation[] = topics.length === 0 ? [] : ['choices', ...topics.map(choiceVariation)]
  const steps: readonly Variation[] = Object.hasOwn(kind.metrics(experiment), STEP_METRIC) ? ['effective-step'] : []
  const possible: readonly Variation[] = [...all, ...choices, ...steps]
  const wanted = new Set<Variation>(asked.flatMap((variation) => (variation === 'all' ? all : [variation])))
  for (const variation of wanted) {
    if (possible.includes(variation)) continue
    throw new InputError(`experiment ${experiment.id} has ${whatIsMissing(variation)}, so it cannot be varied`, {
      where: '--by',
      expected: `one of ${possible.join(', ')}, all`,
      received: variation,
      remedy: `npx claimcheck sensitivity ${claim.id} --by all`
    })
  }
  const everyTopic = wanted.has('choices')
  const singly = everyTopic ? [] : topics.filter((topic) => wanted.has(choiceVariation(topic)))
  const by = [
    ...VARIATIONS.filter((variation) => wanted.has(variation)),
    ...all.filter((variation) => !isVariation(variation) && wanted.has(variation)),
    ...singly.map(choiceVariation)
  ]
  if (size < MIN_SIZE && by.some((variation) => variation === 'seed' || drawn.some((stream) => stream === variation))) {
    throw new InputError('too few values of each seed stream', {
      where: '--size',
      expected: `${MIN_SIZE} or more`,
      received: String(size)
    })
  }
  const axes = gridAxes.filter((axis) => wanted.has(axisVariation(axis)))
  return {
    by,
    seeds: wanted.has('seed'),
    streams: drawn.filter((stream) => wanted.has(stream)),
    axes,
    tuning: axes.length > 0 && axes.length === gridAxes.length,
    topics: everyTopic ? topics : singly,
    effectiveStep: wanted.has('effective-step')
  }
}

function whatIsMissing(variation: Variation): string {
  if (variation === 'dropout') return 'no Dropout layer'
  if (variation === 'choices') return 'no choices in its file'
  if (variation.startsWith('choice:'))
    return `no topic ${JSON.stringify(variation.slice('choice:'.length))} among its choices`
  return `no ${variation.replace(/^setting:/, '')} in its grid`
}
