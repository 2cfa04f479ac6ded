import seedrandom from 'seedrandom'
import type { Pair } from '../../../src/kinds/comparison/types'
import { calibrateOn } from '../../../tools/calibration/adamAgainstAdam'
import { sequentialRule } from '../../../tools/calibration/pairedRules'
import { drawStudy } from '../../../tools/calibration/pairedTrial'
import { isAboveNominal } from '../../../tools/calibration/simulate'

function pairsOf(effect: number): Pair[] {
  const random = seedrandom.alea('specs/calibration/training')
  const rule = sequentialRule('mixture-t', 10)
  return [0, 1].flatMap(() => drawStudy(rule, 't3', effect, random).evidence.pairs)
}

test('pairs without a difference are called nothing, as often as alpha allows', () => {
  // -0.5 standard deviations from the margin is no effect.
  const { cells, numPairs, failures } = calibrateOn(pairsOf(-0.5), 50)
  expect([numPairs, failures]).toEqual([60, 0])
  const swapped = cells.filter(({ errors }) => errors === 'swapped')
  expect(swapped.map(({ rule }) => rule)).toEqual(['fixed-10', 'sign-flip-10'])
  expect(swapped.filter((cell) => isAboveNominal(cell))).toEqual([])
})

test('a difference shows, unless the arms are swapped', () => {
  const wrong = (cells: ReturnType<typeof calibrateOn>['cells']) =>
    cells.map((cell) => [cell.rule, cell.errors, isAboveNominal(cell)])
  expect(wrong(calibrateOn(pairsOf(1), 20).cells)).toEqual([
    ['fixed-10', 'swapped', false],
    ['fixed-10', 'as-trained', true],
    ['sign-flip-10', 'swapped', false],
    ['sign-flip-10', 'as-trained', true]
  ])
})

test('the same pairs give the same numbers', () => {
  expect(calibrateOn(pairsOf(0), 5)).toEqual(calibrateOn(pairsOf(0), 5))
})
