import { evidenceOf, evidenceOfRatios, judgePairs, symmetric, trained } from '../builders'

describe('pairedWarnings', () => {
  test('asks about arms that end bitwise equal', () => {
    const sides = symmetric(-0.03, 0.01).map((r) => [trained(1), trained(Math.exp(r))] as const)
    const evidence = evidenceOf([...sides, [trained(0.7), trained(0.7)] as const])
    expect(judgePairs(evidence).analysis.warnings).toEqual([
      'adam and amsgrad end at bitwise the same train.loss with seed 10: does the setting in which they differ do anything?'
    ])
  })

  test('names skewness, an added constant and choices on the edge of the grid', () => {
    const evidence = evidenceOfRatios([...symmetric(0, 0.005), 0.5])
    const selection = { metric: 'validation.loss', seeds: [1], candidates: [], onEdge: ['learningRate' as const] }
    const tuned = { ...evidence, treatment: { arm: 'amsgrad', setting: { learningRate: 0.1 }, selection } }
    const { warnings } = judgePairs(tuned, { margin: { relative: 0.01, epsilon: 0.02 } }).analysis
    expect(warnings).toHaveLength(3)
    expect(warnings[0]).toMatch(/skewed \(g1 = \d\.\d\d\)/)
    expect(warnings[1]).toMatch(/0\.02 is added to both losses/)
    expect(warnings[2]).toMatch(/learningRate chosen for amsgrad \(0\.1\) lies on the edge/)
  })

  test('says what is compared where neither arm got there', () => {
    const time = (value: number, censored: boolean) => ({ ...trained(0.3), value, censored })
    const rows = symmetric(-3, 1).map((d) => [time(9, false), time(9 + d, false)] as const)
    const evidence = evidenceOf([...rows, [time(20, true), time(20, true)]], {
      measure: { kind: 'time-to', threshold: 0.5, tau: 20, unit: 'epoch' },
      transform: 'difference'
    })
    expect(judgePairs(evidence, { margin: { absolute: 1 } }).analysis.warnings).toContain(
      'in 1 pair neither arm reached the threshold within the run: they count as equal, and what is compared is the mean of min(T, length), not of the time T itself'
    )
  })

  test('is silent otherwise', () => {
    expect(judgePairs(evidenceOfRatios(symmetric(0, 0.01))).analysis.warnings).toEqual([])
  })
})
