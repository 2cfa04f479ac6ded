import { InputError } from '../../../../src/errors'
import { parseCalibration } from '../../../../src/report/data/calibrationSummary'

const share = { share: 0.04, lower: 0.03, upper: 0.05 }
const CALIBRATION = {
  format: 'claimcheck-calibration',
  formatVersion: 2,
  alpha: 0.05,
  studies: 1000,
  rules: [{ id: 'fixed-10', title: 'fixed, 10 pairs', assumption: 'symmetric errors' }],
  cells: [{ rule: 'fixed-10', errors: 'normal', onBoundary: true, promised: true, wrong: share, power: share }]
}

describe('parseCalibration', () => {
  it('reads what a page shows', () => {
    expect(parseCalibration(JSON.stringify(CALIBRATION), 'c.json')).toMatchObject({ alpha: 0.05, studies: 1000 })
  })

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['another format', JSON.stringify({ ...CALIBRATION, format: 'claimcheck-report' })],
    ['another version', JSON.stringify({ ...CALIBRATION, formatVersion: 1 })],
    ['a cell without a rate', JSON.stringify({ ...CALIBRATION, cells: [{ rule: 'fixed-10' }] })]
  ])('refuses %s', (_, text) => {
    expect(() => parseCalibration(text, 'c.json')).toThrow(InputError)
    expect(() => parseCalibration(text, 'c.json')).toThrow(/c\.json[\s\S]*to mend:/)
  })
})
