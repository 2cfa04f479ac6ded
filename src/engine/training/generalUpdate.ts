import { pastSlot, type Slot, slotsOfForm, type UpdateForm } from '../../optim/updateRule'

/** What a general update computes with: numbers of an engine, one or many at once. */
export interface Arithmetic<T> {
  add(a: T, b: T): T
  multiply(a: T, b: T): T
  divide(a: T, b: T): T
  smaller(a: T, b: T): T
  larger(a: T, b: T): T
  root(a: T): T
  magnitude(a: T): T
  /** a where it is above 0, else 0. */
  positive(a: T): T
  /** factor x + addend */
  scaledSum(factor: T, x: T, addend: T): T
  /** What is kept of a moment of values, after one more. @param before the first moment's, or the second one's */
  advance(moment: 'first' | 'second', before: T, value: T): T
  /** What of the second moment enters the maximum. */
  candidate(secondMoment: T): T
}

/** Scalars by name, as far as the rules at hand need them: those of a step, those that stay, and -1. */
export type ScalarsOf<T> = Readonly<Partial<Record<UpdateScalar, T>>>

/** The scalars that stay the same over the steps. */
export const MEMBER_SCALARS = ['beta1', 'beta2', 'squareCap', 'maximumCap', 'lookedMomentum', 'updatesEpsilon'] as const

/** Those of one step: `StepScalars`, with the signs and reciprocals that a graph takes. */
export const STEP_SCALARS = [
  'negatedStepSize',
  'momentum',
  'epsilonOutside',
  'epsilonInside',
  'beforeMaximum',
  'ownGradient',
  'negatedCentre',
  'divides',
  'updatesScale',
  'directionScale',
  'lowerRate',
  'upperRate',
  'kept',
  'slowRate',
  'slowShare',
  'returns',
  'stays'
] as const

export type UpdateScalar = (typeof MEMBER_SCALARS)[number] | (typeof STEP_SCALARS)[number]

/** What an optimizer keeps, by slot. */
export type SlotsOf<T> = Readonly<Partial<Record<Slot, T>>>

/** x, and what an optimizer keeps. */
export interface Optimized<T> {
  readonly x: T
  readonly slots: SlotsOf<T>
}

/**
 * One update of any rule of a form, the equations of `UpdateRule` on what engines keep (`StepScalars`):
 *
 *     M_t     = beta1 M_{t-1} + g_t, or of a window's gradients, + ownGradient g_t
 *     V_t     = beta2 V_{t-1} + q,   or the larger of beta2 V_{t-1} and |g_t| + epsilonInside
 *     H_t     = V_t, the maximum of it, or V_t - centre A_t^2, times `divides`
 *     P       = M_t/(sqrt(H_t + epsilonInside) + epsilonOutside)
 *     U_t     = momentum U_{t-1} + P
 *     x_{t+1} = kept x_t - stepSize (U_t, or lookedMomentum U_t + P)
 *
 * @param slope g_t, clipped and with decay added
 * @param squares q where a spatial operation makes it of the whole tensor; null where it is made here
 */
export function generalUpdate<T>(
  ops: Arithmetic<T>,
  form: UpdateForm,
  { x, slots: before }: Optimized<T>,
  slope: T,
  squares: T | null,
  scalars: ScalarsOf<T>
): Optimized<T> {
  const past = slotsOfForm(form).filter((slot) => slot.startsWith('past'))
  const slots: Partial<Record<Slot, T>> = {}
  past.forEach((slot, index) => {
    slots[slot] = index === 0 ? slope : before[past[index - 1]!]!
  })

  let average = slope
  if (form.window > 0) average = windowed(ops, form, before, slope, scalars)
  else if (before.firstMoment !== undefined)
    average = slots.firstMoment = ops.advance('first', before.firstMoment, slope)
  if (scalars.ownGradient !== undefined) average = ops.scaledSum(scalars.ownGradient, slope, average)

  let direction = average
  if (before.secondMoment !== undefined) {
    const shifted = form.shift === 0 ? slope : before[pastSlot(form.shift)]!
    const denominator = form.peak
      ? peakOf(ops, before, slots, shifted, scalars)
      : rootOf(ops, form, before, slots, shifted, squares, scalars)
    direction = sized(ops, form, before, slots, average, denominator, scalars)
  }
  let step = direction
  if (before.velocity !== undefined) {
    step = slots.velocity = ops.scaledSum(scalars.momentum!, before.velocity, direction)
    if (scalars.lookedMomentum !== undefined) step = ops.scaledSum(scalars.lookedMomentum, step, direction)
  }
  const start = form.decays ? ops.multiply(x, scalars.kept!) : x
  const moved = ops.scaledSum(scalars.negatedStepSize!, step, start)
  if (!form.looksAhead) return { x: moved, slots: ordered(before, slots) }
  const slow = ops.add(ops.multiply(before.slow!, scalars.slowShare!), ops.multiply(moved, scalars.slowRate!))
  slots.slow = slow
  const returned = ops.add(ops.multiply(moved, scalars.stays!), ops.multiply(slow, scalars.returns!))
  return { x: returned, slots: ordered(before, slots) }
}

