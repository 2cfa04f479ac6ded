import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { modelConfidenceSet } from '../../../src/stats/modelConfidenceSet'

const NUM_STUDIES = 400
const ALPHA = 0.05
/** 4 standard errors of a share of .95. */
const LEAST = 1 - ALPHA - 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_STUDIES)
const NUM_SETTINGS = 8
const SEEDS = [0, 1, 2, 3, 4]

/** How often the best of settings with these gaps is in the set, and how often it has the smallest mean. */
function coverage(gaps: readonly number[], numBlocks: number, shape: 'normal' | 'exponential') {
  const random = seedrandom.alea(`specs/modelConfidenceSet/${shape}/${numBlocks}`)
  const normal = normalStream(random)
  const error = () => (shape === 'normal' ? normal() : -Math.log(1 - random()) - 1)
  const blocks = Array.from({ length: numBlocks }, (_, block) => block)
  let [inSet, chosen] = [0, 0]
  for (let study = 0; study < NUM_STUDIES; study++) {
    const shared = SEEDS.map(error)
    const options = gaps.map((gap) => {
      const images = blocks.map(() => (numBlocks === 1 ? 0 : Math.sqrt(numBlocks) * error()))
      return SEEDS.map((_, seed) => {
        const own = gap + 0.5 * shared[seed]! + error()
        return images.map((image) => own + image)
      })
    })
    const means = options.map((rows) => rows.flat().reduce((sum, value) => sum + value, 0))
    if (modelConfidenceSet(options)[0]! > ALPHA) inSet++
    if (means.indexOf(Math.min(...means)) === 0) chosen++
  }
  return { inSet: inSet / NUM_STUDIES, chosen: chosen / NUM_STUDIES }
}

describe.each(['normal', 'exponential'] as const)('with %s errors', (shape) => {
  test.each([
    ['ties', new Array<number>(NUM_SETTINGS).fill(0)],
    ['near ties', Array.from({ length: NUM_SETTINGS }, (_, index) => 0.15 * index)],
    ['some near, some far', [0, 0.1, 0.2, 3, 4, 6, 10, 20]]
  ])('%s: the best is in the set, however seldom it is chosen', (_, gaps) => {
    for (const numBlocks of [1, 10]) {
      const { inSet, chosen } = coverage(gaps, numBlocks, shape)
      expect(inSet).toBeGreaterThan(LEAST)
      expect(chosen).toBeLessThan(0.7)
    }
  })
})
