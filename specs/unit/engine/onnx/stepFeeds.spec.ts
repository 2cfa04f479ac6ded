import type { DropoutPlace } from '../../../../src/engine/onnx/compileNetwork'
import { StepFeeds, stepOf } from '../../../../src/engine/onnx/stepFeeds'
import { dropoutMask } from '../../../../src/engine/training/dropoutMask'
import { epochMinibatches } from '../../../../src/engine/training/minibatches'
import { randomStream } from '../../../../src/random/streams'

const NUM_IMAGES = 11
const BATCH = 4
const SEEDS = { init: 1, order: 2, dropout: 3, problem: 4 }
const PLACES: readonly DropoutPlace[] = [
  { units: 3, rate: 0.5, layout: 'rows' },
  { units: 2, rate: 0.25, layout: 'columns' }
]

const open = () => new StepFeeds(NUM_IMAGES, BATCH, PLACES, SEEDS)

describe('StepFeeds', () => {
  test('indices are the minibatches of the stream `order`, epoch after epoch', () => {
    const order = randomStream(SEEDS.order, 'order')
    const expected = [1, 2, 3].flatMap(() => epochMinibatches(NUM_IMAGES, BATCH, order)).flatMap((batch) => [...batch])
    expect([...open().take(6).indices]).toEqual(expected)
  })

  test('masks are those of `dropoutMask`, layer after layer and step after step, in the layout of the graph', () => {
    const dropout = randomStream(SEEDS.dropout, 'dropout')
    const { keeps } = open().take(3)
    for (let step = 0; step < 3; step++) {
      PLACES.forEach(({ units, rate, layout }, layer) => {
        const kept = [...dropoutMask(BATCH * units, rate, dropout)].map((factor) => Number(factor !== 0))
        const transposed = kept.map((_, place) => kept[(place % BATCH) * units + Math.floor(place / BATCH)])
        const own = keeps[layer]!.subarray(step * BATCH * units, (step + 1) * BATCH * units)
        expect([...own]).toEqual(layout === 'rows' ? kept : transposed)
      })
    }
  })

  test('chunks of any size, and a start after skipped steps, draw the same', () => {
    const whole = open().take(7)
    for (const cut of [0, 1, 2, 5]) {
      const feeds = open()
      feeds.skip(cut)
      const rest = feeds.take(7 - cut)
      expect([...rest.indices]).toEqual([...whole.indices.subarray(cut * BATCH)])
      expect(rest.keeps.map((keep) => [...keep])).toEqual(
        whole.keeps.map((keep, layer) => [...keep.subarray(cut * BATCH * PLACES[layer]!.units)])
      )
    }
  })

  test('stepOf cuts one step out of a chunk', () => {
    const feeds = open()
    const chunk = feeds.take(3)
    const again = open()
    again.skip(1)
    expect(stepOf(chunk, 1)).toEqual(again.take(1))
  })
})
