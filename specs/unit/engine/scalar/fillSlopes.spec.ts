import fc from 'fast-check'
import { createFillSlopes } from '../../../../src/engine/scalar/fillSlopes'
import { randomStream } from '../../../../src/random/streams'
import type { Problem } from '../../../../src/runs/synthetic/types'
import { slopeAt } from '../../../reference/problems/slope'
import { BERNOULLI, PERIODIC } from './runSpecs'

describe('createFillSlopes', () => {
  const problems = fc.oneof(
    fc.integer({ min: 1, max: 130 }).map((period): Problem => ({ ...PERIODIC, period }) as Problem),
    fc.double({ min: 0, max: 1, noNaN: true }).map((probability): Problem => ({ ...BERNOULLI, probability }) as Problem)
  )

  it('gives the slopes of slopeAt, however the steps are cut into blocks', () => {
    fc.assert(
      fc.property(problems, fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 8 }), (problem, blocks) => {
        const fill = createFillSlopes(problem, randomStream(3, 'problem'))
        const random = randomStream(3, 'problem')
        const buffer = new Float64Array(200)
        let t = 0
        for (const count of blocks) {
          fill(buffer, count, t)
          const expected = Array.from({ length: count }, (_, i) => slopeAt(problem, t + i + 1, random))
          expect([...buffer.subarray(0, count)]).toEqual(expected)
          t += count
        }
      })
    )
  })
})
