import seedrandom from 'seedrandom'
import type { judgeFamily } from '../../../src/judge/judgeFamily'
import { type ComparisonSample, comparisonVerdict, primaryTest } from '../../../src/kinds/comparison/comparisonVerdict'
import { fixedLocationTest, type LocationTest } from '../../../src/kinds/comparison/locationTest'
import { sequentialLocationTest } from '../../../src/kinds/comparison/sequentialLocationTest'
import { normalStream } from '../../../src/random/streams'
import { holm } from '../../../src/stats/holm'
import { sequentialMethod } from '../../../src/stats/sequential/sequentialMethod'
import { claimOf, comparison, context, evidenceOfRatios, symmetric } from '../../unit/kinds/builders'

/**
 * Each check holds of the rule as it is and fails of a mutant of it: so the suite would notice the mutation. Wrong
 * verdicts are counted over simulated studies at a fixed seed, with 4 standard errors of slack.
 */
const ALPHA = 0.05
const DELTA = Math.log(1.01)
const NUM_STUDIES = 3000
const LIMIT = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_STUDIES)

type Rule = (values: readonly number[]) => LocationTest

function sampleOf(location: LocationTest, delta: number): ComparisonSample {
  const failures = { control: 0, treatment: 0, numPairs: location.values.length, failsMore: null }
  return { kind: 'lower', delta, failures, censoredPairs: 0, location }
}

/** Share of studies with a verdict although theta is exactly -delta, where every verdict is wrong. */
function wrongOnTheMargin(rule: Rule, delta = DELTA): number {
  const normal = normalStream(seedrandom.alea('specs/mutants'))
  let wrong = 0
  for (let study = 0; study < NUM_STUDIES; study++) {
    const values = Array.from({ length: 10 }, () => -DELTA + 0.01 * normal())
    const { outcome } = comparisonVerdict(sampleOf(rule(values), delta), ALPHA)
    if (outcome !== 'inconclusive') wrong++
  }
  return wrong / NUM_STUDIES
}

test('the verdict on the margin is wrong in at most alpha of studies', () => {
  expect(wrongOnTheMargin(fixedLocationTest)).toBeLessThan(LIMIT)
})

test('mutant: a one-sided test at either side', () => {
  const oneSided: Rule = (values) => {
    const location = fixedLocationTest(values)
    return {
      ...location,
      interval: (alpha) => location.interval(2 * alpha),
      side: (reference, alpha) => location.side(reference, 2 * alpha)
    }
  }
  expect(wrongOnTheMargin(oneSided)).toBeGreaterThan(LIMIT)
})

test('mutant: the margin ignored', () => {
  expect(wrongOnTheMargin(fixedLocationTest, 0)).toBeGreaterThan(LIMIT)
})

/** Share of studies that a look after every pair from the sixth to the twentieth brings to a verdict. */
function wrongWithLooks(locationAfter: (values: readonly number[]) => (n: number) => LocationTest): number {
  const normal = normalStream(seedrandom.alea('specs/mutants/looks'))
  const numStudies = 600
  let wrong = 0
  for (let study = 0; study < numStudies; study++) {
    const values = Array.from({ length: 20 }, () => normal())
    const after = locationAfter(values)
    for (let n = 6; n <= 20; n++) {
      if (comparisonVerdict(sampleOf(after(n), 0), ALPHA).outcome === 'inconclusive') continue
      wrong++
      break
    }
  }
  return wrong / numStudies
}
const LOOKS_LIMIT = ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / 600)

test('looking after every seed keeps alpha', () => {
  const method = sequentialMethod('sign-flip', 6)
  expect(wrongWithLooks((values) => sequentialLocationTest(values, method))).toBeLessThan(LOOKS_LIMIT)
})

test('mutant: peeking at the fixed rule', () => {
  expect(wrongWithLooks((values) => (n) => fixedLocationTest(values.slice(0, n)))).toBeGreaterThan(LOOKS_LIMIT)
})

describe('lognormal errors, where symmetry is assumed', () => {
  const NUM_SKEWED = 1500
  /** Mean 0, standard deviation 1, skewness 6.2. */
  const skewedStream = (name: string) => {
    const normal = normalStream(seedrandom.alea(`specs/mutants/skew/${name}`))
    return () => (Math.exp(normal()) - Math.exp(0.5)) / Math.sqrt((Math.E - 1) * Math.E)
  }
  const limit = (rate: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / NUM_SKEWED)
  const share = (isWrong: () => boolean) => {
    let wrong = 0
    for (let study = 0; study < NUM_SKEWED; study++) if (isWrong()) wrong++
    return wrong / NUM_SKEWED
  }
  const decides = (location: LocationTest, alpha: number) =>
    comparisonVerdict(sampleOf(location, 0), alpha).outcome !== 'inconclusive'
  /** What is skewed stands where the interval has it. */
  const withoutCompanion = (location: LocationTest): LocationTest => ({
    ...location,
    side: (reference, alpha) => {
      const side = location.side(reference, alpha)
      if (side !== 'skewed') return side
      return location.interval(alpha).upper < reference ? 'below' : 'above'
    }
  })
  const sound = (location: LocationTest) => location

  /** The rates that docs/skew.md prints, up to what chance does to so few studies. */
  const rules = {
    'ten pairs': {
      printed: 0.095,
      wrong: (rule: typeof sound) => {
        const error = skewedStream('ten')
        return share(() => decides(rule(fixedLocationTest(Array.from({ length: 10 }, error))), ALPHA))
      }
    },
    'five claims of ten pairs': {
      printed: 0.19,
      wrong: (rule: typeof sound) => {
        const error = skewedStream('five')
        return share(() =>
          [1, 2, 3, 4, 5].some(() => decides(rule(fixedLocationTest(Array.from({ length: 10 }, error))), ALPHA / 5))
        )
      }
    },
    'mixture-t from the sixth pair on': {
      printed: 0.1,
      wrong: (rule: typeof sound) => {
        const error = skewedStream('looks')
        return share(() => {
          const after = sequentialLocationTest(Array.from({ length: 30 }, error), sequentialMethod('mixture-t', 6))
          return Array.from({ length: 25 }, (_, look) => rule(after(6 + look))).some((each) => decides(each, ALPHA))
        })
      }
    }
  }

  test.each(Object.entries(rules))('%s', (_name, { printed, wrong }) => {
    expect(wrong(sound)).toBeLessThan(limit(printed))
    // Mutant: nothing that allows for skewness has to agree.
    expect(wrong(withoutCompanion)).toBeGreaterThan(limit(printed))
  })
})

