import { ClaimProgress } from '../../../src/cli/claimProgress'
import { HOSTILE_TEXTS } from '../report/hostile'

const claimOf = (id: string, runs: readonly string[], estimateMs = 100) => ({
  id,
  pending: new Map(runs.map((key) => [key, estimateMs]))
})

describe('ClaimProgress', () => {
  it('has a line for each claim that has begun and is not done, with the time that its own speed leaves', () => {
    const progress = new ClaimProgress([
      claimOf('a/one', ['1', '2', '3', '4']),
      claimOf('a/two', ['3', '5']),
      claimOf('a/three', ['6'])
    ])
    expect(progress.lines(4000, 80)).toEqual([])
    progress.settle('3')
    expect(progress.lines(4000, 40)).toEqual(['  a/two                1/2 runs', '  a/one                1/4 runs'])
    expect(progress.lines(4000, 80).map((line) => line.replace(/ +/g, ' '))).toEqual([
      ' a/two 1/2 runs, about 4 s left',
      ' a/one 1/4 runs, about 12 s left'
    ])
    progress.settle('5')
    expect(progress.lines(4000, 80)).toHaveLength(1)
  })

  it('does not guess from the first second', () => {
    const progress = new ClaimProgress([claimOf('a/one', ['1', '2'])])
    progress.settle('1')
    expect(progress.lines(1000, 80)[0]).not.toContain('left')
  })

  it('shows six claims and counts the others', () => {
    const progress = new ClaimProgress(
      Array.from({ length: 9 }, (_, index) => claimOf(`a/${index}`, ['1', `own${index}`]))
    )
    progress.settle('1')
    expect(progress.lines(4000, 80)).toHaveLength(7)
    expect(progress.lines(4000, 80).at(-1)).toBe('  and 3 more claims under way')
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))(
    'is narrower than the terminal, whatever %j is',
    (_, text) => {
      const progress = new ClaimProgress([claimOf(text, ['1', '2'])])
      progress.settle('1')
      for (const line of progress.lines(4000, 60)) {
        expect(line).toMatch(/^[\x20-\x7E]*$/)
        expect(line.length).toBeLessThan(60)
      }
    }
  )

  it('takes what the store holds for done', () => {
    const run = { spec: {} as never, estimateMs: 100 }
    const roles = ['1', '2'].map((key) => ({ key }) as never)
    const claims = [{ claim: { id: 'a/one' } as never, experiment: null, roles, awaitingSelection: null }]
    const progress = ClaimProgress.of({
      claims,
      runs: [
        { ...run, key: '1', cached: true },
        { ...run, key: '2', cached: false }
      ]
    })
    progress.settle('2')
    expect(progress.lines(4000, 80)).toEqual([])
  })
})
