import fc from 'fast-check'
import {
  ARITHMETIC_FUNCTIONS,
  evaluateArithmetic,
  MAX_EXPRESSION
} from '../../../../src/kinds/arithmetic/evaluateArithmetic'

describe('evaluateArithmetic', () => {
  // Values by hand, or Python 3.11 with ^ written as **: the same precedence and grouping.
  it.each([
    ['5000 * 128 / 50000', 12.8],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['10 - 4 - 3', 3],
    ['16 / 4 / 2', 2],
    ['2^3^2', 512],
    ['-2^2', -4],
    ['(-2)^2', 4],
    ['2^-1', 0.5],
    ['2 * -3', -6],
    ['--3', 3],
    ['+3', 3],
    ['1010 - 100 * 10', 10],
    ['  1.5e3+.5 ', 1500.5],
    ['3.', 3],
    ['1E-2', 0.01],
    ['sqrt(16) + abs(-2)', 6],
    ['ln(exp(1))', 1],
    ['min(3, 1, 2) + max(1, 2)', 3],
    ['floor(2.7) + ceil(2.1)', 5],
    ['max(min(1, 2), 0)', 1],
    ['sqrt((1 + 2) * 3)', 3]
  ])('%s is %d', (expression, value) => {
    expect(evaluateArithmetic(expression)).toEqual({ kind: 'value', value })
  })

  it.each([
    ['1 / 0', 'the value is no finite number', 0],
    ['sqrt(-1)', 'the value is no finite number', 0],
    ['10^400', 'the value is no finite number', 0],
    ['5,000', 'an operator is missing', 1],
    ['2 3', 'an operator is missing', 2],
    ['2 +', 'a number is missing', 3],
    ['', 'a number is missing', 0],
    ['2 + * 3', 'a number is missing', 4],
    ['(1 + 2', '")" is missing', 6],
    ['1)', 'an operator is missing', 1],
    ['log(10)', 'there is no function "log"', 0],
    ['2 + pi', 'there is no function "pi"', 4],
    ['sqrt 4', 'sqrt needs its argument in parentheses', 5],
    ['sqrt(4, 5)', 'sqrt takes one argument, and here are 2', 0],
    ['2 $ 3', '"$" is no part of an expression', 2],
    ['1 x', 'an operator is missing', 2],
    ['constructor(1)', 'there is no function "constructor"', 0]
  ])('%j: %s', (expression, message, at) => {
    expect(evaluateArithmetic(expression)).toEqual({ kind: 'error', message, at })
  })

  it('knows its functions', () => {
    for (const name of ARITHMETIC_FUNCTIONS) expect(evaluateArithmetic(`${name}(1)`).kind).toBe('value')
  })

  it('refuses what is longer than any sentence about numbers', () => {
    expect(evaluateArithmetic('('.repeat(MAX_EXPRESSION + 1))).toMatchObject({ kind: 'error', at: MAX_EXPRESSION })
    expect(evaluateArithmetic(`${'('.repeat(400)}1${')'.repeat(400)}`)).toEqual({ kind: 'value', value: 1 })
  })

  it('never throws, and points into the expression', () => {
    const parts = fc.constantFrom('1', '2.5', '(', ')', '+', '-', '*', '/', '^', ',', 'sqrt', 'min', ' ', 'é', '_')
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts).map((list) => list.join(''))
        ),
        (expression) => {
          const result = evaluateArithmetic(expression)
          if (result.kind === 'value') expect(Number.isFinite(result.value)).toBe(true)
          else expect(result.at >= 0 && result.at <= expression.length).toBe(true)
        }
      ),
      { numRuns: 500, seed: 4 }
    )
  })

  it('gives what JavaScript gives for the same tree, whatever its parentheses and signs', () => {
    const { tree } = fc.letrec<{ tree: { text: string; value: number } }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.integer({ min: 0, max: 99 }).map((value) => ({ text: String(value), value })),
        fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '^'), tie('tree')).map(([a, operator, b]) => ({
          text: `(${a.text})${operator}(${b.text})`,
          value: apply(a.value, operator, b.value)
        })),
        tie('tree').map(({ text, value }) => ({ text: `-(${text})`, value: -value })),
        tie('tree').map(({ text, value }) => ({ text: `sqrt(abs(${text}))`, value: Math.sqrt(Math.abs(value)) }))
      )
    }))
    fc.assert(
      fc.property(
        tree.filter(({ text }) => text.length <= MAX_EXPRESSION),
        ({ text, value }) => {
          const result = evaluateArithmetic(text)
          if (Number.isFinite(value)) expect(result).toEqual({ kind: 'value', value })
          else expect(result.kind).toBe('error')
        }
      ),
      { numRuns: 500, seed: 5 }
    )
  })
})

function apply(a: number, operator: string, b: number): number {
  if (operator === '+') return a + b
  if (operator === '-') return a - b
  if (operator === '*') return a * b
  return operator === '/' ? a / b : a ** b
}
