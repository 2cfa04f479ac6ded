import { blocksOf } from '../../../../src/document/document'
import { toMarkdown } from '../../../../src/document/toMarkdown'
import { familyMember, judgeFamily } from '../../../../src/judge/judgeFamily'
import type { PairedEvidence } from '../../../../src/kinds/comparison/types'
import { buildReport } from '../../../../src/report/data/build'
import { encodeReport } from '../../../../src/report/data/encode'
import { parseReport } from '../../../../src/report/data/parse'
import { recomputeReport } from '../../../../src/report/data/recompute'
import type { JudgedClaim, Report } from '../../../../src/report/data/types'
import { judgedBlocks } from '../../../../src/report/sections/claim'
import { renderClaim } from '../../../../src/report/show/renderClaim'
import { claim, classificationExperiment, LOWER, SCALAR_IDENTITY } from '../../../support/builders'
import { contested } from '../../kinds/builders'
import { pairs } from '../evidence'
import { runsOf } from '../inputs'

const TUNED = claim({ hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 5 } } })
const EXPERIMENT = classificationExperiment()

function reportOf(chosen: PairedEvidence, rival: PairedEvidence, withRuns = true): Report {
  const { evidence, contenders } = contested(chosen, rival)
  const member = familyMember(TUNED, evidence, { min: 10, max: 10 }, [], withRuns ? contenders : undefined)
  const experiments = new Map([[EXPERIMENT.id, EXPERIMENT]])
  const judgements = judgeFamily([member], { profile: 'quick', experiments, firstSeed: 0 })
  return buildReport({
    profile: 'quick',
    firstSeed: 0,
    seedsOverride: null,
    claims: judgements.map((judgement) => ({
      kind: 'judged',
      claim: judgement.claim,
      judgement,
      registration: { state: 'unregistered' }
    })),
    experiments: { [EXPERIMENT.id]: EXPERIMENT },
    engines: [SCALAR_IDENTITY],
    runs: [evidence, ...contenders.map((contender) => contender.evidence)].flatMap((each) =>
      runsOf({ claim: TUNED }, each)
    )
  })
}

const markdownOf = (report: Report) =>
  toMarkdown(blocksOf([judgedBlocks(report.claims[0] as JudgedClaim, report, new Map())]))

/** The same treatment against a control that makes this difference. */
function against(theta: number): PairedEvidence {
  const evidence = pairs(`theta ${theta}`, -0.1, 0.01)
  const sides = evidence.pairs.map((pair) => {
    const value = pair.control.value * Math.exp(-0.1 - theta)
    return { ...pair, control: { ...pair.control, value, trainLoss: value } }
  })
  return { ...evidence, pairs: sides }
}

const lower = against(-0.1)
const higher = against(0.1)

describe('the settings that selection cannot tell from the best', () => {
  it('stand with the verdict at each, and with what selection knows of them', () => {
    const text = markdownOf(reportOf(lower, higher))
    expect(text).toContain('inconclusive (selection)')
    expect(text).toMatch(
      /\| \*\*learningRate 0\.01\*\* \| \*\*learningRate 0\.01\*\* \| -9\.5\d* % \| .* \| reproduced \|/
    )
    expect(text).toMatch(/\| learningRate 0\.1 \| learningRate 0\.01 \| \+.* % \| .* \| refuted \(opposite\) \|/)
    expect(text).toContain('| setting | mean validation.loss | p of the best | chosen by |')
    expect(text).toContain('| learningRate 0.1 | 0.31 | 0.4 | 35 % of resamples |')
    expect(text).toContain('a model confidence set at level 0.05 an arm')
  })

  it('are named on a terminal too', () => {
    const report = reportOf(lower, higher)
    expect(renderClaim(report.claims[0] as JudgedClaim, report, 100)).toMatch(
      /reproduced at 1, refuted \(opposite\)\s+at 1/
    )
  })

  it('are in the report, which is judged again from them', () => {
    const report = reportOf(lower, lower)
    const back = parseReport(encodeReport(report))
    expect(back).toEqual(report)
    expect(recomputeReport(back)).toEqual(report)
    const [entry] = back.claims as [JudgedClaim]
    const turned = {
      ...entry,
      judgement: { ...entry.judgement, contenders: reportContenders(reportOf(lower, higher)) }
    }
    const [again] = recomputeReport({ ...back, claims: [turned as JudgedClaim] }).claims as [JudgedClaim]
    expect(again.judgement.verdict).toEqual({ outcome: 'inconclusive', subtype: 'selection' })
  })

  it('where they were not judged, the rule says that the chosen settings are', () => {
    const text = markdownOf(reportOf(lower, higher, false))
    expect(text).toContain('selection cannot tell 2 of adam and 1 of amsgrad from the best, more than are judged.')
    expect(text).not.toContain('At every setting')
  })
})

const reportContenders = (report: Report) => (report.claims[0] as JudgedClaim).judgement.contenders
