import { combinations } from './combinations'
import type { Grid, Setting } from './types'

const AXES = ['learningRate', 'beta1', 'beta2'] as const satisfies readonly (keyof Grid)[]

/**
 * The Cartesian product of a grid, in a fixed order: learning rate slowest, beta2 fastest.
 *
 * @example gridSettings({ learningRate: [0.1], beta2: [0.9, 0.99] })
 * // [{ learningRate: 0.1, beta2: 0.9 }, { learningRate: 0.1, beta2: 0.99 }]
 */
export function gridSettings(grid: Grid): Setting[] {
  return combinations<Setting>(AXES, grid)
}

/** Whether two settings give every hyperparameter of a grid the same value, or leave it as it stands. */
export function sameSetting(a: Setting, b: Setting): boolean {
  return AXES.every((axis) => a[axis] === b[axis])
}

/** The hyperparameters whose chosen value is the smallest or largest of three or more in the grid. */
export function settingsOnEdge(setting: Setting, grid: Grid): (keyof Setting)[] {
  return AXES.filter((axis) => {
    const values = grid[axis]
    const chosen = setting[axis]
    if (values === undefined || values.length < 3 || chosen === undefined) return false
    return chosen === Math.min(...values) || chosen === Math.max(...values)
  })
}
