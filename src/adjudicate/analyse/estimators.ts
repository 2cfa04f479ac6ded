import { fixedLocationTest, type LocationTest } from '../../kinds/comparison/locationTest'
import type { PairEffect } from '../../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { mean } from '../../stats/describe'
import type { OutsideRun } from '../types'
import type { Cell } from './cells'
import { smallestExactP } from './smallestExactP'
import type { Comparison } from './types'
import { unpairedLocationTest } from './unpairedLocationTest'

/** A centre with what it is made of. */
export interface Estimator {
  readonly method: NonNullable<Comparison['method']>
  readonly location: LocationTest
  readonly theta: number
  /** Pairs, or runs of the smaller arm. */
  readonly n: number
  readonly settingsUsed: number
  readonly smallestExactP: number
}

/** A value on the scale of the effect: its logarithm, or itself. Values that have none are the claim's error. */
function scaleOf(hypothesis: PairedHypothesis, effect: PairEffect): (run: OutsideRun) => number {
  const { margin } = hypothesis
  const origin = 'absolute' in margin ? 0 : 1 - margin.epsilon
  return ({ value }) => effect(origin, value)
}

export function unpairedOver(
  trained: readonly Cell[],
  hypothesis: PairedHypothesis,
  effect: PairEffect
): Estimator | null {
  const scale = scaleOf(hypothesis, effect)
  const blocks = trained
    .filter((cell) => cell.control.length >= 2 && cell.treatment.length >= 2)
    .map((cell) => ({ a: cell.control.map(scale), b: cell.treatment.map(scale) }))
  if (blocks.length === 0) return bySetting(trained, scale)
  const count = (arm: 'a' | 'b') => blocks.reduce((sum, block) => sum + block[arm].length, 0)
  return {
    method: 'unpaired',
    location: unpairedLocationTest(blocks),
    theta: mean(blocks.map(({ a, b }) => mean(b) - mean(a))),
    n: Math.min(count('a'), count('b')),
    settingsUsed: blocks.length,
    smallestExactP: smallestExactP(blocks)
  }
}

/** A grid without repetition: the settings are what varies, and the interval holds the spread between them. */
function bySetting(trained: readonly Cell[], scale: (run: OutsideRun) => number): Estimator | null {
  const cells = trained.filter((cell) => cell.control.length > 0 && cell.treatment.length > 0)
  return fixed(
    'by-setting',
    cells.map((cell) => mean(cell.treatment.map(scale)) - mean(cell.control.map(scale))),
    cells.length
  )
}

/** Runs with the same number are a pair; over several settings a pair's effect is averaged, since a seed is one draw. */
export function pairedOver(trained: readonly Cell[], effect: PairEffect): Estimator | null {
  const cells = trained.filter((cell) => cell.control.length > 0 && cell.treatment.length > 0)
  const bySettings = cells.map((cell) => {
    const effects = new Map<string, number>()
    for (const control of cell.control) {
      const treatment = cell.treatment.find(({ id }) => id !== null && id === control.id)
      if (treatment !== undefined) effects.set(treatment.id!, effect(control.value, treatment.value))
    }
    return effects
  })
  const [first, ...rest] = bySettings
  const ids = [...(first?.keys() ?? [])].filter((id) => rest.every((effects) => effects.has(id)))
  const averages = ids.map((id) => mean(bySettings.map((effects) => effects.get(id)!)))
  return fixed('paired', averages, cells.length)
}

function fixed(method: Estimator['method'], values: readonly number[], settingsUsed: number): Estimator | null {
  if (values.length < 2) return null
  return {
    method,
    location: fixedLocationTest(values),
    theta: mean(values),
    n: values.length,
    settingsUsed,
    smallestExactP: 2 ** (1 - values.length)
  }
}
