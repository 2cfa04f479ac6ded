import { type Arithmetic, generalUpdate, type Optimized, type ScalarsOf } from '../../src/engine/training/generalUpdate'
import { formOf, pastSlot, slotsOf, type UpdateRule } from '../../src/optim/updateRule'

/** The general update, computed with numbers of float64: what engines compute with tensors. */
export function updateOfNumber(
  rule: UpdateRule,
  state: Optimized<number>,
  gradient: number,
  advance: Arithmetic<number>['advance'],
  scalars: ScalarsOf<number>
): Optimized<number> {
  const ops: Arithmetic<number> = {
    add: (a, b) => a + b,
    multiply: (a, b) => a * b,
    divide: (a, b) => a / b,
    smaller: Math.min,
    larger: Math.max,
    root: Math.sqrt,
    magnitude: Math.abs,
    positive: (a) => Math.max(0, a),
    scaledSum: (factor, x, addend) => factor * x + addend,
    advance,
    candidate: (second) => second * (scalars.beforeMaximum ?? 1)
  }
  const { clipValue, clipNorm, clipEpsilon, weightDecay } = rule
  const cut = clipValue === 0 ? gradient : Math.max(-clipValue, Math.min(clipValue, gradient))
  const clipped = clipNorm === 0 ? cut : cut * (clipNorm / Math.max(Math.abs(cut) + clipEpsilon, clipNorm))
  const form = formOf(rule)
  const slope = clipped + weightDecay * state.x
  const shifted = form.shift === 0 ? slope : state.slots[pastSlot(form.shift)]!
  const squares = form.spatial === 'none' ? null : shifted * shifted
  return generalUpdate(ops, form, state, slope, squares, scalars)
}

/** Before the first update, at 0. @param secondMoment as it is kept */
export function numberAtStart(rule: UpdateRule, secondMoment: number): Optimized<number> {
  const slots = slotsOf(rule).map((slot) => [slot, slot === 'secondMoment' ? secondMoment : 0])
  return { x: 0, slots: Object.fromEntries(slots) }
}
