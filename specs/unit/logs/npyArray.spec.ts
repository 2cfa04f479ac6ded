import { readNpy } from '../../../src/logs/npyArray'

/** An array as numpy.save writes it, format 1.0. */
function npy(descr: string, shape: string, data: Buffer, order = 'False', version = 1): Buffer {
  const header = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': (${shape}), }\n`
  const size = version === 1 ? Buffer.alloc(2) : Buffer.alloc(4)
  if (version === 1) size.writeUInt16LE(header.length)
  else size.writeUInt32LE(header.length)
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY'),
    Buffer.from([version, 0]),
    size,
    Buffer.from(header),
    data
  ])
}

const bytes = (array: { buffer: ArrayBufferLike }) => Buffer.from(array.buffer)

describe('readNpy', () => {
  it('reads numbers of any type and order of bytes as nested lists', () => {
    expect(readNpy(npy("'<f8'", '2, 2', bytes(Float64Array.of(1.5, -2, Number.NaN, Infinity))))).toEqual([
      [1.5, -2],
      [Number.NaN, Infinity]
    ])
    expect(readNpy(npy("'<i8'", '2,', bytes(BigInt64Array.of(-1n, 9007199254740991n))))).toEqual([-1, 9007199254740991])
    expect(readNpy(npy("'>f4'", '1,', Buffer.from('3fc00000', 'hex')))).toEqual([1.5])
    expect(readNpy(npy("'|u1'", '3,', Buffer.from([0, 1, 255])))).toEqual([0, 1, 255])
    expect(readNpy(npy("'<f8'", '', bytes(Float64Array.of(0.1))))).toBe(0.1)
    expect(readNpy(npy("'<f8'", '0,', Buffer.alloc(0)))).toEqual([])
    expect(readNpy(npy("'<f8'", '1,', bytes(Float64Array.of(2)), 'False', 2))).toEqual([2])
  })

  it('makes no more lists of an array without values than anybody needs', () => {
    expect(readNpy(npy("'<f8'", '0,', Buffer.alloc(0)))).toEqual([])
    expect(readNpy(npy("'<f8'", '2, 0', Buffer.alloc(0)))).toEqual([[], []])
    expect(() => readNpy(npy("'<f8'", '30000000, 0', Buffer.alloc(0)))).toThrow(
      /without values of shape \(30000000, 0\)/
    )
  })

  it('reads columns first where they stand first', () => {
    const columns = bytes(Float64Array.of(1, 2, 3, 4, 5, 6))
    expect(readNpy(npy("'<f8'", '2, 3', columns, 'True'))).toEqual([
      [1, 3, 5],
      [2, 4, 6]
    ])
  })

  it('reads half precision, subnormal and infinite', () => {
    const halves = Buffer.from('003c0080ff7b0100007c00fc007e', 'hex')
    // 1, -0, the largest, the smallest: IEEE 754-2008, binary16.
    expect(readNpy(npy("'<f2'", '7,', halves))).toEqual([1, -0, 65504, 2 ** -24, Infinity, -Infinity, Number.NaN])
  })

  it.each([
    ['an array of objects, which is a pickle', npy("'|O'", '1,', Buffer.alloc(8)), /not of numbers/],
    ['records', npy("[('a', '<f8')]", '1,', Buffer.alloc(8)), /not of numbers/],
    ['a file that is cut off', npy("'<f8'", '2,', Buffer.alloc(8)), /8 bytes of values, where 2 of 8 bytes/],
    ['a later format', npy("'<f8'", '1,', Buffer.alloc(8), 'False', 9), /format 9/],
    ['something else', Buffer.from('not an array'), /no NumPy array/],
    ['a header that ends too early', Buffer.from('934e554d5059', 'hex'), /NumPy array/]
  ])('refuses %s', (_, file, message) => {
    expect(() => readNpy(file)).toThrow(message)
  })
})
