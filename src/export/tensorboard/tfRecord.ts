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
