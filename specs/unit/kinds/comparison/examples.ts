import type { Margin } from '../../../../src/claims/types'
import type {
  ComparedKind,
  FasterHypothesis,
  Measure,
  PairedEvidence,
  PairSide
} from '../../../../src/kinds/comparison/types'
import { sequentialMethod } from '../../../../src/stats/sequential/sequentialMethod'
import type { Example, Examples, ExamplesByKind } from '../../../contract/kindContract'
import { LOWER } from '../../../support/builders'
import { pairs, runKeyOf, times as timesOf } from '../../report/evidence'
import { added, contested, evidenceOfRatios, symmetric, TAILED, times } from '../builders'

type Paired<K extends ComparedKind | 'faster'> = (evidence: PairedEvidence, margin?: Margin) => Example<K>

const compared =
  <K extends ComparedKind>(kind: K): Paired<K> =>
  (evidence, margin = LOWER.margin) =>
    ({ hypothesis: { ...LOWER, kind, margin }, evidence }) as Example<K>

const FASTER = {
  kind: 'faster',
  metric: 'train.loss',
  by: { kind: 'auc' },
  treatment: 'amsgrad',
  control: 'adam',
  margin: LOWER.margin,
  tuning: null
} satisfies FasterHypothesis

const faster: Paired<'faster'> = (evidence, margin = LOWER.margin) => ({
  hypothesis: { ...FASTER, margin },
  evidence: { ...evidence, measure: { kind: 'auc' } }
})

const arriving = (evidence: PairedEvidence): Example<'faster'> => ({
  hypothesis: { ...FASTER, by: { kind: 'time-to', threshold: 0.5 }, margin: { absolute: 1 } },
  evidence
})

function sides(evidence: PairedEvidence, change: (side: PairSide, seed: number) => PairSide): PairedEvidence {
  const changed = evidence.pairs.map((pair) => ({ ...pair, treatment: change(pair.treatment, pair.seed) }))
  return { ...evidence, pairs: changed }
}

/** What every comparison can come to that decides nothing; the direction is known where zero is excluded alone. */
function undecided<K extends ComparedKind | 'faster'>(
  of: Paired<K>,
  clear: number,
  tailed = TAILED,
  side: -1 | 1 = -1
): Examples<K> {
  const all = Array.from({ length: 10 }, (_, seed) => seed)
  return [
    ['inconclusive', of(pairs('unclear', 0, 0.1))],
    ['inconclusive (co-check)', of(pairs('five', clear, 0.001, { n: 5 }))],
    ['inconclusive (skew)', of(keyed(evidenceOfRatios(tailed)))],
    ['inconclusive (failures)', of(pairs('failing', clear, 0.001, { n: 12, treatmentDiverged: [3, 5, 7, 9] }))],
    ['inconclusive (no-spread)', of(pairs('equal', clear, 0))],
    ['inconclusive (contradictory-looks)', contradictory(of, side)],
    ['inconclusive (selection)', hanging(of, clear, side)],
    ['not-evaluable (too-many-failures)', of(pairs('lost', 0, 0, { controlDiverged: all, treatmentDiverged: all }))],
    ['not-evaluable (too-few-pairs)', of(pairs('two', clear, 0.001, { n: 2 }))],
    ['not-evaluable (no-data)', of(pairs('none', clear, 0.001, { n: 0 }))],
    [
      'not-evaluable (no-logarithm)',
      of(sides(pairs('zero', clear, 0.001), (side, seed) => (seed === 3 ? { ...side, value: 0, trainLoss: 0 } : side)))
    ]
  ]
}

/** The control at another setting that selection cannot tell from the chosen one: five times the loss, or a fifth. */
function hanging<K extends ComparedKind | 'faster'>(of: Paired<K>, clear: number, side: -1 | 1): Example<K> {
  const chosen = pairs('chosen', clear, 0.001)
  const rival = pairs('rival', clear * side > 0 ? -side : clear - side, 0.001)
  const fresh = rival.pairs.map((pair, index) => {
    const value = pair.control.value * (chosen.pairs[index]!.treatment.value / pair.treatment.value)
    return { ...pair, control: { ...pair.control, value, trainLoss: value } }
  })
  const { evidence, contenders } = contested(chosen, { ...rival, pairs: fresh })
  return {
    ...of(evidence),
    contenders: contenders.map((contender) => ({ ...contender, evidence: of(contender.evidence).evidence! }))
  } as Example<K>
}

