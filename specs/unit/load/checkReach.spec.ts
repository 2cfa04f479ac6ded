import { inspectFiles } from '../../../src/load/lint'
import { memoryFile, standaloneFile } from '../claims/documents'

describe('reach of claims', () => {
  const claim = (id: string, seeds: number, decision: object = {}, hypothesis?: object) => {
    const file = standaloneFile('claimcheck/digits-logreg-train-loss.json') as { decision: object }
    return memoryFile(`claimcheck/${id}.json`, {
      ...file,
      ...(hypothesis && { hypothesis }),
      id: `claimcheck/${id}`,
      decision: { ...decision, seeds: { max: seeds } }
    })
  }
  const experiment = memoryFile('experiments/digits-logreg.json', {
    ...standaloneFile('experiments/digits-logreg.json'),
    profiles: {}
  })
  const warnings = (...seeds: number[]) =>
    inspectFiles([experiment, ...seeds.map((count, i) => claim(`c${i}`, count))]).problems

  it('warns of nothing at n_min', () => {
    expect(warnings(6)).toEqual([])
  })

  it('warns below n_min, once for all profiles', () => {
    expect(warnings(5)).toEqual([
      expect.objectContaining({ severity: 'warning', path: '$.decision.seeds.max', received: '5' })
    ])
  })

  it('counts the family: a second claim raises n_min to 7', () => {
    expect(warnings(6, 7).map(({ file }) => file)).toEqual(['claimcheck/c0.json'])
  })

  const problemsOf = (file: ReturnType<typeof memoryFile>) => inspectFiles([experiment, file]).problems

  it('knows that a map needs more pairs: a majority of 10 settings at a level of alpha/6 each', () => {
    const map = { kind: 'lower-at-majority', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' }
    // 2^-7 <= .05/6 < 2^-6
    expect(problemsOf(claim('c0', 8, {}, map))).toEqual([])
    expect(problemsOf(claim('c0', 7, {}, map))).toEqual([
      expect.objectContaining({ severity: 'warning', expected: expect.stringContaining('>= 8 seeds') })
    ])
  })

  it('counts the settings of the profile that the number of seeds is for', () => {
    const map = { kind: 'lower-at-majority', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' }
    const file = standaloneFile('experiments/digits-logreg.json')
    const quick = { departure: 'two settings', seeds: { max: 6 }, grid: { learningRate: [0.1, 1] } }
    const smaller = memoryFile('experiments/digits-logreg.json', { ...file, profiles: { quick } })
    // Two settings: a majority is both of them, 2^-6 <= .05/2 < 2^-5, so 7 pairs; ten at the other profiles, 8.
    const problems = inspectFiles([smaller, claim('c0', 7, {}, map)]).problems
    expect(problems.map(({ file: where, expected }) => [where, expected.slice(0, 10)])).toEqual([
      ['claimcheck/c0.json', '>= 8 seeds'],
      ['experiments/digits-logreg.json', '>= 7 seeds']
    ])
  })

  it.each([
    ['sign-flip', 6],
    ['mixture-t', 5]
  ])('knows from where on %s can decide: %i pairs', (method, needed) => {
    const decision = { mode: 'anytime-valid', method }
    expect(problemsOf(claim('c0', needed, decision))).toEqual([])
    expect(problemsOf(claim('c0', needed - 1, decision))).toEqual([
      expect.objectContaining({ severity: 'warning', expected: expect.stringContaining(`>= ${needed} seeds`) })
    ])
  })

  it.each(['pocock', 'obrien-fleming'])('lets %s decide at its first look', (method) => {
    // That it may not be looked at again is another matter.
    const messages = problemsOf(claim('c0', 6, { mode: 'group-sequential', method })).map(({ message }) => message)
    expect(messages).toEqual([expect.stringMatching(/ends before its error rate is spent/)])
    expect(problemsOf(claim('c0', 30, { mode: 'group-sequential', method }))).toEqual([])
  })

  it('says of betting how small a difference it can decide, as a warning', () => {
    const hypothesis = {
      kind: 'lower',
      metric: 'test.accuracy',
      treatment: 'adam',
      control: 'amsgrad',
      margin: { absolute: 0.01 }
    }
    expect(problemsOf(claim('c0', 30, { mode: 'anytime-valid', method: 'betting' }, hypothesis))).toEqual([
      expect.objectContaining({
        severity: 'warning',
        message: expect.stringMatching(/under about 0\.13 within 30 pairs/)
      })
    ])
  })

  it('needs no seeds of a claim that runs nothing, and does not count it', () => {
    const files = ['n1', 'n2'].map((slug) =>
      memoryFile(`claimcheck/${slug}.json`, {
        ...standaloneFile('claimcheck/digits-logreg-train-loss.json'),
        id: `claimcheck/${slug}`,
        experiment: null,
        family: 'claimcheck-digits-logreg',
        decision: {},
        expected: {},
        hypothesis: { kind: 'arithmetic', expression: '1', low: 1, high: 1 }
      })
    )
    expect(inspectFiles([experiment, claim('c0', 6), ...files]).problems).toEqual([])
  })

  it('does not count claims without a p value', () => {
    const online = {
      ...standaloneFile('reddi2018/online-adam.json'),
      family: 'claimcheck-digits-logreg'
    }
    const files = [
      experiment,
      claim('c0', 6),
      memoryFile('reddi2018/online-adam.json', online),
      memoryFile('experiments/reddi2018-online.json', standaloneFile('experiments/reddi2018-online.json'))
    ]
    expect(inspectFiles(files).problems).toEqual([])
  })
})

describe('a claim that is made of others', () => {
  const member = standaloneFile('claimcheck/digits-logreg-train-loss.json') as { id: string }
  const experiment = memoryFile('experiments/digits-logreg.json', {
    ...standaloneFile('experiments/digits-logreg.json'),
    profiles: {}
  })
  const fileOf = (id: string, parts: object) =>
    memoryFile(`${id}.json`, { ...member, family: 'f', expected: {}, ...parts, id })
  const allOf = (id: string, claims: readonly string[]) =>
    fileOf(id, { experiment: null, decision: {}, hypothesis: { kind: 'all-of', claims } })
  const number = (id: string) =>
    fileOf(id, {
      experiment: null,
      decision: {},
      hypothesis: { kind: 'arithmetic', expression: '1', low: 1, high: 1 }
    })
  const lower = fileOf('claimcheck/lower', { decision: { seeds: { max: 6 } } })
  const warned = (...files: ReturnType<typeof memoryFile>[]) =>
    inspectFiles([experiment, lower, ...files]).problems.map(({ expected }) => expected)

  it('counts in its family where one of its members carries a p value', () => {
    const numbers = [number('claimcheck/n1'), number('claimcheck/n2')]
    expect(warned(...numbers, allOf('claimcheck/all', ['claimcheck/n1', 'claimcheck/n2']))).toEqual([])
    const whole = allOf('claimcheck/all', ['claimcheck/n1', 'claimcheck/lower'])
    expect(warned(...numbers, whole)).toEqual([expect.stringMatching(/>= 7 seeds.* over the 2 claims/)])
  })
})
