import seedrandom from 'seedrandom'
import type { OutsideRun } from '../../../../../src/adjudicate/types'
import { comparisonVerdict } from '../../../../../src/kinds/comparison/comparisonVerdict'
import { fixedLocationTest } from '../../../../../src/kinds/comparison/locationTest'
import { type Cell, groupRuns } from '../../../../../src/kinds/comparison/logs/cells'
import { compareArms } from '../../../../../src/kinds/comparison/logs/compareArms'
import { compareTuned } from '../../../../../src/kinds/comparison/logs/tuned'
import { resolvedLocationTest } from '../../../../../src/kinds/comparison/resolvedLocationTest'
import { normalStream } from '../../../../../src/random/streams'
import { mean } from '../../../../../src/stats/describe'
import { LOWER } from '../../../../support/builders'
import { question, runsOf } from '../../../../unit/adjudicate/runs'

/**
 * The rules on runs of others, and on times, each beside the rule that stood there before: the check holds of the one and
 * fails of the other. Wrong verdicts are counted at fixed seeds, with 4 standard errors of slack.
 */
const ALPHA = 0.05
const limit = (numStudies: number) => ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / numStudies)

describe('tuned against tuned', () => {
  const NUM_STUDIES = 250
  const BARE = question({ hypothesis: { ...LOWER, margin: { relative: 0, epsilon: 0 } } })

  /** Identical arms at 12 settings that are alike; 10 runs each. */
  function wrongShare(decides: (runs: readonly OutsideRun[]) => boolean): number {
    const normal = normalStream(seedrandom.alea('specs/mutants/tuned'))
    let wrong = 0
    for (let study = 0; study < NUM_STUDIES; study++) {
      const values = () => Array.from({ length: 10 }, () => Math.exp(0.01 * normal()))
      const runs = Array.from({ length: 12 }, (_, lr) =>
        ['adam', 'amsgrad'].flatMap((arm) => runsOf(arm, values(), { lr }))
      )
      if (decides(runs.flat())) wrong++
    }
    return wrong / NUM_STUDIES
  }

  test('by halves that share no run is wrong in at most alpha of studies', () => {
    const bySplit = (runs: readonly OutsideRun[]) =>
      compareTuned(BARE, groupRuns(runs, 'adam')[0]!).comparable!.isDecided(ALPHA)
    expect(wrongShare(bySplit)).toBeLessThan(limit(NUM_STUDIES))
  })

  test('mutant: each run at the setting that the other runs choose', () => {
    const leaveOneOut = (runs: readonly OutsideRun[]) => {
      const judged = (arm: 'control' | 'treatment') =>
        Array.from({ length: 5 }, (_, index) => {
          const scored = groupRuns(runs, 'adam')[0]!.cells.map((cell) => {
            // As many as the halves judge, so that the exact test is as fast.
            const five = cell[arm].slice(0, 5)
            return { run: five[index]!, score: mean(five.toSpliced(index, 1).map(({ selection }) => selection!)) }
          })
          return scored.reduce((best, one) => (one.score < best.score ? one : best)).run
        })
      const cell = { setting: {}, control: judged('control'), treatment: judged('treatment') }
      return compareArms({ ...BARE, pairing: 'none' }, [cell]).isDecided(ALPHA)
    }
    expect(wrongShare(leaveOneOut)).toBeGreaterThan(limit(NUM_STUDIES))
  })
})

describe('settings whose effects scatter about the margin', () => {
  const NUM_STUDIES = 100
  const TAU = 0.05

  function wrongShare(judge: typeof compareArms): number {
    const normal = normalStream(seedrandom.alea('specs/mutants/settings'))
    let wrong = 0
    for (let study = 0; study < NUM_STUDIES; study++) {
      const cells = Array.from({ length: 6 }, (_, lr): Cell => {
        const values = (effect: number) => Array.from({ length: 5 }, () => Math.exp(effect + 0.005 * normal()))
        const effect = -Math.log(1.01) + TAU * normal()
        return {
          setting: { lr },
          control: runsOf('adam', values(0), { lr }),
          treatment: runsOf('amsgrad', values(effect), { lr })
        }
      })
      if (judge(question(), cells).judge(ALPHA).verdict.outcome !== 'inconclusive') wrong++
    }
    return wrong / NUM_STUDIES
  }

  test('are decided in at most alpha of studies', () => {
    expect(wrongShare(compareArms)).toBeLessThan(limit(NUM_STUDIES))
  })

  test('mutant: the average over these settings alone decides', () => {
    let mutant!: typeof compareArms
    jest.isolateModules(() => {
      jest.doMock('../../../../../src/kinds/comparison/logs/acrossSettings', () => ({
        acrossSettings: () => null,
        settingsDisagree: () => false
      }))
      mutant = require('../../../../../src/kinds/comparison/logs/compareArms').compareArms
      jest.dontMock('../../../../../src/kinds/comparison/logs/acrossSettings')
    })
    expect(wrongShare(mutant)).toBeGreaterThan(limit(NUM_STUDIES))
  })
})

test('a map of 48 settings is decided at 5 + 5 runs; mutant: by the exact test at the levels of Holm', () => {
  const normal = normalStream(seedrandom.alea('specs/mutants/map'))
  const values = (effect: number) => Array.from({ length: 5 }, () => Math.exp(effect + 0.005 * normal()))
  const cells = Array.from({ length: 20 }, (_, lr): Cell[] => [
    { setting: { lr }, control: runsOf('adam', values(0), { lr }), treatment: runsOf('amsgrad', values(-0.2), { lr }) }
  ])
  const decided = (exactAt?: number) =>
    cells.filter((own) => compareArms(question(), own, exactAt).isDecided(ALPHA / 48)).length
  expect([decided(ALPHA), decided()]).toEqual([20, 0])
})

describe('times that are known to an epoch', () => {
  const NUM_STUDIES = 500

  /** Means of 1.9 and 1.3 epochs: earlier by more than the margin of half an epoch. */
  function refutedShare(known: (before: number, shown: number) => readonly [number, number]): number {
    const normal = normalStream(seedrandom.alea('specs/mutants/times'))
    let refuted = 0
    for (let study = 0; study < NUM_STUDIES; study++) {
      const pairs = Array.from({ length: 20 }, () => {
        const ends = [1.9, 1.3].map((at) => Math.ceil(at + 0.08 * normal()))
        return ends.map((end) => known(end - 1, end)) as [readonly [number, number], readonly [number, number]]
      })
      const values = pairs.map(([a, b]) => mean(b) - mean(a))
      const resolution = {
        mean: mean(values),
        lowest: mean(pairs.map(([a, b]) => b[0] - a[1])),
        highest: mean(pairs.map(([a, b]) => b[1] - a[0])),
        step: 1,
        everyPair: null
      }
      const location = resolvedLocationTest(fixedLocationTest(values), resolution)
      const failures = { control: 0, treatment: 0, numPairs: 20, failsMore: null }
      const sample = { kind: 'faster', delta: 0.5, failures, censoredPairs: 0, location } as const
      if (comparisonVerdict(sample, ALPHA).outcome === 'refuted') refuted++
    }
    return refuted / NUM_STUDIES
  }

  test('are never called too close, be they further apart than the margin', () => {
    expect(refutedShare((before, shown) => [before, shown])).toBe(0)
  })

  test('mutant: whole epochs counted as exact', () => {
    // Of times about 1.9 and 1.3 nearly all are shown by the second epoch: 2 and 2, no difference at all.
    expect(refutedShare((_, shown) => [shown, shown])).toBeGreaterThan(0.5)
  })
})