/**
 * Ten pairs, then others that have little to do with them: the first look's interval ends just above -delta, and the look
 * that excludes -delta excludes that end with it; or the same upwards.
 */
function contradictory<K extends ComparedKind | 'faster'>(of: Paired<K>, side: -1 | 1): Example<K> {
  const first = symmetric(-0.05, 0.005)
  const { upper } = sequentialMethod('mixture-t', 10).sequence(first, 0.05)[0]!.interval
  const ratios = [...first, ...times(20, 0.2).map((ratio, i) => ratio + i / 1e6)]
  const evidence = evidenceOfRatios(side < 0 ? ratios : ratios.map((ratio) => -ratio))
  const margin = { relative: Math.expm1(-(upper - 1e-9)), epsilon: 0 }
  return { ...of(keyed(evidence), margin), ...added('mixture-t') }
}

/** An accuracy that rises to 0.5. */
const rising = (evidence: PairedEvidence): Example<'faster'> => {
  const by = { kind: 'time-to', threshold: 0.5, upwards: true } as const
  return {
    hypothesis: { ...FASTER, metric: 'test.accuracy', by, margin: { absolute: 1 } },
    evidence: { ...evidence, metric: 'test.accuracy', measure: { ...evidence.measure, ...by } as Measure }
  }
}

/** The last value against that of epoch 10 of the same arm. */
const sinceTen = (evidence: PairedEvidence): Example<'equivalent'> => {
  const controlAt = { epoch: 10 } as const
  return {
    hypothesis: { ...LOWER, kind: 'equivalent', treatment: 'adam', controlAt },
    evidence: {
      ...evidence,
      treatment: evidence.control,
      controlMeasure: { kind: 'point', unit: 'epoch', point: 10 },
      chanceLevel: null
    }
  }
}

/** How far both arms are from a teacher. */
const fromTeacher = (evidence: PairedEvidence): Example<'higher'> => ({
  hypothesis: { ...LOWER, kind: 'higher', distanceTo: 'teacher' },
  evidence: {
    ...evidence,
    chanceLevel: null,
    distanceTo: { ...evidence.control, arm: 'teacher' },
    pairs: evidence.pairs.map((pair) => ({ ...pair, third: { runKey: runKeyOf('teacher', pair.seed), value: 1 } }))
  }
})

/** With keys of its runs, as a report has them. */
function keyed(evidence: PairedEvidence): PairedEvidence {
  const pairs = evidence.pairs.map(({ seed, control, treatment }) => ({
    seed,
    control: { ...control, runKey: runKeyOf('adam', seed) },
    treatment: { ...treatment, runKey: runKeyOf('amsgrad', seed) }
  }))
  return { ...evidence, pairs }
}

/** Ten pairs whose test images were recorded in four blocks, which move all of them alike by up to `size`. */
function overImages(key: string, meanRatio: number, size: number): Example<'lower'> {
  const evidence = pairs(key, meanRatio, 0.01)
  const imageEffects = [-size, size / 2, size / 2, 0]
  return {
    hypothesis: { ...LOWER, kind: 'lower', metric: 'test.loss' },
    evidence: {
      ...evidence,
      metric: 'test.loss',
      images: { split: 'test', count: 1000, blocks: 4 },
      pairs: evidence.pairs.map((pair) => ({ ...pair, imageEffects }))
    }
  }
}

