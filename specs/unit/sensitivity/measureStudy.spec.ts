import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import { sampleStandardDeviation } from '../../../src/stats/describe'
import { classificationExperiment } from '../../support/builders'
import { FakeRuns, isTreatment, studyOf, TUNED, WITH_DROPOUT } from './studies'

const INIT = [0.3, -0.1, 0.2, -0.4, 0, 0.1, -0.2, 0.15]
const ORDER = [0.05, 0.02, -0.07, 0.01, -0.01, 0.04, -0.03, 0]
const at = (list: readonly number[], seed: number) => list[seed % list.length]!

/** ln loss: what both arms share, and an effect of -0.1 that init and order shift, dropout too where `dropout` is set. */
function additive({ seeds, optimizer }: ClassificationRunSpec, dropout = 0): number {
  const shared = 5 * at(INIT, seeds.init) - 2 * at(ORDER, seeds.order)
  const effect = -0.1 + at(INIT, seeds.init) / 4 + at(ORDER, seeds.order) + dropout * at(INIT, seeds.dropout)
  return Math.exp(Math.log(0.2) + shared / 10 + (optimizer.name === 'AMSGrad' ? effect : 0))
}

const variance = (values: readonly number[]) => sampleStandardDeviation(values) ** 2

describe('measureStudy', () => {
  it('takes the square apart exactly where the effects add up', () => {
    const { square } = new FakeRuns((spec) => additive(spec)).measure(studyOf({}))
    const { factors, residual, mean } = square!.analysis!.effect
    const [init, order] = [INIT.slice(0, 5).map((x) => x / 4), ORDER.slice(0, 5)]
    expect(factors.map(({ name }) => name)).toEqual(['init', 'order'])
    // Without interaction E MS_A/K is the variance of the levels themselves.
    expect(factors[0]!.variance).toBeCloseTo(variance(init), 12)
    expect(factors[1]!.variance).toBeCloseTo(variance(order), 12)
    expect(residual.variance).toBeCloseTo(0, 20)
    const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
    expect(mean).toBeCloseTo(-0.1 + average(init) + average(order), 12)
    expect(square!.analysis!.control.factors[0]!.variance).toBeCloseTo(variance(INIT.slice(0, 5).map((x) => x / 2)), 12)
    expect(square!.cells[2]![3]).toEqual({
      seeds: { init: 2, order: 3, dropout: 2, problem: 2 },
      effect: expect.closeTo(-0.1 + 0.2 / 4 + 0.01, 12)
    })
  })

  it('dropout is a factor of a model that has it', () => {
    const { square } = new FakeRuns((spec) => additive(spec, 0.5)).measure(studyOf({ experiment: WITH_DROPOUT }))
    expect(square!.hasDropout).toBe(true)
    const dropout = square!.analysis!.effect.factors[2]!
    expect(dropout.name).toBe('dropout')
    expect(dropout.variance).toBeCloseTo(variance(INIT.slice(0, 5).map((x) => x / 2)), 12)
  })

  it('a cell that failed leaves the square without an analysis, and is shown', () => {
    const runs = new FakeRuns((spec) =>
      spec.seeds.init === 2 && spec.seeds.order === 1 && isTreatment(spec) ? Number.NaN : additive(spec)
    )
    const { square } = runs.measure(studyOf({}))
    expect(square!.analysis).toBeNull()
    expect(square!.failures).toEqual({ control: 0, treatment: 1, numPairs: 25 })
    expect(square!.cells[2]![1]!.effect).toBeNull()
    expect(square!.cells[2]![2]!.effect).not.toBeNull()
  })

  it('the chance that a single seed says the opposite', () => {
    const { pairs } = new FakeRuns((spec) => additive(spec)).measure(studyOf({}))
    const effects = INIT.map((init, seed) => -0.1 + init / 4 + ORDER[seed]!)
    expect(pairs!.spread.effects.map(({ effect }) => effect)).toEqual(effects.map((x) => expect.closeTo(x, 12)))
    expect(pairs!.spread.effects.map(({ seeds }) => seeds.init)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    // 0.025 at seed 0 is the only one above 0.
    expect(pairs!.spread.flip!.counted).toBe(1 / 8)
    // Unpaired the arms' shared spread of about 0.1 hides an effect of the same size.
    expect(pairs!.spread.unpairedFlip!.normal).toBeGreaterThan(pairs!.spread.flip!.normal)
    expect(pairs!.variance!.control.n).toBe(8)
  })

  it('one stream alone leaves the other one’s part out', () => {
    const { streams } = new FakeRuns((spec) => additive(spec)).measure(studyOf({ by: ['init', 'order'] }))
    expect(streams.map(({ stream }) => stream)).toEqual(['init', 'order'])
    expect(streams[0]!.spread.standardDeviation).toBeCloseTo(sampleStandardDeviation(INIT.slice(0, 5)) / 4, 12)
    expect(streams[1]!.spread.standardDeviation).toBeCloseTo(sampleStandardDeviation(ORDER.slice(0, 5)), 12)
    const { lower, upper } = streams[1]!.spread.standardDeviationInterval!
    expect(lower).toBeLessThan(streams[1]!.spread.standardDeviation!)
    expect(upper).toBeGreaterThan(streams[1]!.spread.standardDeviation!)
  })

  it('the map is judged by Holm within itself', () => {
    // Lower by 20 % at the larger rate alone, with a little noise that no test can mistake.
    const runs = new FakeRuns((spec) => {
      const effect = spec.optimizer.learningRate === 0.01 && isTreatment(spec) ? 0.8 : 1
      return effect * (1 + (isTreatment(spec) ? 0.001 : 0.0015) * at(INIT, spec.seeds.init))
    })
    const { map, tuned, bestOfK } = runs.measure(studyOf({ by: ['learningRate'] }))
    expect(map!.cells.map(({ judgement }) => judgement.verdict.outcome)).toEqual(['refuted', 'reproduced'])
    expect(map!.cells.map(({ judgement }) => judgement.familySize)).toEqual([2, 2])
    expect(map!.cells.map(({ judgement }) => judgement.alphaJ).sort()).toEqual([0.025, 0.05])
    expect([tuned, bestOfK]).toEqual([null, null])
  })

  it('tuned against tuned, and what a smaller search would have found', () => {
    const best: Readonly<Record<string, number>> = { Adam: 0.001, AMSGrad: 0.01 }
    const runs = new FakeRuns(
      ({ optimizer, seeds }) =>
        (optimizer.learningRate === best[optimizer.name] ? 0.5 : 1) +
        at(INIT, seeds.init) / (optimizer.name === 'Adam' ? 1000 : 900)
    )
    const experiment = classificationExperiment({ grid: { learningRate: [0.001, 0.003, 0.01] } })
    const { tuned, bestOfK, settings } = runs.measure(studyOf({ claim: TUNED, experiment, by: ['all'] }))
    expect(tuned).toMatchObject({ ownTuning: true, numPairs: 8, tuning: { select: 'validation.loss', seeds: 3 } })
    expect(settings.control.setting).toEqual({ learningRate: 0.001 })
    expect(settings.treatment.setting).toEqual({ learningRate: 0.01 })
    expect(tuned!.judgement.verdict).toEqual({ outcome: 'refuted', subtype: 'equivalent' })
    expect(bestOfK!.metric).toBe('validation.loss')
    const [adam] = bestOfK!.arms
    expect(adam!.losses.map((loss) => loss.toFixed(1))).toEqual(['0.5', '1.0', '1.0'])
    expect(adam!.withoutReplacement[0]).toBeCloseTo((0.5 + 1 + 1) / 3, 2)
    expect(adam!.withoutReplacement[1]).toBeCloseTo((2 * 0.5 + 1) / 3, 2)
    expect(adam!.withoutReplacement[2]).toBeCloseTo(0.5, 2)
    expect(adam!.withReplacement[1]).toBeCloseTo((5 * 0.5 + 4 * 1) / 9, 2)
  })

  it('a setting that diverges is infinite in the search', () => {
    const runs = new FakeRuns((spec) => (spec.optimizer.learningRate === 0.01 ? Number.NaN : additive(spec)))
    const { bestOfK, map } = runs.measure(studyOf({ by: ['learningRate', 'beta2'] }))
    expect(bestOfK!.arms[0]!.losses.slice(2)).toEqual([Infinity, Infinity])
    expect(bestOfK!.arms[0]!.withoutReplacement[0]).toBe(Infinity)
    expect(bestOfK!.arms[0]!.withoutReplacement[2]).toBeLessThan(1)
    expect(map!.cells[3]!.judgement.verdict).toEqual({ outcome: 'not-evaluable', subtype: 'too-many-failures' })
  })

  it('whatever finished first changes nothing, and every run is named with its digest', () => {
    const study = studyOf({ claim: TUNED, by: ['all'] })
    const forwards = new FakeRuns((spec) => additive(spec)).measure(study, 'forwards')
    const backwards = new FakeRuns((spec) => additive(spec)).measure(study, 'backwards')
    expect(JSON.stringify(backwards)).toBe(JSON.stringify(forwards))
    expect(forwards.runs.every(({ key, resultDigest }) => resultDigest === `digest of ${key}`)).toBe(true)
    expect(new Set(forwards.runs.map(({ key }) => key)).size).toBe(forwards.runs.length)
  })

  it('other seeds are another study', () => {
    const shifted = new FakeRuns((spec) => additive(spec)).measure(studyOf({}), 'forwards', 3)
    expect(shifted.pairs!.spread.effects.map(({ seeds }) => seeds.order)).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
  })
})
