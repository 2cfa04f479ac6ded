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
  requireClosedQuotes(line)
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
  const [first] = words
  if (typeof first === 'string' && /^[A-Za-z_]\w*=/.test(first)) {
    throw new InputError('a command begins with its program', {
      where: line,
      expected: 'a program and its arguments',
      received: first,
      remedy: `set variables by env: "env ${line}"`
    })
  }
  return words.filter((word) => typeof word === 'string')
}

/** The parser takes the end of the line for the end of a quote. */
function requireClosedQuotes(line: string): void {
  const rest = line.replace(/'[^']*'|"(?:[^"\\]|\\.)*"|\\./gs, '')
  const open = /['"]/.exec(rest)
  if (open === null) return
  throw new InputError('a quote has no end', {
    where: line,
    expected: `another ${open[0]}`,
    received: 'the end of the command',
    remedy: 'close it'
  })
}
