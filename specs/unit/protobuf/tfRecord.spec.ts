import { decodeTfRecords, encodeTfRecords } from '../../../src/protobuf/tfRecord'

const RECORDS = ['', 'a', 'bc'].map((text) => Buffer.from(text))
const BYTES = encodeTfRecords(RECORDS)
const textsOf = (bytes: Uint8Array) => decodeTfRecords(bytes).records.map((record) => Buffer.from(record).toString())

describe('decodeTfRecords', () => {
  it('reads what encodeTfRecords writes', () => {
    expect(decodeTfRecords(BYTES)).toMatchObject({ tornAt: null, damagedAt: null })
    expect(textsOf(BYTES)).toEqual(['', 'a', 'bc'])
    expect(textsOf(new Uint8Array(0))).toEqual([])
  })

  it('keeps the records before one that is torn, wherever it was cut', () => {
    const last = BYTES.length - (12 + 2 + 4)
    for (let end = last + 1; end < BYTES.length; end++) {
      expect(decodeTfRecords(BYTES.subarray(0, end))).toMatchObject({ tornAt: last, damagedAt: null })
      expect(textsOf(BYTES.subarray(0, end))).toEqual(['', 'a'])
    }
  })

  it('names the place of a byte that was changed', () => {
    const places = [0, 16, 16 + 12 + 1 + 4]
    for (const [index, at] of places.entries()) {
      const changed = Buffer.from(BYTES)
      changed[at + 8] = changed[at + 8]! ^ 1
      expect(decodeTfRecords(changed)).toMatchObject({ damagedAt: at, tornAt: null })
      expect(textsOf(changed)).toHaveLength(index)
    }
  })
})
