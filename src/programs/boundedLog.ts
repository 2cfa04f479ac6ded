import { closeSync, fstatSync, openSync, writeSync } from 'node:fs'

/**
 * A file that holds the beginning and the end of an output, however long that is: the beginning is written as it comes, the
 * end is kept in memory and written at the close, below a line that says how much is missing. Cut between lines.
 */
export class BoundedLog {
  readonly #file: number
  readonly #tailBytes: number
  #room: number
  /** The last bytes in a ring: the next one stands at `#behind` modulo its length. */
  #tail: Buffer | null = null
  /** Bytes behind the beginning. */
  #behind = 0
  #atLineStart = true

  /** @param maxBytes of what is kept; what the file holds already counts, and stays */
  constructor(file: string, maxBytes: number) {
    this.#file = openSync(file, 'a')
    this.#tailBytes = Math.max(1, Math.floor(maxBytes / 2))
    this.#room = Math.max(0, maxBytes - this.#tailBytes - fstatSync(this.#file).size)
  }

  /** @throws the error of the file system: a full disk */
  add(chunk: Buffer): void {
    let rest = chunk
    if (this.#room > 0) {
      const head = rest.subarray(0, this.#room)
      writeAll(this.#file, head)
      this.#room -= head.length
      this.#atLineStart = head.at(-1) === LINE_END
      rest = rest.subarray(head.length)
    }
    if (rest.length === 0) return
    this.#tail ??= Buffer.allocUnsafe(this.#tailBytes)
    const from = Math.max(0, rest.length - this.#tailBytes)
    for (let at = from; at < rest.length; ) {
      at += rest.copy(this.#tail, (this.#behind + at) % this.#tailBytes, at)
    }
    this.#behind += rest.length
  }

  /** @returns bytes that were not kept */
  close(): number {
    try {
      const tail = this.#lastBytes()
      let missing = this.#behind - tail.length
      // A line that lacks its beginning is none.
      const from = missing > 0 ? tail.indexOf(LINE_END) + 1 : 0
      missing += from
      if (missing > 0) {
        writeAll(this.#file, Buffer.from(`${this.#atLineStart ? '' : '\n'}[claimcheck: ${missing} bytes left out]\n`))
      }
      writeAll(this.#file, tail.subarray(from))
      return missing
    } finally {
      closeSync(this.#file)
    }
  }

  #lastBytes(): Buffer {
    if (this.#tail === null) return Buffer.alloc(0)
    const next = this.#behind % this.#tailBytes
    return this.#behind < this.#tailBytes
      ? this.#tail.subarray(0, next)
      : Buffer.concat([this.#tail.subarray(next), this.#tail.subarray(0, next)])
  }
}

const LINE_END = 10

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
}
