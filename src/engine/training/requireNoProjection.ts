import type { OptimizerSpec } from '../../claims/types'
import { InputError } from '../../errors'

/** @throws InputError for a projection: a network's parameters have no domain */
export function requireNoProjection({ projection }: OptimizerSpec): void {
  if (projection === 'none') return
  throw new InputError('a network has no domain to project on', {
    where: 'optimizer.projection',
    expected: '"none"',
    received: JSON.stringify(projection)
  })
}
