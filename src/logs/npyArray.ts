/** A number of a type of NumPy, little-endian or not. */
type Read = (view: DataView, at: number, little: boolean) => number

const TYPES: Readonly<Record<string, readonly [bytes: number, read: Read]>> = {
  f2: [2, readHalf],
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
  u1: [1, (view, at) => view.getUint8(at)],
  u2: [2, (view, at, little) => view.getUint16(at, little)],
  u4: [4, (view, at, little) => view.getUint32(at, little)],
  u8: [8, (view, at, little) => Number(view.getBigUint64(at, little))],
  b1: [1, (view, at) => view.getUint8(at)]
}

const MAX_DIMENSIONS = 32
const MAX_EMPTY = 1024

/**
 * An array of NumPy's format 1 to 3 as nested lists, of no dimension as a number. Nothing in it is executed: an array of
 * objects, which holds a pickle, is refused.
 *
 * @throws Error that says what it is instead
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function readNpy(bytes: Uint8Array): unknown {
  const latin1 = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString('latin1')
  if (latin1(0, 6) !== '\x93NUMPY') throw new Error('no NumPy array: it does not begin with \\x93NUMPY')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [sizeBytes, version] = [bytes[6]! >= 2 ? 4 : 2, bytes[6]!]
  if (version < 1 || version > 3 || bytes.length < 8 + sizeBytes) throw new Error(`a NumPy array of format ${version}`)
  const size = sizeBytes === 4 ? view.getUint32(8, true) : view.getUint16(8, true)
  const start = 8 + sizeBytes + size
  const header = latin1(8 + sizeBytes, start)
  const descr = /'descr'\s*:\s*'([<>=|])([a-zA-Z]\d*)'/.exec(header)
  const shapeText = /'shape'\s*:\s*\(([\d, ]*)\)/.exec(header)?.[1]
  const type = TYPES[descr?.[2] ?? '']
  if (descr === null || shapeText === undefined || type === undefined) {
    throw new Error(`an array that is not of numbers: ${header.trim().slice(0, 80)}`)
  }
  const shape = shapeText
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number)
  const [width, read] = type
  const count = shape.reduce((product, length) => product * length, 1)
  if (shape.length > MAX_DIMENSIONS) throw new Error(`an array of ${shape.length} dimensions`)
  if (bytes.length - start !== count * width) {
    throw new Error(`${bytes.length - start} bytes of values, where ${count} of ${width} bytes are said to be`)
  }
  // A shape of few bytes that makes as many lists as it likes: no value stands in any of them.
  if (count === 0 && shape.slice(0, shape.indexOf(0)).reduce((product, length) => product * length, 1) > MAX_EMPTY) {
    throw new Error(`an array without values of shape (${shape.join(', ')})`)
  }
  const strides = stridesOf(shape, /'fortran_order'\s*:\s*True/.test(header))
  const little = descr[1] !== '>'
  const at = (depth: number, offset: number): unknown => {
    if (depth === shape.length) return read(view, start + offset * width, little)
    return Array.from({ length: shape[depth]! }, (_, index) => at(depth + 1, offset + index * strides[depth]!))
  }
  return at(0, 0)
}

function stridesOf(shape: readonly number[], isFortran: boolean): readonly number[] {
  const product = (lengths: readonly number[]) => lengths.reduce((all, length) => all * length, 1)
  return shape.map((_, i) => product(isFortran ? shape.slice(0, i) : shape.slice(i + 1)))
}

/** IEEE 754 binary16. */
function readHalf(view: DataView, at: number, little: boolean): number {
  const bits = view.getUint16(at, little)
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25)
}
