import { type SpecDocument, stringAt, valueAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'

export function checkShare(claim: SpecDocument): LintProblem[] {
  const over = stringAt(claim, 'hypothesis', 'over')
  const given = (valueAt(claim, ['hypothesis', 'share']) ?? null) !== null
  if (over === 'seeds' && !given) {
    return [
      problemAt(claim, ['hypothesis', 'share'], {
        message: 'a claim over seeds needs the share that must be exceeded',
        expected: '"share", between 0 and 1',
        remedy: 'add "share", such as 0.8'
      })
    ]
  }
  if (over !== 'initial-points' || !given) return []
  return [
    problemAt(claim, ['hypothesis', 'share'], {
      message: 'a claim over initial points has no share: every one must arrive',
      expected: 'no "share"',
      remedy: 'remove it, or write "over": "seeds"',
      atKey: true
    })
  ]
}
