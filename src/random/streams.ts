import seedrandom from 'seedrandom'

/**
 * The named random streams of a run. Each is `seedrandom.alea` keyed by `<seed>/<stream>`, so streams of one seed are
 * independent of each other and of how much another stream has drawn. Seed 0 is a seed like any other. No two keys are
 * the same text: a safe integer prints as plain digits, and no stream's name holds a slash.
 *
 * How they are consumed, the same in every engine:
 * - `init`: layers in order; a layer's kernel in row-major order of its shape ([inputs, units]; of a convolution
 *   [rows, columns, channels, filters]), one draw a weight; normal initialisers one normal, and another for each that lies
 *   beyond two standard deviations.
 * - `order`: one `permutation` of the training images an epoch.
 * - `dropout`: step by step, Dropout layers in order, one draw a unit in row-major order of [batch, units]
 *   (of an image [batch, height, width, channels]); a unit is
 *   kept where the draw is >= rate.
 * - `problem`: one draw a step; the rare slope where the draw is < probability.
 * - `subset`: one `permutation` of the images that are left for training, of which a run takes the first.
 * - `labels`: two draws for every image that is left for training, taken or not; the label is another where the first is < the share, and which one says the second.
 * - `augmentation`: with the seed of `order`; three draws for every image of every minibatch, step by step: whether it is flipped (< 1/2),
 *   by how many rows it is shifted, by how many columns.
 * - `sample`: of no run: which records an audit draws.
 * - `blocks`: of no run, always from seed 0: one `permutation` of the images of a split, which tells their blocks.
 */
export type StreamName =
  | 'init'
  | 'order'
  | 'dropout'
  | 'problem'
  | 'subset'
  | 'labels'
  | 'augmentation'
  | 'blocks'
  | 'sample'

/** Uniform draws in [0, 1), multiples of 2^-32. */
export type RandomStream = () => number

/**
 * Opens a stream at its start.
 *
 * @param seed a non-negative safe integer
 * @throws RangeError for anything else
 * @example randomStream(0, 'init')() // 0.32309306785464287, pinned by specs/unit/random
 */
export function randomStream(seed: number, name: StreamName): RandomStream {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`a seed is a non-negative integer, not ${seed}`)
  const generator = seedrandom.alea(`${seed}/${name}`)
  return () => generator()
}

/** A random permutation of 0..n-1: Fisher-Yates from the identity, from the end (Durstenfeld 1964), n - 1 draws. */
export function permutation(n: number, random: RandomStream): Uint32Array {
  const order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
  return order
}

/** A stream of standard normals by Marsaglia's polar method, both values of a pair used. Needs only sqrt and log. */
export function normalStream(random: RandomStream): () => number {
  let spare: number | null = null
  return () => {
    if (spare !== null) {
      const value = spare
      spare = null
      return value
    }
    for (;;) {
      const u = 2 * random() - 1
      const v = 2 * random() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const factor = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * factor
      return u * factor
    }
  }
}
