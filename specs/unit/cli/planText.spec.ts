import { planHeadline, planText } from '../../../src/cli/planText'
import type { PlanSummary } from '../../../src/verify/types'
import { claimOf, comparison } from '../verdict/builders'

/** Only what the text is made of. */
function summaryOf(numRuns: number): PlanSummary {
  const runs = Array.from({ length: numRuns }, (_, i) => ({ key: `run${i}`, cached: false, estimateMs: 1000 }))
  const claims = [{ claim: claimOf(comparison), roles: runs, awaitingSelection: null }]
  const plan = { profile: 'quick', claims, runs }
  return { plan, round: 1, blocked: [], notInProfile: [], companions: [] } as unknown as PlanSummary
}

describe('planText', () => {
  it('counts one run as one', () => {
    expect(planHeadline(summaryOf(1), 1)).toMatch(
      /^Plan, profile quick: 1 claim, 1 run, 0 cached, about .* on 1 worker$/
    )
    expect(planText(summaryOf(1), 1)).toMatch(/^ {2}source\/claim: 1 run, 0 cached$/m)
  })

  it('counts several as several', () => {
    expect(planHeadline(summaryOf(2), 2)).toMatch(/ 2 runs, 0 cached, about .* on 2 workers$/)
    expect(planText(summaryOf(2), 1)).toMatch(/: 2 runs, 0 cached$/m)
  })
})
