import type { OutsideRun } from '../../../../../src/adjudicate/types'
import { censoredOf, tooManyCensored } from '../../../../../src/kinds/comparison/logs/censoring'
import { runsOf } from '../../../adjudicate/runs'

/** Times of an arm's runs, of which those at 9 are censored. */
function timesOf(arm: string, ...times: number[]): OutsideRun[] {
  return runsOf(arm, times).map((run) => ({ ...run, censored: run.value === 9 }))
}
const cell = (control: readonly number[], treatment: readonly number[]) => ({
  setting: {},
  control: timesOf('adam', ...control),
  treatment: timesOf('amsgrad', ...treatment)
})

test('counts censored runs with their length, over all settings', () => {
  expect(censoredOf([cell([1, 9], [2, 3]), cell([9, 9], [9, 4])])).toEqual({ control: 3, treatment: 1, length: 9 })
  expect(censoredOf([cell([1, 2], [2, 3])])).toBeNull()
})

test.each([
  // Half of each arm's runs, but of no pair both.
  [[9, 9, 1, 2], [1, 2, 9, 9], true, false],
  [[9, 9, 1, 2], [9, 9, 1, 2], true, true],
  // One arm always gets there.
  [[9, 9, 9, 9], [1, 1, 1, 1], false, false],
  [[9, 9, 9, 9], [1, 1, 1, 9], false, false],
  [[9, 1, 1, 1], [9, 1, 1, 1], false, false],
  [[], [], false, false]
])('control %j, treatment %j: too many of runs %p, of pairs %p', (control, treatment, ofRuns, ofPairs) => {
  const cells = [cell(control, treatment)]
  expect([tooManyCensored(cells, false), tooManyCensored(cells, true)]).toEqual([ofRuns, ofPairs])
})
