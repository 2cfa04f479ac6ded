import { encodeNpy } from '../../../../src/export/start/npy'
import { readNpy } from '../../../../src/logs/npyArray'

describe('encodeNpy', () => {
  it.each([
    [Float32Array.of(0.5, -1.25, 3, 4, 5, 6), [2, 3]],
    [Uint32Array.of(4_000_000_000, 2), [2]],
    [Uint8Array.of(255, 0, 7, 8), [2, 1, 2]],
    [Uint8Array.of(), [0]]
  ])('is read back: %#', (values, shape) => {
    const nested = readNpy(encodeNpy(values, shape)) as unknown[]
    expect(nested.flat(9)).toEqual([...values])
    expect(nested).toHaveLength(shape[0]!)
  })

  it('takes the part of a buffer that the array is', () => {
    expect(readNpy(encodeNpy(Float32Array.of(1, 2, 3, 4).subarray(1, 3), [2]))).toEqual([2, 3])
  })

  it('begins its values at a multiple of 64 bytes, as the format asks', () => {
    const bytes = encodeNpy(new Uint32Array(1000), [10, 10, 10])
    expect((bytes.length - 4000) % 64).toBe(0)
    expect(Buffer.from(bytes.subarray(0, 8)).toString('latin1')).toBe('\x93NUMPY\x01\x00')
  })

  it('refuses a shape of another size', () => {
    expect(() => encodeNpy(new Uint8Array(5), [2, 3])).toThrow('5 values are no array of shape 2 x 3')
  })
})
