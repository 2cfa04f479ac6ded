import { InputError } from '../../../../src/errors'
import { parseSensitivity } from '../../../../src/report/sensitivity/parse'
import { encodeSensitivity } from '../../../../src/report/sensitivity/write'
import { measuredReport, notRunReport } from './reports'

describe('parseSensitivity', () => {
  it('reads back what was written', () => {
    const study = measuredReport()
    expect(parseSensitivity(encodeSensitivity(study), 's.json')).toEqual(JSON.parse(JSON.stringify(study)))
  })

  it('reads back numbers that are none', () => {
    const study = measuredReport()
    const { metric, arms } = study.bestOfK!
    const diverged = { metric, arms: arms.map((arm) => ({ ...arm, losses: [Number.POSITIVE_INFINITY] })) }
    const read = parseSensitivity(encodeSensitivity({ ...study, bestOfK: diverged }), 's.json')
    expect(read).toMatchObject({ bestOfK: diverged })
  })

  it('keeps a text that looks like a number', () => {
    const text = encodeSensitivity(notRunReport({ reason: 'NaN' }))
    expect(parseSensitivity(text, 's.json')).toMatchObject({ outcome: 'could-not-run', reason: 'NaN' })
  })

  it.each([
    ['no JSON', 'x'],
    ['another format', '{"format":"claimcheck-report","formatVersion":1}'],
    ['a version of the future', JSON.stringify({ ...notRunReport(), formatVersion: 99 })]
  ])('refuses %s', (_, text) => {
    expect(() => parseSensitivity(text, 's.json')).toThrow(InputError)
  })
})
