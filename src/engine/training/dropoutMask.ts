import type { RandomStream } from '../../random/streams'

/**
 * The factors of an inverted Dropout layer for one minibatch: 0, or 1/(1 - rate) where the draw is >= rate. One draw a
 * unit, whatever the rate.
 *
 * @param size batch size times units, row by row
 * @param rate share of dropped units, in [0, 1)
 * @see Srivastava et al. 2014, section 10 (the inverted form)
 */
export function dropoutMask(size: number, rate: number, dropout: RandomStream): Float32Array {
  const mask = new Float32Array(size)
  const kept = 1 / (1 - rate)
  for (let i = 0; i < size; i++) mask[i] = dropout() >= rate ? kept : 0
  return mask
}
