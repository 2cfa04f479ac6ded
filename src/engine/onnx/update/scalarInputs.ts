import { MEMBER_SCALARS, STEP_SCALARS, type UpdateScalar } from '../../training/generalUpdate'
import { numSlices, type StateTensor } from '../states'
import type { UpdateFeatures } from './updateFeatures'

/** What is done to whole gradients before the update. */
export const GRADIENT_SCALARS = ['clipValue', 'clipNorm', 'clipEpsilon', 'weightDecay'] as const

export type GradientScalar = (typeof GRADIENT_SCALARS)[number]
export type ScalarName = UpdateScalar | GradientScalar

/** One input of a training graph: a scalar for state tensors of so many slices. */
export interface ScalarInput<Name extends ScalarName> {
  readonly scalar: Name
  /** null for tensors as they are, `[members, rows, columns]`. */
  readonly slices: number | null
  /** Of the graph's input. */
  readonly name: string
  /** For one step. */
  readonly shape: readonly number[]
}

/** Those of a member, which stay the same over the steps. */
export const memberInputs = (states: readonly StateTensor[], members: number, features: UpdateFeatures) => [
  ...scalarInputs(MEMBER_SCALARS, states, members, features),
  ...GRADIENT_SCALARS.filter((scalar) => isNeeded(scalar, features)).map(
    (scalar): ScalarInput<GradientScalar> => ({ scalar, slices: null, name: scalar, shape: [members, 1, 1] })
  )
]

/** Those of a step. */
export const stepInputs = (states: readonly StateTensor[], members: number, features: UpdateFeatures) =>
  scalarInputs(STEP_SCALARS, states, members, features)

/**
 * The inputs that a graph has for a list of scalars: those that some member needs, once for each number of slices. They come
 * repeated for every slice, so that the graph need not repeat them at every step.
 */
function scalarInputs<Name extends UpdateScalar>(
  scalars: readonly Name[],
  states: readonly StateTensor[],
  members: number,
  features: UpdateFeatures
): readonly ScalarInput<Name>[] {
  const counts = [...new Set(states.filter(({ trained }) => trained).map(numSlices))]
  return counts.flatMap((slices) =>
    scalars
      .filter((scalar) => isNeeded(scalar, features))
      .map((scalar) => ({
        scalar,
        slices,
        name: `${scalar}:${slices}`,
        shape: slices === 1 ? [members, 1] : [members * slices, 1, 1]
      }))
  )
}

function isNeeded(scalar: ScalarName, { form, ...features }: UpdateFeatures): boolean {
  switch (scalar) {
    case 'beta1':
      return features.firstMoment || form.window > 0
    case 'beta2':
    case 'epsilonOutside':
      return features.secondMoment
    case 'momentum':
      return features.velocity
    case 'lookedMomentum':
      return form.nesterov && features.velocity
    case 'ownGradient':
      return form.nesterov && (features.firstMoment || form.window > 0)
    case 'squareCap':
      return features.secondMomentOfSome
    case 'maximumCap':
      return features.maximumOfSome
    case 'negatedStepSize':
      return true
    case 'epsilonInside':
      return features.epsilonInside
    case 'beforeMaximum':
      return features.correctionBeforeMaximum
    case 'negatedCentre':
      return form.centred
    case 'divides':
      return form.rectified
    case 'updatesScale':
    case 'updatesEpsilon':
      return form.scaledByUpdates
    case 'directionScale':
      return form.scaledByUpdates || form.bounded
    case 'lowerRate':
    case 'upperRate':
      return form.bounded
    case 'kept':
      return form.decays
    case 'slowRate':
    case 'slowShare':
    case 'returns':
    case 'stays':
      return form.looksAhead
    case 'clipValue':
      return form.clipsValue
    case 'clipNorm':
    case 'clipEpsilon':
      return form.clipsNorm
    case 'weightDecay':
      return form.addsDecay
    default:
      return scalar satisfies never
  }
}

/** A value for every member, each as often as its state tensor has slices. */
export function repeatedForSlices(values: readonly number[], slices: number | null): number[] {
  return values.flatMap((value) => new Array<number>(slices ?? 1).fill(value))
}
