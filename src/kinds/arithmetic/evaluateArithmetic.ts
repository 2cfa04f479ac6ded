/** What an expression comes to, or what keeps it from coming to something. */
export type ArithmeticResult =
  | { readonly kind: 'value'; readonly value: number }
  /** `at`: offset in the expression, from 0. */
  | { readonly kind: 'error'; readonly message: string; readonly at: number }

const FUNCTIONS: ReadonlyMap<string, { readonly arity: number | null; of(...values: number[]): number }> = new Map([
  ['sqrt', { arity: 1, of: Math.sqrt }],
  ['ln', { arity: 1, of: Math.log }],
  ['exp', { arity: 1, of: Math.exp }],
  ['abs', { arity: 1, of: Math.abs }],
  ['min', { arity: null, of: Math.min }],
  ['max', { arity: null, of: Math.max }],
  ['floor', { arity: 1, of: Math.floor }],
  ['ceil', { arity: 1, of: Math.ceil }]
])

/** The names that an expression may use. */
export const ARITHMETIC_FUNCTIONS: readonly string[] = [...FUNCTIONS.keys()]

/** No sentence about numbers needs more; beyond it nested parentheses would exhaust the stack. */
export const MAX_EXPRESSION = 1000

/**
 * Evaluates an arithmetic expression in float64: numbers, + - * / ^ ( ) and the functions of `ARITHMETIC_FUNCTIONS`.
 *
 * From weak to strong: + and -, then * and /, then the sign, then ^, which groups from the right: -2^2 is -4 and 2^3^2 is
 * 512, as in mathematics and in Python.
 *
 * @param expression at most 1,000 characters; white space between the parts is free
 * @returns a finite value, or what is wrong and where. Never throws.
 * @example evaluateArithmetic('5000 * 128 / 50000') // { kind: 'value', value: 12.8 }
 * @example evaluateArithmetic('1 / 0') // { kind: 'error', message: 'the value is no finite number', at: 0 }
 */
export function evaluateArithmetic(expression: string): ArithmeticResult {
  if (expression.length > MAX_EXPRESSION) {
    return { kind: 'error', message: `the expression is longer than ${MAX_EXPRESSION} characters`, at: MAX_EXPRESSION }
  }
  try {
    const value = new Parser(expression).parse()
    if (Number.isFinite(value)) return { kind: 'value', value }
    return { kind: 'error', message: 'the value is no finite number', at: 0 }
  } catch (error) {
    if (error instanceof Misfit) return { kind: 'error', message: error.message, at: error.at }
    throw error
  }
}

/** Where the expression stops being one. */
class Misfit extends Error {
  constructor(
    message: string,
    readonly at: number
  ) {
    super(message)
  }
}

type Token =
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  | { readonly kind: 'name' | 'sign'; readonly at: number; readonly text: string }

const TOKEN = /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<name>[a-z]+)|(?<sign>[-+*/^(),]))/iy

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  for (let from = 0; from < end; from = TOKEN.lastIndex) {
    TOKEN.lastIndex = from
    const groups = TOKEN.exec(text)?.groups
    if (groups === undefined) {
      const at = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0)
      throw new Misfit(`${JSON.stringify(text.charAt(at))} is no part of an expression`, at)
    }
    const part = groups.number ?? groups.name ?? groups.sign ?? ''
    const at = TOKEN.lastIndex - part.length
    if (groups.number !== undefined) tokens.push({ kind: 'number', at, value: Number(part) })
    else tokens.push({ kind: groups.name === undefined ? 'sign' : 'name', at, text: part })
  }
  return tokens
}

/** Recursive descent, one method a level of precedence. */
class Parser {
  private readonly tokens: readonly Token[]
  private readonly end: number
  private next = 0

  constructor(text: string) {
    this.tokens = tokensOf(text)
    this.end = text.length
  }

  parse(): number {
    const value = this.sum()
    const token = this.tokens[this.next]
    if (token !== undefined) throw this.misfit('an operator is missing')
    return value
  }

  private sum(): number {
    let value = this.product()
    for (;;) {
      if (this.takes('+')) value += this.product()
      else if (this.takes('-')) value -= this.product()
      else return value
    }
  }

  private product(): number {
    let value = this.signed()
    for (;;) {
      if (this.takes('*')) value *= this.signed()
      else if (this.takes('/')) value /= this.signed()
      else return value
    }
  }

  private signed(): number {
    if (this.takes('-')) return -this.signed()
    if (this.takes('+')) return this.signed()
    return this.power()
  }

  private power(): number {
    const base = this.primary()
    // The exponent has a sign of its own: 2^-1.
    return this.takes('^') ? base ** this.signed() : base
  }

  private primary(): number {
    const token = this.tokens[this.next]
    if (token?.kind === 'number') {
      this.next++
      return token.value
    }
    if (token?.kind === 'name') return this.call(token.text)
    if (!this.takes('(')) throw this.misfit('a number is missing')
    const value = this.sum()
    if (!this.takes(')')) throw this.misfit('")" is missing')
    return value
  }

  private call(name: string): number {
    const known = FUNCTIONS.get(name)
    if (known === undefined) throw this.misfit(`there is no function ${JSON.stringify(name)}`)
    const { at } = this.tokens[this.next++]!
    if (!this.takes('(')) throw this.misfit(`${name} needs its argument in parentheses`)
    const values = [this.sum()]
    while (this.takes(',')) values.push(this.sum())
    if (!this.takes(')')) throw this.misfit('")" is missing')
    if (known.arity === null || known.arity === values.length) return known.of(...values)
    throw new Misfit(`${name} takes one argument, and here are ${values.length}`, at)
  }

  private takes(sign: string): boolean {
    const token = this.tokens[this.next]
    if (token?.kind !== 'sign' || token.text !== sign) return false
    this.next++
    return true
  }

  private misfit(message: string): Misfit {
    return new Misfit(message, this.tokens[this.next]?.at ?? this.end)
  }
}
