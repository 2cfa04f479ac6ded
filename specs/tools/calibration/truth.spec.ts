import type { Verdict } from '../../../src/kinds'
import { isUntrue, isUntrueShare } from '../../../tools/calibration/truth'

type RefutedSubtype = Extract<Verdict, { readonly outcome: 'refuted' }>['subtype']

const reproduced: Verdict = { outcome: 'reproduced', subtype: null }
const refuted = (subtype: RefutedSubtype) => ({ outcome: 'refuted', subtype }) as Verdict
const belowMargin: Verdict = { outcome: 'below-margin', subtype: null }
const direction: Verdict = { outcome: 'inconclusive', subtype: 'direction' }
const open: Verdict = { outcome: 'inconclusive', subtype: null }

/** theta against delta = 1. */
test.each<[number, readonly Verdict[]]>([
  [-2, [reproduced, direction, open]],
  [-1, [direction, open]],
  [-0.5, [belowMargin, refuted('equivalent'), refuted('no-better'), direction, open]],
  [0, [refuted('equivalent'), refuted('no-better'), open]],
  [0.5, [refuted('higher-by-less-than-margin'), refuted('equivalent'), refuted('higher'), refuted('no-better'), open]],
  [1, [refuted('higher'), refuted('no-better'), open]],
  [2, [refuted('opposite'), refuted('higher'), refuted('no-better'), open]]
])('at theta = %f exactly these are true', (theta, truths) => {
  const all: Verdict[] = [
    reproduced,
    belowMargin,
    refuted('opposite'),
    refuted('higher-by-less-than-margin'),
    refuted('equivalent'),
    refuted('higher'),
    refuted('no-better'),
    direction,
    open
  ]
  expect(all.filter((verdict) => !isUntrue('lower', verdict, theta, 1))).toEqual(
    all.filter((verdict) => truths.some((truth) => JSON.stringify(truth) === JSON.stringify(verdict)))
  )
})

test('a share on the boundary has no true decision', () => {
  const tooFew = refuted('too-few')
  expect([reproduced, tooFew, open].map((verdict) => isUntrueShare(verdict, 0.8, 0.8))).toEqual([true, true, false])
  expect([reproduced, tooFew].map((verdict) => isUntrueShare(verdict, 0.9, 0.8))).toEqual([false, true])
  expect([reproduced, tooFew].map((verdict) => isUntrueShare(verdict, 0.7, 0.8))).toEqual([true, false])
})

/** theta against delta = 1: not lower, lower, equivalent, different, lower by less. */
test.each<[number, readonly boolean[]]>([
  [-2, [false, true, false, true, false]],
  [-1, [false, false, false, false, false]],
  [-0.5, [true, false, true, false, true]],
  [0, [true, false, true, false, false]],
  [1, [true, false, false, false, false]],
  [2, [true, false, false, true, false]]
])('at theta = %f the other kinds are as true as this', (theta, truths) => {
  const untrue = [
    isUntrue('not-lower', reproduced, theta, 1),
    isUntrue('not-lower', refuted('lower'), theta, 1),
    isUntrue('equivalent', reproduced, theta, 1),
    isUntrue('equivalent', refuted('different'), theta, 1),
    isUntrue('not-lower', belowMargin, theta, 1)
  ]
  expect(untrue.map((is) => !is)).toEqual(truths)
  expect((['not-lower', 'equivalent'] as const).map((kind) => isUntrue(kind, open, theta, 1))).toEqual([false, false])
})

test.each(['lower', 'not-lower', 'equivalent'] as const)(
  'a subtype that no %s claim has is a mistake of the caller',
  (kind) => {
    expect(() => isUntrue(kind, refuted('too-few'), 1, 0)).toThrow(TypeError)
  }
)
