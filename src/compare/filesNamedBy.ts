import { statSync } from 'node:fs'
import path from 'node:path'

/** Words of a command that are files where it is typed: what is in them decides its runs. Relative, with forward slashes. */
export function filesNamedBy(words: readonly string[], cwd: string): string[] {
  const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() === true
  return [...new Set(words)]
    .filter((word) => !path.isAbsolute(word) && isFile(path.resolve(cwd, word)))
    .map((word) => word.split(path.sep).join('/'))
}
