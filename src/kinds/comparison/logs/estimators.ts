import { mean, sampleStandardDeviation } from '../../../stats/describe'
import { tInterval } from '../../../stats/tInterval'
import { fixedLocationTest, type LocationTest } from '../locationTest'
import type { PairEffect } from '../pairEffect'
import { guardSpread } from '../spreadGuard'
import type { PairedHypothesis } from '../types'
import type { SettingEffect } from './acrossSettings'
import { blockedLocationTest, seedBlocks } from './blockedLocationTest'
import { type Cell, pairsOf } from './cells'
import { smallestExactP } from './smallestExactP'
import { stratifiedWelch } from './stratifiedWelch'
import type { Comparison, OutsideRun } from './types'
import { unpairedLocationTest } from './unpairedLocationTest'

/** A centre with what it is made of. */
export interface Estimator {
  readonly method: NonNullable<Comparison['method']>
  readonly location: LocationTest
  readonly theta: number
  /** Seeds of pairs, or runs of the smaller arm. */
  readonly n: number
  readonly settingsUsed: number
  readonly smallestExactP: number
  /** One by one, those with repeated runs. */
  readonly settings: readonly SettingEffect[]
  /** Of `paired`: at all settings together. */
  readonly pairs?: number
}

/** A value on the scale of the effect: its logarithm, or itself. Values that have none are the claim's error. */
export function scaleOfRuns(hypothesis: PairedHypothesis, effect: PairEffect): (run: OutsideRun) => number {
  const { margin } = hypothesis
  const origin = 'absolute' in margin ? 0 : 1 - margin.epsilon
  return ({ value }) => effect(origin, value)
}

export function unpairedOver(
  trained: readonly Cell[],
  hypothesis: PairedHypothesis,
  effect: PairEffect
): Estimator | null {
  const scale = scaleOfRuns(hypothesis, effect)
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
    smallestExactP: smallestExactP(blocks),
    settings: blocks.map((block) => {
      const { effect, standardError, interval } = stratifiedWelch([block])
      return { effect, standardError, interval: (alpha) => interval(1 - alpha) }
    })
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

/** Runs with the same number at one setting are a pair; the pairs of one seed at several settings are one block. */
export function pairedOver(trained: readonly Cell[], effect: PairEffect): Estimator | null {
  const settings = trained
    .map((cell) => new Map(pairsOf(cell).map(([a, b]) => [a.id!, effect(a.value, b.value)])))
    .filter(({ size }) => size > 0)
  const blocks = seedBlocks(settings)
  if (blocks.length < 2) return null
  return {
    method: 'paired',
    location: guardSpread(blockedLocationTest(blocks), false),
    theta: mean(blocks.map(({ value }) => value)),
    n: blocks.length,
    settingsUsed: settings.length,
    smallestExactP: 2 ** (1 - blocks.length),
    settings: settings.flatMap((pairs): SettingEffect[] => {
      const effects = [...pairs.values()]
      if (effects.length < 2) return []
      return [
        {
          effect: mean(effects),
          standardError: sampleStandardDeviation(effects) / Math.sqrt(effects.length),
          interval: (alpha) => tInterval(effects, 1 - alpha)
        }
      ]
    }),
    pairs: settings.reduce((sum, { size }) => sum + size, 0)
  }
}

function fixed(method: Estimator['method'], values: readonly number[], settingsUsed: number): Estimator | null {
  if (values.length < 2) return null
  return {
    method,
    location: guardSpread(fixedLocationTest(values), false),
    theta: mean(values),
    n: values.length,
    settingsUsed,
    smallestExactP: 2 ** (1 - values.length),
    settings: []
  }
}
