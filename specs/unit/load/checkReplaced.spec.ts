import { inspectFiles } from '../../../src/load/lint'
import { claimFile, experimentFile, problemsOf, sourceFile } from './shared'

const PROGRAM = {
  kind: 'program',
  description: 'A script.',
  sourceProtocol: 'None.',
  command: ['train', '{args}', '--seed', '{seed}'],
  metrics: { loss: { better: 'lower' } }
}

describe('texts of claimcheck new', () => {
  it('are a warning where they are words, each with what is wanted', () => {
    expect(problemsOf(sourceFile({ citation: 'Replace: authors, title' }), experimentFile(), claimFile('a'))).toEqual([
      'paper/source.json $.citation warning: a text to start from was not replaced'
    ])
  })

  it('are one warning a file, which names the places', () => {
    const source = sourceFile({ citation: 'Replace: authors, title', url: 'Replace: where' })
    const { problems } = inspectFiles([source, experimentFile(), claimFile('a')])
    expect(problems.filter(({ message }) => message === '2 texts to start from were not replaced')).toEqual([
      expect.objectContaining({ severity: 'warning', expected: 'your own words at $.citation, $.url' })
    ])
  })

  it('are an error where a program would be started with them', () => {
    const experiment = (arms: object) => experimentFile({ ...PROGRAM, arms })
    const found = problemsOf(
      experiment({
        control: { settings: { opt: 'adam' } },
        treatment: { settings: { opt: 'Replace' }, command: ['train', 'Replace: what is different'] }
      })
    )
    expect(found.filter((problem) => problem.includes('was not replaced'))).toEqual([
      'experiments/digits.json $.arms.treatment.settings.opt error: a text to start from was not replaced',
      'experiments/digits.json $.arms.treatment.command[1] error: a text to start from was not replaced'
    ])
  })

  it('are no words that merely begin so', () => {
    const claims = [
      claimFile('a', { statement: 'Replacement helps.' }),
      claimFile('b', { statement: 'To Replace: no.' })
    ]
    expect(problemsOf(sourceFile(), experimentFile(), ...claims)).toEqual([])
  })
})
