import { matchesEvidence, recordedMatches } from '../../../../src/kinds/matches/evidence'
import type { MatchesHypothesis } from '../../../../src/kinds/matches/types'
import type { FinishedRun, Runs } from '../../../../src/kinds/shared/runs'
import { NO_RUNS } from '../../../../src/kinds/shared/runs'
import { claimFile, experimentFile, problemsOf, sourceFile } from '../../load/shared'
import { MATCHES } from './examples'

const run = (arm: string, seed: number, value: number): FinishedRun =>
  ({
    key: `${arm}-${seed}`,
    seed,
    initialPoint: null,
    status: Number.isNaN(value) ? { kind: 'diverged', at: 1 } : { kind: 'completed' },
    metrics: { 'train.loss': { unit: 'epoch', at: [1, 2], values: [1, value] } }
  }) as FinishedRun

const VALUES: Record<string, readonly number[]> = { adam: [0.5, 0.25, 0.75], sgd: [0.25, 0.125, Number.NaN] }
const of = (arm: string) => VALUES[arm]!.map((value, seed) => run(arm, seed, value))
const runs: Runs = {
  ...NO_RUNS,
  of,
  pairs: (control, treatment) => of(control).map((one, seed) => ({ control: one, treatment: of(treatment)[seed]! }))
}
const difference: MatchesHypothesis = { ...MATCHES, control: 'sgd' }

test('of a difference each seed is the arm less the control, and lost where either is', () => {
  const { samples, control } = matchesEvidence(difference, runs)
  expect(control!.arm).toBe('sgd')
  expect(samples.map(({ value, failure }) => [value, failure])).toEqual([
    [0.25, null],
    [0.125, null],
    [Number.NaN, 'diverged']
  ])
})

test('a report is held to the values that the runs of both arms ended at', () => {
  expect(
    recordedMatches(matchesEvidence(difference, runs)).map(({ runKey, arm, value }) => [runKey, arm, value])
  ).toEqual(
    [0, 1, 2].flatMap((seed) => [
      [`adam-${seed}`, 'adam', VALUES.adam![seed]],
      [`sgd-${seed}`, 'sgd', VALUES.sgd![seed]]
    ])
  )
  expect(recordedMatches(matchesEvidence({ ...difference, at: 'best' }, runs))).toEqual([])
  expect(recordedMatches(matchesEvidence(MATCHES, runs))).toHaveLength(3)
})

test.each<[string, object, RegExp[]]>([
  ['a difference below 0', { reported: { value: '-0.082' } }, []],
  ['a difference that no accuracy has', { reported: { value: '1.20' } }, [/a difference of test\.accuracy never has/]],
  ['examples', { reported: { value: 0.082, examples: 100 } }, [/a difference is no share of examples/]],
  ['no such arm', { control: 'amsgard' }, [/control error: experiment digits has no such arm/]],
  ['itself', { control: 'adam' }, [/control error: an arm does not differ from itself/]]
])('lint: %s', (_, changes, expected) => {
  const hypothesis = {
    kind: 'matches',
    arm: 'adam',
    control: 'amsgrad',
    metric: 'test.accuracy',
    reported: { value: 0.082 },
    margin: { absolute: 0.02 },
    ...changes
  }
  const problems = problemsOf(sourceFile(), experimentFile(), claimFile('a', { hypothesis }))
  expect(problems).toEqual(expected.map((each) => expect.stringMatching(each)))
})
