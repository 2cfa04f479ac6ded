import { inspectFiles } from '../../../src/load/lint'
import { memoryFile } from '../claims/documents'
import { claimFile, experimentFile, problemsOf, SOURCE, sourceFile } from './shared'

const STUDY = { key: 'study', citation: 'B. Author: A reproduction. 2019.' }

describe('the files of sources', () => {
  it('are enough for claims that state where they stand, and nothing else of their source', () => {
    expect(problemsOf(sourceFile(), experimentFile(), claimFile('a'), claimFile('b'))).toEqual([])
  })

  it('may be left out by claims that state everything', () => {
    expect(problemsOf(experimentFile(), claimFile('a', {}, SOURCE), claimFile('b', {}, SOURCE))).toEqual([])
  })

  it('are missed where a claim or a figure states no citation', () => {
    const { problems } = inspectFiles([experimentFile(), claimFile('a')])
    expect(problems).toEqual([
      expect.objectContaining({
        file: 'paper/a.json',
        path: '$.source.citation',
        severity: 'error',
        message: 'citation is missing',
        expected: '"citation": the full reference; or a file paper/source.json that states it',
        received: 'nothing',
        remedy: 'write paper/source.json, for all claims of the source'
      })
    ])
    const panel = { title: 'Training loss', claim: 'paper/a', metric: 'train.loss', reported: [] }
    const figure = memoryFile('figures/one.json', {
      id: 'one',
      source: { key: 'elsewhere', locator: 'Figure 1' },
      caption: 'Losses.',
      rows: [[panel]]
    })
    expect(problemsOf(sourceFile(), experimentFile(), claimFile('a'), figure)).toEqual([
      'figures/one.json $.source.citation error: citation is missing'
    ])
  })

  it('are not taken to be missing where they are no JSON', () => {
    const broken = memoryFile('paper/source.json', '{')
    const files = [broken, experimentFile(), claimFile('a', { assumptions: ['paper/any'] }, { viaLocator: 'page 1' })]
    expect(inspectFiles(files).problems.map(({ file }) => file)).toEqual(['paper/source.json'])
  })

  it('say the citation, which nothing repeats or contradicts', () => {
    const files = [sourceFile(), experimentFile()]
    expect(problemsOf(...files, claimFile('a', {}, SOURCE))).toEqual([
      "paper/a.json $.source.citation warning: the citation stands in the source's file, too"
    ])
    expect(problemsOf(...files, claimFile('a', {}, { citation: 'Another.' }))).toEqual([
      "paper/a.json $.source.citation error: the citation is not that of the source's file"
    ])
  })

  it('stand in the folder of their key', () => {
    const misplaced = memoryFile('paper/source.json', { ...SOURCE, key: 'other' })
    expect(problemsOf(misplaced, experimentFile(), claimFile('a'))).toEqual([
      "paper/source.json $.key error: the source's key is not the name of the folder"
    ])
  })

  it('name the source through which they are known by its key', () => {
    const files = [experimentFile(), claimFile('a')]
    expect(problemsOf(sourceFile({ via: 'study' }), sourceFile(STUDY), ...files)).toEqual([])
    const unknown = 'paper/source.json $.via error: there is no such source'
    expect(problemsOf(sourceFile({ via: 'study' }), ...files)).toEqual([unknown])
    expect(problemsOf(sourceFile({ via: 'paper' }), ...files)).toEqual([unknown])
  })

  it('say through which text a paraphrase is known', () => {
    const paraphrased = { quote: undefined, paraphrase: 'It is lower.' }
    const missing = 'paper/a.json $.source.via error: a paraphrase without the text through which it is known'
    const known = [sourceFile({ via: 'study' }), sourceFile(STUDY), experimentFile()]
    expect(problemsOf(...known, claimFile('a', {}, paraphrased))).toEqual([])
    expect(problemsOf(...known, claimFile('a', {}, { ...paraphrased, viaLocator: 'page 2' }))).toEqual([])
    expect(problemsOf(...known, claimFile('a', {}, { ...paraphrased, via: null }))).toEqual([missing])
    expect(problemsOf(sourceFile(), experimentFile(), claimFile('a', {}, paraphrased))).toEqual([missing])
  })

  it('give a viaLocator the text that it is in', () => {
    const located = claimFile('a', {}, { viaLocator: 'page 2' })
    expect(problemsOf(sourceFile(), experimentFile(), located)).toEqual([
      'paper/a.json $.source.viaLocator error: viaLocator says where in a text, but not in which'
    ])
    const twice = claimFile('a', {}, { viaLocator: 'page 2', via: 'A study' })
    expect(problemsOf(sourceFile({ via: 'study' }), sourceFile(STUDY), experimentFile(), twice)).toEqual([
      'paper/a.json $.source.viaLocator error: "via" stands here, too'
    ])
  })

  it('are of use to a claim, a figure, another source or an assumption', () => {
    const files = [sourceFile(), experimentFile(), claimFile('a')]
    expect(problemsOf(...files, sourceFile(STUDY))).toEqual([
      'study/source.json $ warning: nothing is of this source, or known through it'
    ])
    const assumption = { topic: 'epsilon', gap: 'not stated', choice: '1e-8' }
    const shared = sourceFile({ ...STUDY, assumptions: { epsilon: assumption } })
    expect(
      problemsOf(sourceFile(), experimentFile({ assumptions: ['study/epsilon'] }), claimFile('a'), shared)
    ).toEqual([])
  })

  it('have the form that their schema describes', () => {
    const wrong = sourceFile({ links: ['ftp://x'], cite: 1, assumptions: { 'A name': { topic: 'x' } } })
    expect(problemsOf(wrong, experimentFile(), claimFile('a'))).toEqual([
      'paper/source.json $.links[0] error: item 1 of links has the wrong form',
      'paper/source.json $.cite error: unknown key "cite"',
      'paper/source.json $.assumptions["A name"] error: "A name" is no name of an assumption',
      'paper/source.json $.assumptions["A name"] warning: no claim and no experiment makes the assumption'
    ])
  })
})
