import { codeText, type Line } from '../document/document'
import { sentenceOf } from '../text/escape'

/** What helps: one command, or a sentence. */
export function remedyLine(remedy: string): Line {
  return isCommand(remedy) ? codeText(remedy) : sentenceOf(remedy)
}

/** A report holds both as text. */
export function isCommand(remedy: string): boolean {
  return /^npx /.test(remedy)
}
