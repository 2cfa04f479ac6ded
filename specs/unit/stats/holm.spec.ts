import fc from 'fast-check'
import { holm } from '../../../src/stats/holm'

/** Holm's adjusted p: the running maximum of (m - j) p_(j), as R's p.adjust gives it. */
function adjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((_, i) => i).sort((i, j) => pValues[i]! - pValues[j]!)
  const result = new Array<number>(pValues.length)
  let running = 0
  order.forEach((index, j) => {
    running = Math.max(running, (pValues.length - j) * pValues[index]!)
    result[index] = running
  })
  return result
}

describe('holm', () => {
  test('the documented example', () => {
    expect(holm([0.03, 0.01, 1], 0.05)).toEqual([
      { alphaJ: 0.05 / 2, decided: false },
      { alphaJ: 0.05 / 3, decided: true },
      { alphaJ: 0.05 / 2, decided: false }
    ])
  })

  test('decides what adjusted p values decide', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 0.1, noNaN: true }), { minLength: 1, maxLength: 8 }), (pValues) => {
        const expected = adjusted(pValues)
        fc.pre(expected.every((p) => Math.abs(p - 0.05) > 1e-12))
        expect(holm(pValues, 0.05).map((d) => d.decided)).toEqual(expected.map((p) => p <= 0.05))
      })
    )
  })

  test('a claim that was not run (p = 1) makes the others harder to decide', () => {
    expect(holm([0.04], 0.05)[0]!.decided).toBe(true)
    expect(holm([0.04, 1], 0.05)[0]!.decided).toBe(false)
  })

  test('nothing is decided after the first that is not, and all of those share a level', () => {
    const decisions = holm([0.001, 0.04, 0.045, 0.2], 0.05)
    expect(decisions.map((d) => d.decided)).toEqual([true, false, false, false])
    expect(decisions.map((d) => d.alphaJ)).toEqual([0.05 / 4, 0.05 / 3, 0.05 / 3, 0.05 / 3])
  })

  test('takes another rule of decision, which may pass over a small p', () => {
    expect(holm([0.001, 0.002], 0.05, (index) => index === 1)).toEqual([
      { alphaJ: 0.05, decided: false },
      { alphaJ: 0.025, decided: true }
    ])
    expect(holm([], 0.05)).toEqual([])
  })
})
