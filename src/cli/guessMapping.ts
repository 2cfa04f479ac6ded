import { existsSync } from 'node:fs'
import path from 'node:path'
import { guessMapping } from '../adjudicate/guess/guessMapping'
import { openEvidenceFolder } from '../adjudicate/read/folder'
import { InputError } from '../errors'
import { writeOutputs } from '../files/writeOutput'
import { printable } from '../text/escape'
import type { CliContext } from './context'

/**
 * Writes a mapping for a folder of logs, to a file or on standard output, and says what it understood and what it could not.
 *
 * @param out where the mapping goes; an existing file is not written over. undefined: standard output, with the words beside it
 */
export function writeGuess(folder: string, out: string | undefined, context: CliContext): void {
  const { mapping, understood, open } = guessMapping(openEvidenceFolder(path.resolve(context.cwd, folder)))
  const text = `${JSON.stringify(mapping, null, 2)}\n`
  const words = [
    'Understood:',
    ...understood.map((line) => `  ${printable(line)}`),
    'To look at:',
    ...open.map((line) => `  ${printable(line)}`)
  ].join('\n')
  if (out === undefined) {
    context.stdout.write(text)
    context.stderr.write(`${words}\n`)
    return
  }
  const file = path.resolve(context.cwd, out)
  if (existsSync(file)) {
    throw new InputError('there is a mapping already', {
      where: file,
      remedy: 'give another name with --out, or remove it'
    })
  }
  writeOutputs(path.dirname(file), [{ name: path.basename(file), content: text }], { what: 'the mapping' })
  context.stdout.write(`${words}\nMapping: ${path.relative(context.cwd, file)}\n`)
}
