import { timeoutMs } from '../../../src/jest/timeout'
import { CONVERGES, claim, syntheticExperiment } from '../../support/builders'

const member = (numSteps: number) => ({
  claim: claim({ hypothesis: CONVERGES, experiment: 'toy-online' }),
  experiment: syntheticExperiment({ numSteps, initialPoints: [0] }),
  seeds: 1
})

describe('timeoutMs', () => {
  it('leaves a minute where nothing runs', () => expect(timeoutMs([])).toBe(60_000))

  it('is a minute and twenty times the time of the plan', () => {
    // One run: 10^9 steps of 8 ns on the estimate's machine are 8 s.
    expect(timeoutMs([member(1e9)])).toBe(60_000 + 20 * 8000)
  })

  it('counts a run once that two claims share', () => {
    const shared = {
      ...member(1e9),
      claim: claim({ id: 'toy/other', hypothesis: CONVERGES, experiment: 'toy-online' })
    }
    expect(timeoutMs([member(1e9), shared])).toBe(timeoutMs([member(1e9)]))
  })

  it('never exceeds what a timer of Node can hold: it would fire at once', () => {
    expect(timeoutMs([member(1e16)])).toBe(2_147_483_647)
  })
})
