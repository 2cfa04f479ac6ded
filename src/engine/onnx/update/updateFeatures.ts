import {
  formOf,
  MIXED_SLOTS,
  type Slot,
  slotsOf,
  slotsOfForm,
  type UpdateForm,
  type UpdateRule
} from '../../../optim/updateRule'

type MixedSlot = (typeof MIXED_SLOTS)[number]

/**
 * Which parts of the general update some member of a cohort needs. Leaving out what nobody needs changes no bits: it
 * would add 0, multiply by 1, or take the maximum of a square and 0.
 */
export interface UpdateFeatures extends Readonly<Record<MixedSlot, boolean>> {
  /** Some members have a second moment and some have none. */
  readonly secondMomentOfSome: boolean
  /** Some members keep a maximum of the second moment and some do not. */
  readonly maximumOfSome: boolean
  readonly correctionBeforeMaximum: boolean
  readonly epsilonInside: boolean
  /** That of all members. */
  readonly form: UpdateForm
}

/** @param rules all of one form, and at least one */
export function updateFeatures(rules: readonly UpdateRule[]): UpdateFeatures {
  const some = (slot: MixedSlot) => rules.some((rule) => slotsOf(rule).includes(slot))
  const ofSome = (slot: MixedSlot) => some(slot) && !rules.every((rule) => slotsOf(rule).includes(slot))
  return {
    firstMoment: some('firstMoment'),
    secondMoment: some('secondMoment'),
    secondMomentOfSome: ofSome('secondMoment'),
    maximum: some('maximum'),
    maximumOfSome: ofSome('maximum'),
    velocity: some('velocity'),
    correctionBeforeMaximum: rules.some(({ maximum, biasCorrection }) => maximum === 'corrected' && biasCorrection),
    epsilonInside: rules.some(({ beta2, epsilonPlacement }) => beta2 !== null && epsilonPlacement === 'inside'),
    form: formOf(rules[0]!)
  }
}

/** The slots that some member needs. */
export function neededSlots(features: UpdateFeatures): readonly Slot[] {
  return [...MIXED_SLOTS.filter((slot) => features[slot]), ...slotsOfForm(features.form)]
}
