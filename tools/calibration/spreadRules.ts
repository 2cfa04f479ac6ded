import { comparisonVerdict } from '../../src/kinds/comparison/comparisonVerdict'
import type { LocationTest } from '../../src/kinds/comparison/locationTest'
import { spreadTest } from '../../src/kinds/steadier/spreadTest'
import { ERROR_SHAPES, ERROR_WORDS, type ErrorShape, errorStream } from './errorShapes'
import { isUntrue } from './truth'
import { ALPHA, type RuleDescription, type Trial, type TrialSet } from './types'

const SIZES = [6, 10, 20] as const
const DELTA = Math.log(1.1)
/** Ratios of the standard deviations, treatment to control: on the margin, equal, a half and a third of it. */
const RATIOS = [1, 0.5, 1 / 3] as const
/** The control's errors where the two arms have not one shape; the treatment's are normal. */
const UNLIKE: readonly ErrorShape[] = ['t3', 'exponential', 'lognormal']
/** Of the arms over the seeds, where pairs share a part. */
const SHARED = 0.5

interface SpreadCell {
  readonly n: number
  readonly control: ErrorShape
  readonly treatment: ErrorShape
  /** Share of the variance that the two runs of a pair have in common. */
  readonly shared: number
  /** Treatment to control, in margins below 1: `null` is on the margin. */
  readonly ratio: number | null
}

/** The ratio of two spreads over paired seeds. */
export function spreadSet(): TrialSet {
  const cells = SIZES.flatMap((n): SpreadCell[] => [
    ...ERROR_SHAPES.map((shape) => ({ n, control: shape, treatment: shape, shared: 0, ratio: null })),
    { n, control: 'normal', treatment: 'normal', shared: SHARED, ratio: null },
    ...UNLIKE.map((shape): SpreadCell => ({ n, control: 'normal', treatment: shape, shared: 0, ratio: null })),
    ...RATIOS.map((ratio): SpreadCell => ({ n, control: 'normal', treatment: 'normal', shared: 0, ratio })),
    { n, control: 'exponential', treatment: 'exponential', shared: 0, ratio: 1 / 3 }
  ])
  return {
    id: 'spreads',
    rules: SIZES.map(ruleOf),
    section: {
      title: 'The ratio of two spreads',
      text: `Margin 10 %; the truth on it, where every decision is wrong, or a ratio of the standard deviations (1 is no difference). "shared": the runs of a pair have half of their variance in common. Where the arms have not one shape the control is normal, and the treatment's errors are those named: ${UNLIKE.map((shape) => ERROR_WORDS[shape]).join('; ')}.`
    },
    trials: (studies) => cells.map((cell) => ({ trial: spreadTrial(cell), studies }))
  }
}

function ruleOf(n: number): RuleDescription {
  return {
    id: `steadier-${n}`,
    title: `steadier, ${n} pairs`,
    decides: 'other',
    assumption: 'arms of one shape, tails as of t3 at most'
  }
}

/** @param testOf the rule: left out for the one that judges claims */
export function spreadTrial(
  { n, control, treatment, shared, ratio }: SpreadCell,
  testOf: (control: readonly number[], treatment: readonly number[]) => LocationTest = spreadTest
): Trial {
  const { id } = ruleOf(n)
  const shapes = control === treatment ? control : `${control} against ${treatment}`
  const errors = shared === 0 ? shapes : `${shapes}, shared`
  const theta = ratio === null ? -DELTA : Math.log(ratio)
  return {
    id: `${id}/${errors}/${ratio}`,
    rule: id,
    errors,
    effect: ratio ?? 0,
    truth: ratio === null ? 'on the margin' : `ratio ${ratio.toFixed(2)}`,
    onBoundary: ratio === null,
    promised: control === treatment && ['normal', 't3'].includes(control),
    study: (random) => {
      const [ownA, ownB, common] = [control, treatment, control].map((shape) => errorStream(shape, random))
      const [a, b]: [number[], number[]] = [[], []]
      for (let pair = 0; pair < n; pair++) {
        const both = shared === 0 ? 0 : Math.sqrt(shared) * common!()
        a.push(both + Math.sqrt(1 - shared) * ownA!())
        b.push((both + Math.sqrt(1 - shared) * ownB!()) * Math.exp(theta))
      }
      const location = testOf(a, b)
      const failures = { control: 0, treatment: 0, numPairs: n, failsMore: null }
      const verdict = comparisonVerdict({ kind: 'lower', delta: DELTA, failures, censoredPairs: 0, location }, ALPHA)
      const { lower, upper } = location.interval(ALPHA)
      return {
        n,
        decided: verdict.outcome !== 'inconclusive',
        wrong: isUntrue('lower', verdict, theta, DELTA),
        covered: lower <= theta && theta <= upper
      }
    }
  }
}
