import { RE2JS } from 're2js'

/** The expression by which a mapping reads names. */
export interface NameExpression {
  /** Its named groups. */
  readonly groups: readonly string[]
  /** What they hold where it matches; undefined for a group that took no part. null where it does not match. */
  match(name: string): Readonly<Record<string, string | undefined>> | null
}

/**
 * Compiles the expression of a mapping. By RE2, in time proportional to the name whatever the expression is: with the
 * engine of JavaScript one such as `(a+)+$` never ends, and a mapping may be somebody else's.
 *
 * @throws Error where it is no regular expression, or one with what RE2 does not have: look-around, back references
 * @example compileName('lr=(?<lr>[0-9.]+)').match('runs/lr=0.1/log.csv') // { lr: '0.1' }
 */
export function compileName(expression: string): NameExpression {
  // Only compiled, never matched: it refuses what is no expression of ECMAScript.
  new RegExp(expression, 'u')
  if (/(?:^|[^\\])(?:\\\\)*\\k</.test(expression))
    throw new SyntaxError('back references such as \\k<name> are not known')
  const compiled = RE2JS.compile(RE2JS.translateRegExp(expression))
  const groups = Object.keys(compiled.namedGroups())
  return {
    groups,
    match: (name) => {
      const matcher = compiled.matcher(name)
      if (!matcher.find()) return null
      return Object.fromEntries(groups.map((group) => [group, matcher.group(group) ?? undefined]))
    }
  }
}
