import { studentTQuantile, studentTTwoSidedP } from './distributions'
import type { Interval } from './interval'
import { pauleMandel, weighted } from './pauleMandel'
import { unitScale } from './unitScale'

/** An effect that was measured in one of several studies, or at one of several settings. */
export interface StudyEffect {
  readonly effect: number
  /** >= 0. */
  readonly standardError: number
}

export interface RandomEffects {
  /** Estimated mean of the effects of studies like these. */
  readonly mean: number
  /** Estimated standard deviation of their true effects. */
  readonly tau: number
  /** Of the mean, two-sided. */
  p(reference: number): number
  /** Distance of the mean from a reference in standard errors, Student's t with K - 1 degrees of freedom. */
  t(reference: number): number
  /** Of the mean. */
  interval(level: number): Interval
  /** Of the true effect in one further study. */
  prediction(level: number): Interval
}

/** Share of the largest spread that stands for a standard error of 0, which would weigh without limit. */
const LEAST_ERROR = 1e-9

/**
 * Random effects by Hartung, Knapp, Sidik and Jonkman: studies' true effects scatter about their mean with a variance
 * tau^2 (Paule and Mandel's), and m +- t_{K-1} sqrt(q/sum w) is the mean's interval, q = Q/(K - 1) but never below 1, so
 * that studies which agree by chance do not make it narrower than their own errors allow. At Paule and Mandel's tau^2 > 0
 * q is 1. A further study's effect lies in m +- t_{K-1} sqrt(tau^2 + q/sum w), which is exact where standard errors are
 * 0. Assumed: effects that are independent, alike a priori and normal about their mean, and known standard errors.
 *
 * @param studies at least 2
 * @throws RangeError with fewer, or where an effect or a standard error is not finite
 * @example randomEffects([{ effect: 1, standardError: 0 }, { effect: 2, standardError: 0 }, { effect: 3, standardError: 0 }]).interval(0.95)
 * // { lower: -0.4841..., upper: 4.4841..., level: 0.95 }: the t interval of 1, 2, 3
 * @see Hartung & Knapp 2001; Sidik & Jonkman 2002; Röver, Knapp & Friede 2015 (q at least 1); Higgins, Thompson &
 *   Spiegelhalter 2009 and IntHout et al. 2016 (prediction, K - 1 degrees of freedom)
 */
export function randomEffects(studies: readonly StudyEffect[]): RandomEffects {
  if (studies.length < 2) throw new RangeError('random effects of fewer than 2 studies')
  if (!studies.every(({ effect, standardError }) => Number.isFinite(effect) && Number.isFinite(standardError))) {
    throw new RangeError('random effects of numbers that are not finite')
  }
  const origin = studies[0]!.effect
  const numbers = [...studies.map(({ effect }) => effect - origin), ...studies.map((study) => study.standardError)]
  // A power of two, so that no square overflows or vanishes.
  const largest = Math.max(...numbers.map(Math.abs))
  const scaled = unitScale(numbers)
  const unit = largest === 0 ? 1 : largest / Math.max(...scaled.map(Math.abs))
  const effects = scaled.slice(0, studies.length)
  const variances = scaled.slice(studies.length).map((error) => Math.max(error, LEAST_ERROR) ** 2)
  const tau2 = largest === 0 ? 0 : pauleMandel(effects, variances)
  const { mean, total, q } = weighted(effects, variances, tau2)
  const df = studies.length - 1
  const variance = largest === 0 ? 0 : Math.max(1, q / df) / total
  const around = (level: number, of: number): Interval => {
    const halfWidth = -studentTQuantile((1 - level) / 2, df) * Math.sqrt(of)
    return { lower: origin + unit * (mean - halfWidth), upper: origin + unit * (mean + halfWidth), level }
  }
  const t = (reference: number) => {
    const distance = origin + unit * mean - reference
    return distance === 0 ? 0 : distance / (unit * Math.sqrt(variance))
  }
  return {
    t,
    p: (reference) => studentTTwoSidedP(t(reference), df),
    mean: origin + unit * mean,
    tau: unit * Math.sqrt(tau2),
    interval: (level) => around(level, variance),
    prediction: (level) => around(level, tau2 + variance)
  }
}
