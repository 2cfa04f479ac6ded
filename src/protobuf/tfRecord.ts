import { maskedCrc32c } from './crc32c'

/**
 * Frames records as a TFRecord file: for each its length (uint64, little-endian), the length's masked CRC-32C, the data,
 * and the data's.
 */
export function encodeTfRecords(records: readonly Uint8Array[]): Uint8Array {
  const parts = records.flatMap((data) => {
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(data.length))
    return [length, checksum(length), data, checksum(data)]
  })
  return Buffer.concat(parts)
}

function checksum(bytes: Uint8Array): Uint8Array {
  const checked = Buffer.alloc(4)
  checked.writeUInt32LE(maskedCrc32c(bytes))
  return checked
}

export interface TfRecords {
  readonly records: readonly Uint8Array[]
  /** Where the first record begins that is not whole, in bytes; null: all are. A writer that was killed leaves one. */
  readonly tornAt: number | null
  /** Where the first record begins that does not fit its checksum; what follows cannot be told. null: none. */
  readonly damagedAt: number | null
}

/** The records of a TFRecord file, up to the first one that is torn or damaged. */
export function decodeTfRecords(bytes: Uint8Array): TfRecords {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const records: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + HEADER > bytes.length) return { records, tornAt: at, damagedAt: null }
    if (view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8)))
      return { records, tornAt: null, damagedAt: at }
    const length = Number(view.getBigUint64(at, true))
    const end = at + HEADER + length
    if (end + FOOTER > bytes.length) return { records, tornAt: at, damagedAt: null }
    const data = bytes.subarray(at + HEADER, end)
    if (view.getUint32(end, true) !== maskedCrc32c(data)) return { records, tornAt: null, damagedAt: at }
    records.push(data)
    at = end + FOOTER
  }
  return { records, tornAt: null, damagedAt: null }
}

/** Length and its checksum. */
const HEADER = 12
const FOOTER = 4
