import { InputError } from '../../errors'
import type { Optimizer } from '../../optim/updateRule'

/** @throws InputError for a projection: a network's parameters have no domain */
export function requireNoProjection({ projection }: Optimizer): void {
  if (projection === 'none') return
  throw new InputError('a network has no domain to project on', {
    where: 'optimizer.projection',
    expected: '"none"',
    received: JSON.stringify(projection)
  })
}
