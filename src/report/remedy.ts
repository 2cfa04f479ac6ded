import { codeText, type Line } from '../document/document'
import { sentenceOf } from '../text/escape'

/** What helps: one command, or a sentence. */
export function remedyLine(remedy: string): Line {
  return remedy.startsWith('npx ') ? codeText(remedy) : sentenceOf(remedy)
}
