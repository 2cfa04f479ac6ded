import { InputError } from '../../errors'
import { evaluateArithmetic } from './evaluateArithmetic'
import type { ArithmeticEvidence, ArithmeticHypothesis } from './types'

/** @throws InputError for an expression without a finite value, which lint has refused before */
export function arithmeticEvidence({ expression, low, high }: ArithmeticHypothesis): ArithmeticEvidence {
  const result = evaluateArithmetic(expression)
  if (result.kind === 'value') return { kind: 'arithmetic', expression, value: result.value, low, high }
  throw new InputError(`${result.message} (character ${result.at + 1})`, {
    where: 'hypothesis.expression',
    expected: 'an expression with a finite value',
    received: expression
  })
}
