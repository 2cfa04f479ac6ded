import { blockedGroups } from '../../../../src/report/data/blockedGroups'
import { buildReport } from '../../../../src/report/data/build'
import { everyOutcome } from '../inputs'

const BLOCKED = buildReport(everyOutcome()).claims.filter((entry) => entry.kind === 'could-not-run')
const entry = (fields: object) => ({ ...BLOCKED[0]!, cause: 'missing-data' as const, ...fields })

describe('blockedGroups', () => {
  it('has claims that could not run for one reason together, and others apart', () => {
    const groups = blockedGroups([
      entry({ reason: 'no MNIST', remedy: 'fetch it' }),
      entry({ reason: 'no CIFAR', remedy: 'fetch it' }),
      entry({ reason: 'no MNIST', remedy: 'fetch it' })
    ])
    expect(groups.map(({ entries, reason }) => [entries.length, reason])).toEqual([
      [2, 'no MNIST'],
      [1, 'no CIFAR']
    ])
  })

  it('tells once of all that wait for logs, whatever the logs of each came to', () => {
    const { claim } = BLOCKED[0]!
    const waiting = (came: string) =>
      entry({
        cause: 'not-run',
        claim: { ...claim, experiment: null },
        reason: `logs decide it, and came to ${came}`,
        remedy: `adjudicate ${came}`
      })
    const [both, ...others] = blockedGroups([waiting('reproduced'), waiting('refuted')])
    expect(others).toEqual([])
    expect(both).toMatchObject({ entries: { length: 2 }, reason: 'run logs decide them, and none are given' })
    const [alone] = blockedGroups([waiting('reproduced')])
    expect(alone).toMatchObject({ reason: 'logs decide it, and came to reproduced', remedy: 'adjudicate reproduced' })
  })
})
