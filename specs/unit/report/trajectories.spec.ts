import { buildReport, reportInputOf } from '../../../src/report/data/build'
import { encodeReport } from '../../../src/report/data/encode'
import { parseReport } from '../../../src/report/data/parse'
import { renderMarkdown } from '../../../src/report/formats/markdown'
import { CASES, inputOf, TRAJECTORIES } from './inputs'

const report = buildReport(inputOf(CASES.slice(0, 1)))

describe('trajectories in a report', () => {
  it('stand by experiment and arm, each once, and are read back', () => {
    const twice = buildReport({ ...reportInputOf(report), trajectories: [...TRAJECTORIES, ...TRAJECTORIES].reverse() })
    expect(report.trajectories?.map(({ arm }) => arm)).toEqual(['adam', 'amsgrad'])
    expect(encodeReport(twice)).toBe(encodeReport(report))
    expect(parseReport(encodeReport(report))).toEqual(report)
  })

  it('are a small table: medians, and ranges where there are any', () => {
    const text = renderMarkdown(report)
    expect(text).toContain('## Trajectories of the synthetic problems')
    expect(text).toContain('adam: 3 runs; amsgrad: 3 runs, 1 diverged.')
    expect(text).toMatch(/\| +1000 \| +1 \| +0.198 \| +-1 \| +0.025 \|/)
    expect(text).toMatch(/\| +550 \| +1 \(0.5 to 1\) \| +0.15 \(0.1 to 0.2\) \|/)
  })

  it('are left out where there are none', () => {
    const without = buildReport({ ...reportInputOf(report), trajectories: [] })
    expect(without).not.toHaveProperty('trajectories')
    expect(renderMarkdown(without)).not.toContain('Trajectories')
    expect(parseReport(encodeReport(without))).toEqual(without)
  })

  it('are refused with more points than a figure needs', () => {
    const at = Array.from({ length: 51 }, (_, i) => i + 1)
    const long = { ...report, trajectories: [{ ...TRAJECTORIES[0]!, at }] }
    expect(() => parseReport(encodeReport(long))).toThrow(/must NOT have more than 50 items/)
  })
})
