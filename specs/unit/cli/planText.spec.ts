import { costText, planFigures, planHeadline, planText } from '../../../src/cli/planText'
import { buildPlan, type PlanContext } from '../../../src/plan/plan'
import type { PlanSummary } from '../../../src/verify/types'
import { claim, classificationExperiment, LOWER, SCALAR_IDENTITY } from '../../support/builders'
import { ONNX_IDENTITY } from '../plan/runs'

const GENEROUS = { jobs: 2, cores: 2, availableBytes: Number.POSITIVE_INFINITY }

const CONTEXT: PlanContext = {
  profile: 'quick',
  firstSeed: 0,
  engineFor: (kind) => (kind === 'synthetic' ? SCALAR_IDENTITY : ONNX_IDENTITY),
  datasetDigest: () => 'd'.repeat(64),
  isCached: () => false,
  chosenSettings: () => null
}

function summaryOf(cached = false): PlanSummary {
  const plan = buildPlan([{ claim: claim(), experiment: classificationExperiment(), seeds: 5 }], {
    ...CONTEXT,
    isCached: () => cached
  })
  return { plan, round: 1, blocked: [], notInProfile: [], familyMembers: [] }
}

describe('planFigures', () => {
  it('counts runs, workers, and the time and memory that they take', () => {
    const figures = planFigures(summaryOf(), 2, GENEROUS)
    expect(figures).toMatchObject({ claims: 1, runs: 10, cachedRuns: 0, laterRuns: 0, workers: 2 })
    expect(figures.memory.totalBytes).toBeCloseTo(2 * figures.memory.largestWorkerBytes, -6)
    const one = planFigures(summaryOf(), 1, { ...GENEROUS, jobs: 1 })
    expect(one.estimateMs).toBeGreaterThan(1.5 * figures.estimateMs)
  })

  it('where everything is cached nothing is needed', () => {
    expect(planFigures(summaryOf(true), 2, GENEROUS)).toMatchObject({
      runs: 10,
      cachedRuns: 10,
      workers: 0,
      estimateMs: 0,
      memory: { largestWorkerBytes: 0, totalBytes: 0, workersLeftOut: 0 }
    })
  })
})

describe('what is printed', () => {
  it('one line says what it costs, and what memory keeps from being faster', () => {
    expect(planHeadline(summaryOf(), 2, GENEROUS)).toMatch(
      /^Plan, profile quick: 1 claim, 10 runs, 0 cached, about .+ s on 2 workers, which take up to 0\.19 GB each and 0\.38 GB together$/
    )
    expect(planHeadline(summaryOf(), 2, { ...GENEROUS, availableBytes: 2e8 })).toMatch(
      /on 1 worker \(memory for no more\), which takes up to 0\.19 GB$/
    )
    expect(planHeadline(summaryOf(true), 2, GENEROUS)).toMatch(/10 cached, nothing to run$/)
  })

  it('a line a claim follows', () => {
    expect(planText(summaryOf(), 2).split('\n')[1]).toBe('  toy/claim: 10 runs, 0 cached')
  })

  it('says at how many settings more runs may be made, where selection may leave several', () => {
    const tuned = claim({ hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 5 } } })
    const [single, several] = [undefined, () => null].map((otherContenders) => ({
      ...summaryOf(),
      plan: buildPlan([{ claim: tuned, experiment: classificationExperiment(), seeds: 5 }], {
        ...CONTEXT,
        ...(otherContenders && { otherContenders })
      })
    }))
    expect(planHeadline(single!, 2, GENEROUS)).toContain('1 claim, 40 runs and 10 after selection, 0 cached')
    expect(planHeadline(several!, 2, GENEROUS)).toContain('1 claim, 40 runs and 10 to 40 after selection, 0 cached')
    expect(planText(several!, 2).split('\n')[1]).toBe(
      '  toy/claim: 40 runs, 0 cached, then 10 to 40 more with the chosen settings'
    )
    expect(several!.plan.later.most!.estimateMs).toBeGreaterThan(several!.plan.later.estimateMs)
  })

  it('words agree with numbers', () => {
    const memory = { largestWorkerBytes: 1e9, totalBytes: 1e9, workersLeftOut: 0 }
    expect(costText({ workers: 1, estimateMs: 2000, memory })).toBe('about 2 s on 1 worker, which takes up to 1.00 GB')
  })
})
