import fc from 'fast-check'
import { Moves, moveImage, movesOf } from '../../../../src/engine/training/augmentation'

const SEEDS = { init: 1, order: 2, dropout: 3, problem: 4 }
/** Two rows of three pixels of two channels. */
const IMAGE = Uint8Array.of(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60)

function moved(move: Parameters<typeof moveImage>[2], image = IMAGE, shape: [number, number, number] = [2, 3, 2]) {
  const target = new Float32Array(image.length).fill(99)
  moveImage(image, shape, move, target)
  return [...target]
}

describe('moveImage', () => {
  test('by hand: pixel by pixel, all channels together, zeros from outside', () => {
    expect(moved({ flipped: false, down: 0, right: 0 })).toEqual([...IMAGE])
    expect(moved({ flipped: true, down: 0, right: 0 })).toEqual([3, 30, 2, 20, 1, 10, 6, 60, 5, 50, 4, 40])
    expect(moved({ flipped: false, down: 1, right: 0 })).toEqual([0, 0, 0, 0, 0, 0, 1, 10, 2, 20, 3, 30])
    expect(moved({ flipped: false, down: 0, right: -1 })).toEqual([2, 20, 3, 30, 0, 0, 5, 50, 6, 60, 0, 0])
    // Flipped first: 3 2 1 over 6 5 4, then the lower row is gone up and to the right.
    expect(moved({ flipped: true, down: -1, right: 1 })).toEqual([0, 0, 6, 60, 5, 50, 0, 0, 0, 0, 0, 0])
  })

  test('is a crop of the image padded by the shift', () => {
    const side = fc.integer({ min: 1, max: 5 })
    const by = fc.integer({ min: -3, max: 3 })
    fc.assert(
      fc.property(side, side, by, by, (height, width, down, right) => {
        const image = Uint8Array.from({ length: height * width }, (_, i) => i + 1)
        const padded = (row: number, column: number) =>
          row < 0 || row >= height || column < 0 || column >= width ? 0 : image[row * width + column]!
        const crop = Array.from(image, (_, i) => padded(Math.floor(i / width) - down, (i % width) - right))
        expect(moved({ flipped: false, down, right }, image, [height, width, 1])).toEqual(crop)
      })
    )
  })
})

describe('Moves', () => {
  const draw = (count: number, of = { horizontalFlip: true, shift: 2 }) => {
    const moves = new Moves(of, SEEDS)
    return Array.from({ length: count }, () => moves.next())
  }

  test('every shift as often, half of the images flipped', () => {
    const all = draw(4000)
    expect(all.filter(({ flipped }) => flipped).length / 4000).toBeCloseTo(0.5, 1)
    for (const key of ['down', 'right'] as const) {
      for (const by of [-2, -1, 0, 1, 2]) {
        expect(all.filter((move) => move[key] === by).length / 4000).toBeCloseTo(0.2, 1)
      }
    }
  })

  test('who asks for less agrees in what both do', () => {
    const both = draw(50)
    expect(draw(50, { horizontalFlip: true, shift: 0 }).map(({ flipped }) => flipped)).toEqual(
      both.map(({ flipped }) => flipped)
    )
    expect(draw(50, { horizontalFlip: false, shift: 2 })).toEqual(both.map((move) => ({ ...move, flipped: false })))
  })

  test('are skipped image by image; there are none without an augmentation', () => {
    const data = { dataset: 'digits', trainImages: 1, validationImages: 0, testImages: 0, pixelScale: 16 } as const
    const moves = movesOf({ ...data, augmentation: { horizontalFlip: true, shift: 2 } }, SEEDS)!
    moves.skip(7)
    expect(moves.next()).toEqual(draw(8)[7])
    expect(movesOf(data, SEEDS)).toBeNull()
  })
})
