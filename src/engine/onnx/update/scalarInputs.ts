import { numSlices, type StateTensor } from '../states'
import type { UpdateFeatures } from './updateFeatures'

/** The scalars of the general update, as `updateScalars.ts` defines them. */
export const MEMBER_SCALARS = ['beta1', 'beta2', 'squareCap', 'maximumCap'] as const
export const STEP_SCALARS = ['negatedStepSize', 'momentum', 'epsilonOutside', 'epsilonInside', 'beforeMaximum'] as const

export type ScalarName = (typeof MEMBER_SCALARS)[number] | (typeof STEP_SCALARS)[number]

/** One input of a training graph: a scalar for state tensors of so many slices. */
export interface ScalarInput<Name extends ScalarName> {
  readonly scalar: Name
  readonly slices: number
  /** Of the graph's input. */
  readonly name: string
  /** For one step. */
  readonly shape: readonly number[]
}

/**
 * The inputs that a graph has for a list of scalars: those that some member needs, once for each number of slices. They come
 * repeated for every slice, so that the graph need not repeat them at every step.
 */
export function scalarInputs<Name extends ScalarName>(
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

function isNeeded(scalar: ScalarName, features: UpdateFeatures): boolean {
  switch (scalar) {
    case 'beta1':
      return features.firstMoment
    case 'beta2':
    case 'epsilonOutside':
      return features.secondMoment
    case 'momentum':
      return features.velocity
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
    default:
      return scalar satisfies never
  }
}

/** A value for every member, each as often as its state tensor has slices. */
export function repeatedForSlices(values: readonly number[], slices: number): number[] {
  return values.flatMap((value) => new Array<number>(slices).fill(value))
}
