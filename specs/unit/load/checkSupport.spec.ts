import { inspectFiles } from '../../../src/load/lint'
import { claimFile, experimentFile, problemsOf, sourceFile } from './shared'

const FILES = [sourceFile(), experimentFile(), claimFile('b')]

describe('the claims that bear a headline out', () => {
  it('are other claims that exist', () => {
    expect(problemsOf(...FILES, claimFile('a', { rank: 'headline', supportedBy: ['paper/b'] }))).toEqual([])
    const { problems } = inspectFiles([
      ...FILES,
      claimFile('a', { rank: 'headline', supportedBy: ['paper/bb', 'paper/a'] })
    ])
    expect(problems).toEqual([
      expect.objectContaining({
        path: '$.supportedBy[0]',
        severity: 'error',
        message: 'there is no such claim',
        remedy: expect.stringContaining('paper/b')
      }),
      expect.objectContaining({ path: '$.supportedBy[1]', message: 'a claim does not bear itself out' })
    ])
  })

  it('are named by headlines alone', () => {
    const named = ['paper/a.json $.supportedBy error: only a headline claim names those that bear it out']
    expect(problemsOf(...FILES, claimFile('a', { supportedBy: ['paper/b'] }))).toEqual(named)
    expect(problemsOf(...FILES, claimFile('a', { rank: 'check', supportedBy: ['paper/b'] }))).toEqual(named)
  })

  it('have a rank that there is', () => {
    expect(problemsOf(...FILES, claimFile('a', { rank: 'main' }))).toEqual([
      expect.stringMatching(/^paper\/a.json \$\.rank error: /)
    ])
  })
})
