import { parse } from 'shell-quote'
import { InputError } from '../errors'

/**
 * The words of a command line as a POSIX shell would cut it, for a program that is started without one: variables stand as
 * they are written.
 *
 * @throws InputError for an empty line, and for what only a shell can do: pipes, redirections, patterns, comments
 * @example commandWords("python train.py --name 'a b'") // ['python', 'train.py', '--name', 'a b']
 */
export function commandWords(line: string): string[] {
  const words = parse(line, (name) => `$${name}`)
  const other = words.find((word) => typeof word !== 'string')
  if (other !== undefined) {
    const what = 'pattern' in other ? other.pattern : 'op' in other ? other.op : `#${other.comment}`
    throw new InputError('a command is started without a shell', {
      where: line,
      expected: 'a program and its arguments',
      received: what,
      remedy: 'quote it, or put the line into a script: "bash run.sh"'
    })
  }
  if (words.length === 0) {
    throw new InputError('the command is empty', {
      expected: 'a program and its arguments',
      received: JSON.stringify(line),
      remedy: 'write it as you would on the command line: "python train.py --seed {seed}"'
    })
  }
  return words.filter((word) => typeof word === 'string')
}
