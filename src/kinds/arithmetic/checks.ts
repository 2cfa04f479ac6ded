import { numberAt, type SpecDocument, stringAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { evaluateArithmetic } from './evaluateArithmetic'

export function checkExpression(claim: SpecDocument): LintProblem[] {
  const text = stringAt(claim, 'hypothesis', 'expression')
  if (text === undefined || text.trim() === '') return []
  const result = evaluateArithmetic(text)
  if (result.kind === 'value') return []
  return [
    problemAt(claim, ['hypothesis', 'expression'], {
      message: `${result.message} (character ${result.at + 1})`,
      expected: 'an expression with a finite value, such as "5000 * 128 / 50000"',
      remedy: 'write numbers without separators, + - * / ^ ( ) and sqrt, ln, exp, abs, min, max, floor, ceil'
    })
  ]
}

export function checkOrder(claim: SpecDocument): LintProblem[] {
  const [low, high] = [numberAt(claim, 'hypothesis', 'low'), numberAt(claim, 'hypothesis', 'high')]
  if (low === undefined || high === undefined || low <= high) return []
  return [
    problemAt(claim, ['hypothesis', 'high'], {
      message: 'the range is empty',
      expected: `>= ${low}, the lower end`,
      remedy: 'swap "low" and "high", or correct them'
    })
  ]
}