/** The sum of beta1^i g_{t-i} over a window, by Horner's rule. */
function windowed<T>(ops: Arithmetic<T>, { window }: UpdateForm, before: SlotsOf<T>, slope: T, scalars: ScalarsOf<T>) {
  const gradients = Array.from({ length: window }, (_, ago) => (ago === 0 ? slope : before[pastSlot(ago)]!))
  return gradients.reduceRight((sum, gradient) => ops.scaledSum(scalars.beta1!, sum, gradient))
}

type Kept<T> = Partial<Record<Slot, T>>

/** The largest magnitude, with decay. */
function peakOf<T>(ops: Arithmetic<T>, before: SlotsOf<T>, slots: Kept<T>, gradient: T, scalars: ScalarsOf<T>): T {
  const magnitude = ops.magnitude(gradient)
  const candidate = scalars.epsilonInside === undefined ? magnitude : ops.add(magnitude, scalars.epsilonInside)
  const peak = ops.larger(ops.multiply(before.secondMoment!, scalars.beta2!), candidate)
  slots.secondMoment = peak
  return scalars.epsilonOutside === undefined ? peak : ops.add(peak, scalars.epsilonOutside)
}

/** The root of the second moment, or of what is made of it, with epsilon. */
function rootOf<T>(
  ops: Arithmetic<T>,
  form: UpdateForm,
  before: SlotsOf<T>,
  slots: Kept<T>,
  gradient: T,
  squares: T | null,
  scalars: ScalarsOf<T>
): T {
  const all = squares ?? ops.multiply(gradient, gradient)
  const admitted = scalars.squareCap === undefined ? all : ops.smaller(all, scalars.squareCap)
  const second = ops.advance('second', before.secondMoment!, admitted)
  slots.secondMoment = second
  let dividing = second
  if (form.centred) {
    const mean = ops.advance('second', before.gradientMean!, gradient)
    slots.gradientMean = mean
    dividing = ops.positive(ops.scaledSum(scalars.negatedCentre!, ops.multiply(mean, mean), second))
  }
  if (before.maximum !== undefined) {
    const kept = scalars.maximumCap === undefined ? before.maximum : ops.smaller(before.maximum, scalars.maximumCap)
    dividing = slots.maximum = ops.larger(ops.candidate(dividing), kept)
  }
  if (form.rectified) dividing = ops.multiply(dividing, scalars.divides!)
  const inside = scalars.epsilonInside === undefined ? dividing : ops.add(dividing, scalars.epsilonInside)
  const root = ops.root(inside)
  return scalars.epsilonOutside === undefined ? root : ops.add(root, scalars.epsilonOutside)
}

/** The average over what divides it; bounded, or as long as the updates before. */
function sized<T>(
  ops: Arithmetic<T>,
  form: UpdateForm,
  before: SlotsOf<T>,
  slots: Kept<T>,
  average: T,
  denominator: T,
  scalars: ScalarsOf<T>
): T {
  if (form.bounded) {
    const rate = ops.divide(scalars.directionScale!, denominator)
    return ops.multiply(ops.smaller(ops.larger(rate, scalars.lowerRate!), scalars.upperRate!), average)
  }
  const direction = ops.divide(average, denominator)
  if (!form.scaledByUpdates) return direction
  const length = ops.root(ops.scaledSum(scalars.updatesScale!, before.squaredUpdates!, scalars.updatesEpsilon!))
  const update = ops.multiply(ops.multiply(direction, scalars.directionScale!), length)
  slots.squaredUpdates = ops.advance('second', before.squaredUpdates!, ops.multiply(update, update))
  return update
}

/** In the order in which they were. */
function ordered<T>(before: SlotsOf<T>, after: Kept<T>): SlotsOf<T> {
  return Object.fromEntries(Object.keys(before).map((slot) => [slot, after[slot as Slot]!]))
}
