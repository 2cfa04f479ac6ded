import { constants } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { InputError } from '../../../src/errors'
import { fileText } from '../../../src/files/fileText'

const TEXT = '{ "loss": "é ∞" }\n'.repeat(50)

describe('fileText', () => {
  it('reads a text, its bytes and its compressed bytes alike', () => {
    expect([TEXT, Buffer.from(TEXT), gzipSync(TEXT)].map((content) => fileText(content, 'x'))).toEqual([
      TEXT,
      TEXT,
      TEXT
    ])
    expect(fileText(new Uint8Array(), 'x')).toBe('')
  })

  it.each([
    ['torn', gzipSync(TEXT).subarray(0, 40), /gzip data that is cut off before its end/],
    ['with a bit turned', damaged(), /damaged gzip data/],
    ['of other bytes behind its mark', Buffer.from([0x1f, 0x8b, 1, 2, 3]), /damaged gzip data/]
  ])('refuses gzip data %s', (_name, bytes, received) => {
    const read = () => fileText(bytes, 'reports/x/report.json.gz')
    expect(read).toThrow(InputError)
    expect(read).toThrow(/^reports\/x\/report\.json\.gz: the compressed data cannot be used/)
    expect(read).toThrow(received)
    expect(read).toThrow(new RegExp(`at most ${constants.MAX_STRING_LENGTH} bytes[\\s\\S]*to mend:`))
  })
})

function damaged(): Uint8Array {
  const bytes = gzipSync(TEXT)
  // Of the checksum at its end.
  bytes[bytes.length - 5]! ^= 1
  return bytes
}
