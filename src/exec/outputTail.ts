const KEPT_CHARACTERS = 8192
const KEPT_LINES = 15

/** Keeps the end of what a process printed: enough to say why it died, bounded however much it prints. */
export class OutputTail {
  #text = ''

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT_CHARACTERS)
  }

  /** The last lines that are not blank, oldest first. */
  lines(): readonly string[] {
    return this.#text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-KEPT_LINES)
  }
}