function lowerExamples<K extends 'lower' | 'faster'>(of: Paired<K>): Examples<K> {
  return [
    ['reproduced', of(pairs('reproduced', -0.1, 0.01))],
    ['refuted (opposite)', of(pairs('opposite', 0.1, 0.01))],
    ['below-margin', of(pairs('less', -0.005, 0.002))],
    ['refuted (higher-by-less-than-margin)', of(pairs('more', 0.005, 0.002))],
    ['refuted (equivalent)', of(pairs('equivalent', 0, 0.003))],
    ['refuted (higher)', of(pairs('higher', 0.01, 0.008))],
    ['refuted (no-better)', of(pairs('no-better', 0.005, 0.0195))],
    ['inconclusive (direction)', of(pairs('direction', -0.01, 0.008))],
    ...undecided(of, -0.1)
  ]
}

const notLower = compared('not-lower')
const higher = compared('higher')
const notHigher = compared('not-higher')
const TAILED_UPWARDS = TAILED.map((ratio) => -ratio)
const equivalent = compared('equivalent')

export const examples: ExamplesByKind<ComparedKind | 'faster'> = {
  lower: [
    ...lowerExamples(compared('lower')),
    ['reproduced', overImages('images', -0.1, 0.03)],
    ['reproduced', overImages('few-images', -0.1, 0.3)]
  ],
  'not-lower': [
    ['reproduced', notLower(pairs('no-gain', 0.1, 0.01))],
    ['below-margin', notLower(pairs('less', -0.005, 0.002))],
    ['refuted (lower)', notLower(pairs('gain', -0.1, 0.01))],
    ['inconclusive (direction)', notLower(pairs('direction', -0.01, 0.008))],
    ...undecided(notLower, -0.1)
  ],
  higher: [
    ['reproduced', higher(pairs('gain-upwards', 0.1, 0.01))],
    ['reproduced', fromTeacher(pairs('further', 0.1, 0.01))],
    ['refuted (opposite)', higher(pairs('loss-upwards', -0.1, 0.01))],
    ['below-margin', higher(pairs('less-upwards', 0.005, 0.002))],
    ['refuted (lower-by-less-than-margin)', higher(pairs('more-upwards', -0.005, 0.002))],
    ['refuted (equivalent)', higher(pairs('equivalent', 0, 0.003))],
    ['refuted (lower)', higher(pairs('lower-upwards', -0.01, 0.008))],
    ['refuted (no-better)', higher(pairs('no-better-upwards', -0.005, 0.0195))],
    ['inconclusive (direction)', higher(pairs('direction-upwards', 0.01, 0.008))],
    ...undecided(higher, 0.1, TAILED_UPWARDS, 1)
  ],
  'not-higher': [
    ['reproduced', notHigher(pairs('no-gain-upwards', -0.1, 0.01))],
    ['below-margin', notHigher(pairs('less-upwards', 0.005, 0.002))],
    ['refuted (higher)', notHigher(pairs('gain-upwards', 0.1, 0.01))],
    ['inconclusive (direction)', notHigher(pairs('direction-upwards', 0.01, 0.008))],
    ...undecided(notHigher, 0.1, TAILED_UPWARDS, 1)
  ],
  equivalent: [
    ['reproduced', equivalent(pairs('same', 0, 0.003))],
    ['refuted (different)', equivalent(pairs('different', 0.1, 0.01))],
    ['reproduced', sinceTen(pairs('settled', 0, 0.003))],
    ['refuted (different)', sinceTen(pairs('still-falling', 0.1, 0.01))],
    ...undecided(
      equivalent,
      0,
      TAILED.map((ratio) => (ratio + 0.12) / 10)
    )
  ],
  faster: [
    ...lowerExamples(faster),
    // From 1.2 to 1.5 epochs earlier by interpolation, and no less than 0 by the epochs.
    [
      'inconclusive (resolution)',
      arriving(
        timesOf(
          'alike',
          Array.from({ length: 10 }, (_, i) => [3.9 - 0.01 * i, 2.4 + 0.02 * i] as const)
        )
      )
    ],
    [
      'reproduced',
      rising(
        timesOf(
          'sooner',
          times(10, 0).map((_, i) => [8.9 - 0.01 * i, 2.4 + 0.02 * i] as const)
        )
      )
    ],
    ['not-evaluable (too-many-censored)', arriving(timesOf('never', times(10, [null, null])))]
  ]
}
