import type { DropoutPlace } from '../../../../src/engine/onnx/compileNetwork'
import { StepFeeds, stepOf } from '../../../../src/engine/onnx/stepFeeds'
import { Moves, moveImage } from '../../../../src/engine/training/augmentation'
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

/** Images of one row of two pixels, with a byte behind. */
const SHAPE = [1, 2, 1] as const
const FROM = {
  images: Uint8Array.from({ length: NUM_IMAGES * 3 }, (_, i) => (i % 3 === 2 ? 255 : i + 1)),
  labels: Int32Array.from({ length: NUM_IMAGES }, (_, i) => i % 5)
}
const openMoved = () =>
  new StepFeeds(NUM_IMAGES, BATCH, PLACES, SEEDS, {
    moves: new Moves({ horizontalFlip: true, shift: 1 }, SEEDS),
    from: FROM,
    shape: SHAPE,
    imageBytes: 3
  })

describe('StepFeeds', () => {
  test('moved images come in the order of the minibatches, with their labels and the byte behind', () => {
    const [plain, feed] = [open().take(3), openMoved().take(3)]
    const moves = new Moves({ horizontalFlip: true, shift: 1 }, SEEDS)
    const expected = [...plain.indices].flatMap((index) => {
      const pixels = new Uint8Array(2)
      moveImage(FROM.images.subarray(index * 3, index * 3 + 3), SHAPE, moves.next(), pixels)
      return [...pixels, 255]
    })
    expect([...feed.moved!.images]).toEqual(expected)
    expect([...feed.moved!.labels]).toEqual(Array.from(plain.indices, (index) => index % 5))
    expect([...feed.indices]).toEqual([...plain.indices.keys()])
    expect(feed.keeps).toEqual(plain.keeps)
  })

  test('chunks of moved images, and a start after skipped steps, are the same', () => {
    const whole = openMoved().take(5)
    const feeds = openMoved()
    feeds.skip(2)
    for (const step of [2, 3, 4]) expect(stepOf(whole, step)).toEqual(feeds.take(1))
  })

  test('so many steps at once that moved images take no more than 64 MiB', () => {
    const large = {
      moves: new Moves({ horizontalFlip: true, shift: 0 }, SEEDS),
      from: FROM,
      shape: SHAPE,
      imageBytes: 2 ** 20
    }
    expect(new StepFeeds(NUM_IMAGES, BATCH, PLACES, SEEDS, large).maxSteps).toBe(16)
    expect(open().maxSteps).toBe(Number.POSITIVE_INFINITY)
  })

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
