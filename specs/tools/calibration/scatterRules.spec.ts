import { scatterSet } from '../../../tools/calibration/scatterRules'
import { isAboveNominal, simulate } from '../../../tools/calibration/simulate'
import type { Cell } from '../../../tools/calibration/types'

const cellOf = (id: string, studies: number): Cell =>
  simulate(
    scatterSet()
      .trials(1)
      .find(({ trial }) => trial.id === id)!.trial,
    studies
  )

test('maps and means keep their rate under normal errors, and decide now and then', () => {
  for (const id of ['map-3/normal', 'mean-10/normal']) {
    const cell = cellOf(id, 600)
    expect([id, isAboveNominal(cell), cell.promised]).toEqual([id, false, true])
    expect([id, cell.wrong.count > 0]).toEqual([id, true])
  }
})

test('a long tail is worse, and nothing is promised; neither it is where seeds are correlated', () => {
  for (const [id, studies] of [
    ['map-3/lognormal', 600],
    ['mean-6/lognormal', 600],
    ['serial-fixed-10/0.5', 600]
  ] as const) {
    const cell = cellOf(id, studies)
    expect([id, isAboveNominal(cell), cell.promised]).toEqual([id, true, false])
  }
  expect(cellOf('serial-fixed-10/0.5', 600).wrong.share).toBeGreaterThan(cellOf('serial-fixed-10/0.3', 600).wrong.share)
})
