import type { SpecDocument } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { isDeterministicFile } from '../../runs/runKinds'

export function checkRandomOnly(claim: SpecDocument, experiment: SpecDocument): LintProblem[] {
  if (!isDeterministicFile(experiment)) return []
  return [
    problemAt(claim, ['experiment'], {
      message: 'converges-more-often counts seeds, and a deterministic problem has none',
      expected: 'an experiment with a random problem',
      remedy: 'make a "converges-to" claim of each arm'
    })
  ]
}
