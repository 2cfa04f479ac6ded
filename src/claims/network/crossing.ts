import type { ResolvedCrossing, ResolvedLayer } from './resolveNetwork'

/**
 * Where the two ways of a residual block part and meet. In a network's list of layers stand, one after another: `fork`, the
 * block's layers, `shortcut`, the shortcut's layers, `join`. What is not on the way at hand is held meanwhile, the innermost
 * block's last.
 */
export type Crossing = ResolvedCrossing['kind']

export function isCrossing(layer: ResolvedLayer): layer is ResolvedCrossing {
  return layer.kind === 'fork' || layer.kind === 'shortcut' || layer.kind === 'join'
}

/**
 * Forwards: the value that goes on after a crossing. The block's layers start from the value at the fork, and so does the shortcut; at
 * the join both are added.
 *
 * @param held is changed
 */
export function cross<T>(crossing: Crossing, value: T, held: T[], add: (block: T, shortcut: T) => T): T {
  switch (crossing) {
    case 'fork':
      held.push(value)
      return value
    case 'shortcut': {
      const entry = held.pop()!
      held.push(value)
      return entry
    }
    case 'join':
      return add(held.pop()!, value)
    default:
      return crossing satisfies never
  }
}

/**
 * Backwards: the gradient that goes on. That of a sum is the gradient of both; at the fork the gradients of both ways add up.
 *
 * @param held gradients; is changed
 */
export function crossBack<T>(crossing: Crossing, gradient: T, held: T[], add: (block: T, shortcut: T) => T): T {
  switch (crossing) {
    case 'join':
      held.push(gradient)
      return gradient
    case 'shortcut': {
      const ofBlock = held.pop()!
      held.push(gradient)
      return ofBlock
    }
    case 'fork':
      return add(gradient, held.pop()!)
    default:
      return crossing satisfies never
  }
}
