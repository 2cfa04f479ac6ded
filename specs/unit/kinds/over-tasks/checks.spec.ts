import { inspectFiles } from '../../../../src/load/lint'
import { onSixTasks } from '../../../../src/runs/program/templates'
import { memoryFile, standaloneFile } from '../../claims/documents'

const toy = onSixTasks('toy')
const file = standaloneFile('claimcheck/digits-logreg-train-loss.json')
const experiment = (grid: object = toy.grid!) => memoryFile('experiments/toy.json', { ...toy, grid })
const { profiles: _, ...digits } = standaloneFile('experiments/digits-logreg.json') as { profiles: object }

const HYPOTHESIS = {
  kind: 'over-tasks',
  decides: 'majority',
  axis: 'curvature',
  metric: 'loss',
  better: 'lower',
  treatment: 'large',
  control: 'small',
  margin: { relative: 0.01 }
}
const claimOf = (id: string, hypothesis: object, more: object = {}) =>
  memoryFile(`claimcheck/${id}.json`, {
    ...file,
    id: `claimcheck/${id}`,
    experiment: 'toy',
    hypothesis,
    decision: { seeds: { max: 10 } },
    expected: {},
    ...more
  })

const words = (files: Parameters<typeof inspectFiles>[0]) =>
  inspectFiles(files).problems.flatMap(({ severity, path, message }) =>
    // The program is the one that claims start from.
    message.includes('not replaced') ? [] : [`${severity} ${path}: ${message}`]
  )
const problems = (overrides: object, grid?: object) =>
  words([experiment(grid), claimOf('t', { ...HYPOTHESIS, ...overrides })])

describe('tasks of an axis', () => {
  it('are those of the only axis of the grid', () => {
    expect(problems({})).toEqual([])
    expect(problems({ decides: 'average' })).toEqual([])
    expect(problems({ axis: 'curve' })).toContainEqual(expect.stringMatching(/axis: the grid has no such axis/))
    expect(problems({}, { ...toy.grid, rate: [0.1, 0.2] })).toContainEqual(
      expect.stringMatching(/axis: the grid has other axes beside the tasks/)
    )
  })

  it('are warned of where they are few, and refused where they are none to speak of', () => {
    const few = problems({}, { curvature: [1, 2, 3] })
    expect(few).toEqual([expect.stringMatching(/^warning .*axis: 3 tasks are few/)])
    expect(problems({ decides: 'average' }, { curvature: [1, 2] })).toContainEqual(
      expect.stringMatching(/^error .*axis: 2 tasks are no average over tasks/)
    )
    expect(problems({}, { curvature: [1] })).toContainEqual(
      expect.stringMatching(/^error .*axis: one task is no majority of tasks/)
    )
  })

  it('need more pairs for a majority: each at a share of the level', () => {
    const claim = claimOf('t', HYPOTHESIS, { decision: { seeds: { max: 6 } } })
    expect(words([experiment(), claim])).toEqual([expect.stringMatching(/^warning .*cannot reach a decision/)])
    const average = claimOf('t', { ...HYPOTHESIS, decides: 'average' }, { decision: { seeds: { max: 3 } } })
    expect(words([experiment(), average])).toEqual([])
  })
})

describe('scores', () => {
  const scores = Object.fromEntries([0.2, 0.3, 0.4, 0.5, 0.6, 0.8].map((task) => [task, [0, 1]]))
  const scored = (more: object) => problems({ scores: { ...scores, ...more }, margin: { absolute: 0.1 } })

  it('have a range for every task, and for no other', () => {
    expect(scored({})).toEqual([])
    expect(scored({ 0.7: [0, 1] })).toContainEqual(expect.stringMatching(/scores.*: there is no such task/))
    expect(problems({ scores: { 0.2: [0, 1], 0.3: [0, 1] }, margin: { absolute: 0.1 } })).toContainEqual(
      expect.stringMatching(/scores: tasks without scores/)
    )
  })

  it('go upwards, and take an absolute margin', () => {
    expect(scored({ 0.2: [1, 1] })).toContainEqual(expect.stringMatching(/what is 0 and what is 1 are the same/))
    expect(scored({ 0.2: [1, 0] })).toContainEqual(expect.stringMatching(/what counts as 0 is above what counts as 1/))
    expect(problems({ scores })).toContainEqual(expect.stringMatching(/margin: normalised values are compared by the/))
  })
})

describe('claims as tasks', () => {
  const { axis: __, ...rest } = HYPOTHESIS
  const lower = { kind: 'lower', metric: 'loss', treatment: 'large', control: 'small', margin: { relative: 0.01 } }
  const { curvature: ___, ...noGrid } = toy.grid as { curvature: unknown }
  const plain = { ...toy, settings: { ...toy.settings, curvature: 1 }, grid: noGrid }
  const whole = (ids: readonly string[], more: object = {}) =>
    memoryFile('claimcheck/whole.json', {
      ...file,
      id: 'claimcheck/whole',
      experiment: undefined,
      decision: undefined,
      expected: {},
      hypothesis: { ...rest, claims: ids.map((id) => `claimcheck/${id}`), ...more }
    })
  const of = (part: ReturnType<typeof claimOf>, more: object = {}) => {
    const good = ['a', 'b', 'c', 'd'].map((id) => claimOf(id, lower))
    const names = ['a', 'b', 'c', 'd', 'e']
    return words([memoryFile('experiments/toy.json', plain), ...good, part, whole(names, more)]).filter((each) =>
      /hypothesis\.(claims|axis)/.test(each)
    )
  }

  it('are comparisons of the same arms on the same metric, whatever they claim of it', () => {
    expect(of(claimOf('e', { ...lower, kind: 'equivalent' }))).toEqual([])
  })

  it.each<[string, ReturnType<typeof claimOf>, RegExp]>([
    ['another arm', claimOf('e', { ...lower, treatment: 'small', control: 'large' }), /is about another treatment/],
    ['times', claimOf('e', { ...lower, kind: 'faster', by: { kind: 'auc' } }), /compares no two arms by one value/],
    [
      'added seeds',
      claimOf('e', lower, { decision: { mode: 'anytime-valid', seeds: { max: 20 } } }),
      /adds seeds until/
    ],
    ['no runs', claimOf('e', { ...lower }, { experiment: null }), /has no runs of its own/],
    ['tuned arms', claimOf('e', { ...lower, tuning: { select: 'loss' } }), /^warning .*tunes its arms/]
  ])('are no %s', (_name, part, message) => {
    expect(of(part)).toContainEqual(expect.stringMatching(message))
  })

  it('are no axis besides, and something is', () => {
    const part = claimOf('e', lower)
    expect(of(part, { axis: 'curvature' })).toContainEqual(
      expect.stringMatching(/values of an axis or claims, not both/)
    )
    expect(problems({ axis: undefined })).toContainEqual(expect.stringMatching(/which the tasks are is not stated/))
  })

  it('name no experiment, and no seeds', () => {
    const named = memoryFile('claimcheck/whole.json', {
      ...file,
      id: 'claimcheck/whole',
      experiment: 'toy',
      decision: { seeds: { max: 10 } },
      expected: {},
      hypothesis: { ...rest, claims: ['claimcheck/a', 'claimcheck/b'] }
    })
    const all = words([
      memoryFile('experiments/toy.json', plain),
      memoryFile('experiments/digits-logreg.json', digits),
      claimOf('a', lower),
      claimOf('b', lower),
      named
    ])
    expect(all).toContainEqual(expect.stringMatching(/experiment: a claim of kind over-tasks runs nothing/))
  })
})
