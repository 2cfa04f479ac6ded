import { inspectFiles } from '../../../src/load/lint'
import { assumption, claimFile, experimentFile, problemsOf, sourceFile } from './shared'

const SHARED = sourceFile({ assumptions: { loss: assumption('loss function'), epsilon: assumption('epsilon') } })

describe('assumptions across files', () => {
  it('stand in the source, in the experiment or in the claim', () => {
    const experiment = experimentFile({ assumptions: ['paper/loss', assumption('batches')] })
    const claim = claimFile('a', { assumptions: ['paper/epsilon', assumption('size of the effect')] })
    expect(problemsOf(SHARED, experiment, claim)).toEqual([])
  })

  it('are found by the name under which a claim or an experiment refers to them', () => {
    const experiment = experimentFile({ assumptions: ['paper/lose'] })
    const claim = claimFile('a', { assumptions: ['paper/loss', 'paper/epsilon', 'other/loss', 'loss'] })
    const { problems } = inspectFiles([SHARED, experiment, claim])
    expect(problems.map(({ path, message, remedy }) => [path, message, remedy])).toEqual([
      ['$.assumptions[0]', 'there is no such assumption', 'did you mean "paper/loss"?'],
      ['$.assumptions[2]', 'there is no such assumption', 'did you mean "paper/loss"?'],
      ['$.assumptions[3]', 'item 4 of assumptions has the wrong form', 'rewrite it']
    ])
  })

  it('are made by somebody where they have a name', () => {
    const experiment = experimentFile({ assumptions: ['paper/loss'] })
    expect(problemsOf(SHARED, experiment, claimFile('a'))).toEqual([
      'paper/source.json $.assumptions.epsilon warning: no claim and no experiment makes the assumption'
    ])
  })

  it('have a topic of their own in an experiment', () => {
    const experiment = experimentFile({ assumptions: ['paper/loss', 'paper/epsilon', assumption('epsilon', 'else')] })
    expect(problemsOf(SHARED, experiment, claimFile('a'))).toEqual([
      'experiments/digits.json $.assumptions[2] error: two assumptions are about "epsilon"'
    ])
  })

  it('do not stand in the experiment and in its claim again, but may differ', () => {
    const experiment = experimentFile({ assumptions: ['paper/loss', 'paper/epsilon', assumption('batches')] })
    const again = claimFile('a', { assumptions: ['paper/loss', assumption('batches'), assumption('epsilon', 'else')] })
    expect(problemsOf(SHARED, experiment, again)).toEqual([
      'paper/a.json $.assumptions[0] warning: the assumption stands in the experiment, too',
      'paper/a.json $.assumptions[1] warning: the assumption stands in the experiment, too'
    ])
  })
})

describe('what a choice of an experiment tries out', () => {
  const choice = (topic: string, link: { assumption?: string | null } = {}) => ({
    topic,
    ...link,
    base: '128',
    options: [{ name: '64', set: { '/training/batchSize': 64 } }]
  })
  const problems = (choices: readonly object[], assumptions: readonly object[], own: readonly object[] = []) =>
    problemsOf(sourceFile(), experimentFile({ assumptions, choices }), claimFile('a', { assumptions: own }))

  it('is the assumption of the same topic, in the experiment or in one of its claims', () => {
    expect(problems([choice('batch size')], [assumption('batch size')])).toEqual([])
    expect(problems([choice('batch size')], [], [assumption('batch size')])).toEqual([])
  })

  it('is another assumption, or none, where the choice says so', () => {
    expect(problems([choice('batch size', { assumption: 'batches' })], [assumption('batches')])).toEqual([])
    expect(problems([choice('batch size', { assumption: null })], [assumption('batches')])).toEqual([])
  })

  it('is missed: a warning by the topic, an error by a name that leads nowhere', () => {
    expect(problems([choice('batch size')], [assumption('epsilon')])).toEqual([
      'experiments/digits.json $.choices[0].topic warning: no assumption is about what the choice varies'
    ])
    expect(problems([choice('batch size', { assumption: 'batch' })], [assumption('batches')])).toEqual([
      'experiments/digits.json $.choices[0].assumption error: no assumption is about what the choice varies'
    ])
  })

  it('is not missed where nothing is assumed, or where a name leads nowhere', () => {
    expect(problems([choice('batch size')], [])).toEqual([])
    const broken = experimentFile({ assumptions: ['paper/lost'], choices: [choice('batch size')] })
    expect(problemsOf(sourceFile(), broken, claimFile('a'))).toEqual([
      'experiments/digits.json $.assumptions[0] error: there is no such assumption'
    ])
  })
})
