import type { MetricSeries } from '../../claims/runs'

/**
 * A run between two updates: all that an engine needs to go on as if it had never stopped. The random streams are not
 * in it; `step` says how much of them was used, and drawing that again costs less than an epoch.
 */
export interface TrainingState {
  /** Finished updates. */
  readonly step: number
  /** Sum of the minibatch losses of the epoch at hand. */
  readonly lossSum: number
  /** Of the finished epochs. */
  readonly metrics: Readonly<Record<string, MetricSeries>>
  /** Parameters, moments, ...: an engine's own list, always in the same order. */
  readonly tensors: readonly Float32Array[]
}

/** Differs from every other kind of file and from other versions of this one. */
const MAGIC = 'claimcheck training state 1\n'

/** A state as bytes: the magic line, one line of JSON, then the tensors (float32, little endian). */
export function encodeTrainingState({ tensors, lossSum, ...state }: TrainingState): Uint8Array {
  // JSON has no -0, NaN or Infinity and must not round: the sum travels with the tensors, as its eight bytes.
  const header = `${MAGIC}${JSON.stringify({ ...state, lengths: tensors.map(({ length }) => length) })}\n`
  const sum = Buffer.alloc(8)
  sum.writeDoubleLE(lossSum)
  const parts = tensors.map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength))
  return Buffer.concat([Buffer.from(header), sum, ...parts])
}

/** The state that was encoded; null for bytes that are something else. */
export function decodeTrainingState(bytes: Uint8Array): TrainingState | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return null
  const end = buffer.indexOf('\n', MAGIC.length)
  if (end < 0) return null
  const { lengths, ...state } = JSON.parse(buffer.subarray(MAGIC.length, end).toString()) as Omit<
    TrainingState,
    'tensors' | 'lossSum'
  > & { lengths: readonly number[] }
  let offset = end + 1
  const lossSum = buffer.readDoubleLE(offset)
  offset += 8
  if (buffer.length !== offset + 4 * lengths.reduce((sum, length) => sum + length, 0)) return null
  const tensors = lengths.map((length) => {
    const tensor = new Float32Array(length)
    Buffer.from(tensor.buffer).set(buffer.subarray(offset, offset + 4 * length))
    offset += 4 * length
    return tensor
  })
  return { ...state, lossSum, tensors }
}