/** Share of studies whose claim is called refuted although they show that it is lower, by less than the margin. */
function refutedThoughLower(verdictOf: typeof comparisonVerdict): number {
  const normal = normalStream(seedrandom.alea('specs/mutants/below-margin'))
  let refuted = 0
  for (let study = 0; study < 500; study++) {
    const location = fixedLocationTest(Array.from({ length: 10 }, () => -DELTA / 2 + (DELTA / 4) * normal()))
    const isShown = location.side(-DELTA, ALPHA) === 'above' && location.side(0, ALPHA) === 'below'
    if (isShown && verdictOf(sampleOf(location, DELTA), ALPHA).outcome === 'refuted') refuted++
  }
  return refuted / 500
}

test('what is shown to be lower by less than the margin is never refuted', () => {
  expect(refutedThoughLower(comparisonVerdict)).toBe(0)
})

test('mutant: refuted wherever the margin is not reached', () => {
  const old: typeof comparisonVerdict = (sample, alpha) =>
    sample.location.side(-sample.delta, alpha) === 'above'
      ? { outcome: 'refuted', subtype: 'equivalent' }
      : comparisonVerdict(sample, alpha)
  // With a margin of 4 standard deviations ten pairs show it nearly always.
  expect(refutedThoughLower(old)).toBeGreaterThan(0.9)
})

type StepDown = typeof holm

/** Each claim at the family's whole alpha. */
const withoutHolm: StepDown = (pValues, alpha, isDecided = (index, level) => pValues[index]! <= level) =>
  pValues.map((_, index) => ({ alphaJ: alpha, decided: isDecided(index, alpha) }))

/** Share of families of five, all on the margin, with at least one verdict. */
function wrongFamilies(stepDown: StepDown): number {
  const normal = normalStream(seedrandom.alea('specs/mutants/family'))
  let wrong = 0
  for (let study = 0; study < NUM_STUDIES; study++) {
    const samples = Array.from({ length: 5 }, () =>
      sampleOf(fixedLocationTest(Array.from({ length: 10 }, () => -DELTA + 0.01 * normal())), DELTA)
    )
    const decisions = stepDown(
      samples.map((sample) => primaryTest(sample)!.p),
      ALPHA
    )
    const verdicts = decisions.map(({ alphaJ }, index) => comparisonVerdict(samples[index]!, alphaJ).outcome)
    if (verdicts.some((outcome) => outcome !== 'inconclusive')) wrong++
  }
  return wrong / NUM_STUDIES
}

test('a family on the margin has a wrong verdict in at most alpha of studies', () => {
  expect(wrongFamilies(holm)).toBeLessThan(LIMIT)
})

test('mutant: Holm left out', () => {
  expect(wrongFamilies(withoutHolm)).toBeGreaterThan(LIMIT)
})

describe('in the judging of a family', () => {
  /** The same claim in a family with nine others that were not run. */
  function judgeWith(stepDown: StepDown) {
    let judge!: typeof judgeFamily
    jest.isolateModules(() => {
      jest.doMock('../../../src/stats/holm', () => ({ holm: stepDown }))
      judge = (require('../../../src/judge/judgeFamily') as { judgeFamily: typeof judgeFamily }).judgeFamily
      jest.dontMock('../../../src/stats/holm')
    })
    const seeds = { min: 10, max: 10 }
    const others = Array.from({ length: 9 }, (_, index) => ({
      claim: claimOf(comparison, { id: `other/${index}` }),
      evidence: null,
      seeds
    }))
    const claim = claimOf(comparison)
    // Decided at .05 alone, not at .005: its interval's half-width is .0072 and .0117.
    const evidence = evidenceOfRatios(symmetric(-0.018, 0.01))
    return judge([{ claim, evidence, seeds }, ...others], context)[0]!.verdict.outcome
  }

  test('a claim pays for those beside it', () => {
    expect(judgeWith(holm)).toBe('inconclusive')
  })

  test('mutant: Holm left out', () => {
    expect(judgeWith(withoutHolm)).toBe('reproduced')
  })
})
