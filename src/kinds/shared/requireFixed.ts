import type { AnyHypothesis, ClaimWith } from '../../claims/types'
import { InputError } from '../../errors'

/**
 * Some kinds of claims have no method by which seeds could be added.
 *
 * @throws InputError where the claim would have seeds added until it is decided
 */
export function requireFixed({ id, hypothesis, decision }: ClaimWith<AnyHypothesis>): void {
  if (decision.mode === 'fixed') return
  throw new InputError(`claim ${id} is of the kind ${hypothesis.kind}, for which seeds cannot be added until decided`, {
    expected: '"mode": "fixed"',
    received: decision.mode,
    remedy: 'state a fixed number of seeds: "decision": { "mode": "fixed", "seeds": { "min": 10, "max": 10 } }'
  })
}
