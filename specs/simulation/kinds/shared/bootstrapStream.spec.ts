import seedrandom from 'seedrandom'
import { bootstrapStream } from '../../../../src/kinds/shared/bootstrapStream'

const NUM_DRAWS = 2 ** 19 + 5

const take = (stream: () => number, count: number) => Float64Array.from({ length: count }, stream)

describe('bootstrapStream', () => {
  test('is the seeded stream, what was kept and what lies beyond, whoever drew before', () => {
    const expected = take(seedrandom.alea('claimcheck/bootstrap'), NUM_DRAWS)
    const [early, late] = [bootstrapStream(), bootstrapStream()]
    expect(take(early, 3)).toEqual(expected.slice(0, 3))
    expect(take(late, NUM_DRAWS)).toEqual(expected)
    expect(take(early, NUM_DRAWS - 3)).toEqual(expected.slice(3))
    expect(take(bootstrapStream(), NUM_DRAWS)).toEqual(expected)
  })
})
