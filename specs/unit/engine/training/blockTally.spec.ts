import { BlockTally } from '../../../../src/engine/training/blockTally'

/** The blocks of images whose loss is their place, the first half right. */
function blocksOf(numImages: number, atMost: number) {
  const tally = new BlockTally(numImages, atMost)
  for (let image = 0; image < numImages; image++) tally.add(image, image, image < numImages / 2)
  return tally.blocks()
}

describe('BlockTally', () => {
  test('shares the images out evenly, each once', () => {
    const { sizes, losses, errors } = blocksOf(1003, 100)
    expect(sizes.reduce((sum, size) => sum + size)).toBe(1003)
    expect(new Set(sizes)).toEqual(new Set([10, 11]))
    expect(losses.reduce((sum, loss, block) => sum + loss * sizes[block]!, 0)).toBeCloseTo((1002 * 1003) / 2, 2)
    expect(errors!.reduce((sum, count) => sum + count)).toBe(501)
  })

  test('of fewer images than blocks each is one', () => {
    const { sizes, losses } = blocksOf(7, 100)
    expect(sizes).toEqual([1, 1, 1, 1, 1, 1, 1])
    expect([...losses].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  test('puts the same images together every time, whatever was tallied in between', () => {
    const first = blocksOf(300, 100)
    blocksOf(20, 3)
    expect(blocksOf(300, 100)).toEqual(first)
    // Pinned: other blocks are another result of every run that records them.
    expect(first.losses.slice(0, 3)).toEqual([180.666667, 135.333333, 21.3333333])
  })

  // The digits go round their ten classes; a block of every hundredth image would hold one class only.
  test('does not follow the order of the images', () => {
    const tally = new BlockTally(1000, 100)
    for (let image = 0; image < 1000; image++) tally.add(image, image % 10, true)
    const { losses } = tally.blocks()
    const spread = Math.sqrt(losses.reduce((sum, loss) => sum + (loss - 4.5) ** 2, 0) / losses.length)
    // Of the mean of ten drawn classes: sqrt(8.25/10) = .908, and its own standard error over 100 blocks is .064.
    expect(Math.abs(spread - 0.908)).toBeLessThan(4 * 0.064)
  })

  test('keeps nine digits of a loss', () => {
    const tally = new BlockTally(1, 1)
    tally.add(0, 1 / 3, true)
    expect(tally.blocks().losses).toEqual([0.333333333])
  })
})
