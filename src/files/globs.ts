import { RE2JS } from 're2js'

/** Stands for a dot that hides a name: no wildcard matches it, and no path holds it. */
const HIDING = '\0'
const ONE = `[^/${HIDING}]`

/**
 * Whether paths match one of several globs: `*` and `?` within a name, `**` any number of folders, `[a-z]`, `{a,b}`, and
 * a backslash before what stands for itself; `!` at the beginning excludes. Hidden names only match where a glob
 * writes their dot. In time proportional to the path's length, whatever the globs are: they are somebody else's, and
 * matchers that backtrack may never end.
 *
 * @param globs with forward slashes
 * @returns for paths with forward slashes
 * @example globMatcher(['*.csv'])('a.csv') // true
 * @example globMatcher(['**' + '/log.{csv,json}'])('a/b/log.json') // true
 */
export function globMatcher(globs: readonly string[]): (file: string) => boolean {
  const compile = (glob: string) => RE2JS.compile(`^(?:${expressionOf(glob)})$`, RE2JS.DOTALL)
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(compile)
  const excluded = globs.filter((glob) => glob.startsWith('!')).map((glob) => compile(glob.slice(1)))
  return (file) => {
    const path = file.replace(/(^|\/)\./g, `$1${HIDING}`)
    const matches = (expression: RE2JS) => expression.matcher(path).find()
    return wanted.some(matches) && !excluded.some(matches)
  }
}

function expressionOf(glob: string): string {
  const text = glob.replace(/^\.\//, '')
  const closed = matchingBraces(text)
  /** Where a brace opened: whether a name began there. */
  const opened: boolean[] = []
  let expression = ''
  let atStart = true
  for (let at = 0; at < text.length; at++) {
    const rest = text.slice(at, at + 3)
    const wasAtStart: boolean = atStart
    atStart = false
    if (wasAtStart && rest === '**/') {
      expression += `(?:${ONE}[^/]*/)*`
      at += 2
      atStart = true
    } else if (wasAtStart && at + 2 === text.length && rest === '**') {
      expression += `(?:${ONE}[^/]*/)*${ONE}[^/]*`
      at++
    } else if (text[at] === '*') expression += `${ONE}*`
    else if (text[at] === '?') expression += ONE
    else if (text[at] === '/') {
      expression += '/'
      atStart = true
    } else if (text[at] === '[' && text.indexOf(']', at + 2) !== -1) {
      const end = text.indexOf(']', at + 2)
      expression += classOf(text.slice(at + 1, end))
      at = end
    } else if (text[at] === '{' && closed.has(at)) {
      opened.push(wasAtStart)
      expression += '(?:'
      atStart = wasAtStart
    } else if (text[at] === ',' && opened.length > 0) {
      expression += '|'
      atStart = opened.at(-1)!
    } else if (text[at] === '}' && opened.length > 0) {
      opened.pop()
      expression += ')'
    } else if (wasAtStart && text[at] === '.') expression += RE2JS.quote(HIDING)
    else {
      if (text[at] === '\\' && at + 1 < text.length) at++
      expression += RE2JS.quote(text[at]!)
    }
  }
  return expression
}

/** Of `a-z` or `!a-z`, as between brackets. */
function classOf(content: string): string {
  const isNegated = /^[!^]/.test(content)
  const members = (isNegated ? content.slice(1) : content).replace(/[[\]\\^&~]/g, '\\$&')
  return isNegated ? `[^${members}/${HIDING}]` : `[${members}]`
}

/** Offsets of opening braces that are closed again. */
function matchingBraces(text: string): ReadonlySet<number> {
  const open: number[] = []
  const closed = new Set<number>()
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') open.push(at)
    else if (text[at] === '}' && open.length > 0) closed.add(open.pop()!)
  }
  return closed
}
