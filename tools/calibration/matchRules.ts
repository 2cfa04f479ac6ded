import { matchDifference } from '../../src/kinds/matches/difference'
import { reportedNumbers } from '../../src/kinds/matches/reportedNumbers'
import type { Reported } from '../../src/kinds/matches/types'
import { mean, sampleStandardDeviation } from '../../src/stats/describe'
import { ERROR_SHAPES, type ErrorShape, errorStream, isSymmetric } from './errorShapes'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

/** Half width of the margin, in standard deviations of a run. */
const MARGIN = 2
/** Runs of the source, where it gives a mean and a standard deviation. */
const SOURCE_RUNS = 5
/** How far the mean of our code lies from the source's, in margins: on the margin, far inside and far outside. */
const TRUTHS = [1, 0, 2] as const
/** Digits behind the point that the source prints, in standard deviations of a run. */
const PLACES = 4

/** What the source prints of its runs. */
type Printing = 'sd' | 'exact' | 'one-run' | 'rounded'

const PRINTING_WORDS: Readonly<Record<Printing, string>> = {
  sd: `mean and sd of ${SOURCE_RUNS} runs`,
  exact: 'the true mean, without a spread',
  'one-run': 'the value of one run, without a spread',
  rounded: `mean and sd of ${SOURCE_RUNS} runs, to a whole standard deviation`
}

/** Our mean against a reported one, at whatever the source prints. */
export function matchSet(): TrialSet {
  const rules = [
    ...[5, 10, 20].map((n) => ruleOf(n, 'sd')),
    ...(['exact', 'rounded', 'one-run'] as const).map((printing) => ruleOf(10, printing))
  ]
  return {
    id: 'matches',
    rules: rules.map(({ rule }) => rule),
    section: {
      title: 'Our mean against a reported one',
      text: `The margin is ${MARGIN} standard deviations of a run either way; our runs and the source's have one shape. Wrong: decided on the margin, or on the wrong side of it. Where the source prints one run's value and no spread, the verdict speaks of that number; as one about the mean behind it, it is wrong as often as shown. A source of 3 runs: docs/statistics.md.`
    },
    trials: (studies) =>
      rules.flatMap(({ rule, n, printing }) =>
        ERROR_SHAPES.flatMap((shape) =>
          TRUTHS.filter((truth) => truth === 1 || shape === 'normal').map((truth) => ({
            trial: matchTrial(rule, n, printing, shape, truth),
            studies
          }))
        )
      )
  }
}

function ruleOf(n: number, printing: Printing) {
  const rule: RuleDescription = {
    id: `matches-${printing}-${n}`,
    title: `matches, ${n} seeds; the source prints ${PRINTING_WORDS[printing]}`,
    decides: 'other',
    assumption: printing === 'one-run' ? 'a source without uncertainty' : 'symmetric errors'
  }
  return { rule, n, printing }
}

/**
 * @param truth distance of the two means in margins
 * @param differenceOf the rule: left out for the one that judges claims
 */
export function matchTrial(
  { id }: Pick<RuleDescription, 'id'>,
  n: number,
  printing: Printing,
  shape: ErrorShape,
  truth: number,
  differenceOf: typeof matchDifference = matchDifference
): Trial {
  return {
    id: `${id}/${shape}/${truth}`,
    rule: id,
    errors: shape,
    effect: truth,
    truth: truth === 1 ? 'on the margin' : truth < 1 ? 'the same mean' : 'two margins away',
    onBoundary: truth === 1,
    promised: printing !== 'one-run' && isSymmetric(shape),
    study: (random) => {
      const error = errorStream(shape, random)
      const values = Array.from({ length: n }, () => truth * MARGIN + error())
      const reported = reportedNumbers(print(printing, Array.from({ length: SOURCE_RUNS }, error)))
      const { interval, position } = differenceOf(values, reported, MARGIN)
      const { lower, upper } = interval(ALPHA)
      const at = position(ALPHA)
      const [isInside, isOutside] = [at === 'inside', at === 'above' || at === 'below']
      return {
        n,
        decided: isInside || isOutside,
        wrong: (isInside && truth >= 1) || (isOutside && truth <= 1) || (at === 'below' && truth > 0),
        covered: lower <= truth * MARGIN && truth * MARGIN <= upper
      }
    }
  }
}

function print(printing: Printing, runs: readonly number[]): Reported {
  const text = (value: number) => value.toFixed(printing === 'rounded' ? 0 : PLACES)
  if (printing === 'exact') return { value: text(0) }
  if (printing === 'one-run') return { value: text(runs[0]!), n: 1 }
  return { value: text(mean(runs)), sd: text(sampleStandardDeviation(runs)), n: runs.length }
}
