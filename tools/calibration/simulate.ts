import seedrandom from 'seedrandom'
import { wilson } from '../../src/stats/wilson'
import { ALPHA, type Cell, type Rate, type Trial } from './types'

const LEVEL = 0.95
const Z = 1.959964
/** A share of the studies of a full cell, at least one. */
export function shareOf(share: number, numStudies: number): number {
  return Math.max(1, Math.round(share * numStudies))
}

/** A rate above its nominal one by this many standard errors is no accident of the simulation. */
const SLACK = 4

/**
 * Simulates the studies of a trial, drawn from a stream of its own: adding a trial changes no other, and a smaller
 * number of studies is the beginning of a larger one.
 *
 * @param numStudies at least 1
 */
export function simulate(trial: Trial, numStudies: number): Cell {
  const random = seedrandom.alea(`claimcheck/calibration/${trial.id}`)
  const count = { wrong: 0, power: 0, inconclusive: 0, covered: 0, intervals: 0 }
  let sum = 0
  let squares = 0
  for (let i = 0; i < numStudies; i++) {
    const { n, decided, wrong, covered } = trial.study(random)
    if (wrong) count.wrong++
    if (decided && !wrong) count.power++
    if (!decided) count.inconclusive++
    if (covered !== null) count.intervals++
    if (covered === true) count.covered++
    sum += n
    squares += n * n
  }
  const mean = sum / numStudies
  const standardError = Math.sqrt(Math.max(0, squares / numStudies - mean * mean) / numStudies)
  const rate = (successes: number) => rateOf(successes, numStudies)
  return {
    rule: trial.rule,
    errors: trial.errors,
    // -0 is a number that JSON has not.
    effect: trial.effect + 0,
    onBoundary: trial.onBoundary,
    promised: trial.promised,
    ...(trial.nominal !== undefined && { nominal: trial.nominal }),
    ...(trial.truth !== undefined && { truth: trial.truth }),
    studies: numStudies,
    wrong: rate(count.wrong),
    power: rate(count.power),
    inconclusive: rate(count.inconclusive),
    coverage: count.intervals === numStudies ? rate(count.covered) : null,
    meanN: { mean: round(mean), lower: round(mean - Z * standardError), upper: round(mean + Z * standardError) }
  }
}

/** Above the nominal rate beyond Monte Carlo error. @example (not run) isAbove({ ...cell, wrong: rateOf(80, 1000) }) // true */
export function isAboveNominal(
  { wrong, studies, nominal }: Pick<Cell, 'wrong' | 'studies' | 'nominal'>,
  alpha = nominal ?? ALPHA
): boolean {
  return wrong.count / studies > alpha + SLACK * Math.sqrt((alpha * (1 - alpha)) / studies)
}

export function rateOf(count: number, studies: number): Rate {
  const { lower, upper } = wilson(count, studies, LEVEL)
  return { count, share: round(count / studies), lower: round(lower), upper: round(upper) }
}

/** Four digits are more than the simulation knows, and few enough to be the same on every machine. */
function round(value: number): number {
  return Number(value.toFixed(4))
}
