/** No answer is longer; what is belongs to the output. */
const MAX_LINE_BYTES = 16 * 2 ** 20
const LINE_END = 10
const BRACE = 123

/**
 * Sorts what a warm program prints on its standard output: lines of JSON that somebody waits for, and output like any. Lines
 * may arrive in any pieces; only those that begin with a brace are held until they are whole.
 */
export class ProtocolLines {
  readonly #hear: (message: Readonly<Record<string, unknown>>) => boolean
  readonly #print: (bytes: Buffer) => void
  #held: Buffer[] = []
  #heldBytes = 0
  #isWithinOutput = false

  /**
   * @param hear told of each line that is a JSON object; says whether it was waited for
   * @param print gets everything else
   */
  constructor(hear: (message: Readonly<Record<string, unknown>>) => boolean, print: (bytes: Buffer) => void) {
    this.#hear = hear
    this.#print = print
  }

  add(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(LINE_END, from)
      const isWhole = end !== -1
      const piece = chunk.subarray(from, isWhole ? end + 1 : chunk.length)
      from += piece.length
      if (this.#isWithinOutput || (this.#heldBytes === 0 && piece[0] !== BRACE)) this.#print(piece)
      else {
        // What arrives next may stand in the same memory.
        this.#held.push(Buffer.from(piece))
        this.#heldBytes += piece.length
        if (!isWhole && this.#heldBytes <= MAX_LINE_BYTES) return
        const line = Buffer.concat(this.#held)
        this.#held = []
        this.#heldBytes = 0
        const message = isWhole ? messageOf(line.toString('utf8')) : null
        if (message === null || !this.#hear(message)) this.#print(line)
      }
      this.#isWithinOutput = !isWhole
    }
  }

  /** At the end of the output: a line that was cut off is no message. */
  end(): void {
    if (this.#heldBytes > 0) this.#print(Buffer.concat(this.#held))
    this.#held = []
    this.#heldBytes = 0
  }
}

/** Python writes NaN and Infinity bare, which JSON has not: they become texts. Null for what is no object. */
function messageOf(line: string): Readonly<Record<string, unknown>> | null {
  const json = line.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`
  )
  try {
    const message: unknown = JSON.parse(json)
    return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : null
  } catch {
    return null
  }
}
