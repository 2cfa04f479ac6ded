import { inspectFiles } from '../../../src/load/lint'
import { assumption, claimFile, experimentFile, problemsOf, SOURCE, sourceFile } from './shared'

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f']

describe('copies in the claims of a source', () => {
  const full = (names: readonly string[]) =>
    names.map((name) => claimFile(name, { assumptions: [assumption(name), assumption('epsilon')] }, SOURCE))

  it('are no matter where they are few', () => {
    expect(problemsOf(experimentFile(), ...full(NAMES.slice(1)))).toEqual([])
  })

  it('are told once for the citation and once for the assumptions, where they stand first', () => {
    const { problems } = inspectFiles([experimentFile(), ...full(NAMES)])
    expect(problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        file: 'paper/a.json',
        path: '$.source.citation',
        message: 'the citation stands in 6 claims',
        expected: 'it once, in paper/source.json'
      }),
      expect.objectContaining({
        severity: 'warning',
        file: 'paper/a.json',
        path: '$.assumptions[1]',
        message: 'the assumption stands in 6 claims'
      })
    ])
  })

  it('count how many other assumptions are repeated as well', () => {
    const both = { assumptions: [assumption('epsilon'), assumption('batches')] }
    expect(problemsOf(sourceFile(), experimentFile(), ...NAMES.map((name) => claimFile(name, both)))).toEqual([
      'paper/a.json $.assumptions[0] warning: the assumption stands in 6 claims, and 1 more in many'
    ])
  })

  it('are none where the claims name an assumption of the source', () => {
    const shared = sourceFile({ assumptions: { epsilon: assumption('epsilon') } })
    const named = NAMES.map((name) => claimFile(name, { assumptions: ['paper/epsilon'] }))
    expect(problemsOf(shared, experimentFile(), ...named)).toEqual([])
  })
})
