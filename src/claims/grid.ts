import { combinations } from './combinations'
import type { Grid, Setting } from './types'

/** What every optimizer may have goes first, in this order; other names follow by their letters. */
const FIRST: readonly string[] = ['learningRate', 'beta1', 'beta2']

/**
 * The names of a grid, or of settings, in the order in which they vary: a hash of a grid knows no order of its keys, so
 * that none may decide which of two equal settings is chosen.
 *
 * @example axesOf({ momentum: [0, 0.9], learningRate: [0.1] }) // ['learningRate', 'momentum']
 */
export function axesOf(grid: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(grid)
  return [...FIRST.filter((name) => names.includes(name)), ...names.filter((name) => !FIRST.includes(name)).sort()]
}

/**
 * The Cartesian product of a grid, in a fixed order: learning rate slowest, what comes last by its letters fastest.
 *
 * @example gridSettings({ learningRate: [0.1], beta2: [0.9, 0.99] })
 * // [{ learningRate: 0.1, beta2: 0.9 }, { learningRate: 0.1, beta2: 0.99 }]
 */
export function gridSettings(grid: Grid): Setting[] {
  return combinations<Setting>(axesOf(grid), grid)
}

/** Whether two settings give every name the same value, or leave it as it stands. */
export function sameSetting(a: Setting, b: Setting): boolean {
  return axesOf({ ...a, ...b }).every((axis) => a[axis] === b[axis])
}

/** The settings whose chosen value is the smallest or largest of three or more numbers in the grid. */
export function settingsOnEdge(setting: Setting, grid: Grid): string[] {
  return axesOf(grid).filter((axis) => {
    const values = grid[axis]!.filter((value) => typeof value === 'number')
    const chosen = setting[axis]
    if (values.length < 3 || typeof chosen !== 'number') return false
    return chosen === Math.min(...values) || chosen === Math.max(...values)
  })
}
