import { endianness } from 'node:os'

const TYPES = [
  [Float32Array, 'f4'],
  [Uint32Array, 'u4'],
  [Uint8Array, 'u1']
] as const

/**
 * An array as NumPy's format 1.0 has it, in C order.
 *
 * @param shape whose product is the number of values
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example encodeNpy(Float32Array.of(1, 2, 3, 4), [2, 2]).length // 144
 */
export function encodeNpy(values: Float32Array | Uint32Array | Uint8Array, shape: readonly number[]): Uint8Array {
  const count = shape.reduce((product, length) => product * length, 1)
  if (count !== values.length) throw new Error(`${values.length} values are no array of shape ${shape.join(' x ')}`)
  const type = TYPES.find(([array]) => values instanceof array)![1]
  const order = values.BYTES_PER_ELEMENT === 1 ? '|' : endianness() === 'LE' ? '<' : '>'
  const sizes = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const header = `{'descr': '${order}${type}', 'fortran_order': False, 'shape': ${sizes}, }`
  // Values begin at a multiple of 64 bytes.
  const length = Math.ceil((10 + header.length + 1) / 64) * 64 - 10
  const preamble = Buffer.alloc(10)
  preamble.write('\x93NUMPY\x01\x00', 'latin1')
  preamble.writeUInt16LE(length, 8)
  const text = Buffer.from(`${header.padEnd(length - 1)}\n`, 'latin1')
  return Buffer.concat([preamble, text, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)])
}
