import { readFileSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../../../../src/errors'
import { parseSensitivity } from '../../../../src/report/sensitivity/parse'
import { encodeSensitivity } from '../../../../src/report/sensitivity/write'
import { choicesReport, measuredReport, notRunReport } from './reports'

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

  it('reads older studies under the names of today, wherever a judgement stands', () => {
    const study = choicesReport()
    const text = encodeSensitivity(study)
    expect(text).toContain('"secondary": {')
    const older = text.replaceAll('"secondary":', '"beside":').replace('"kind": "lower"', '"kind": "contrast"')
    const { claim, ...read } = parseSensitivity(older, 's.json')
    const { claim: now, ...expected } = parseSensitivity(text, 's.json')
    expect(read).toEqual(expected)
    expect(claim).toEqual({ ...now, hypothesis: { ...now.hypothesis, kind: 'converges-more-often' } })
  })

  it.each(['online-adam', 'theorem1-c4-adam'])('reads the maps of %s, made under older names', (name) => {
    const file = path.resolve(__dirname, '../../../../reports/reference/sensitivity', name, 'sensitivity.json.gz')
    const text = JSON.stringify(parseSensitivity(readFileSync(file), file))
    expect(text).toContain('"analysis":{"kind":"initial-points"')
    expect(text).not.toContain('"kind":"grid"')
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
