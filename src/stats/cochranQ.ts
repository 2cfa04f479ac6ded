import cephes from 'cephes'
import { weighted } from './pauleMandel'
import type { StudyEffect } from './randomEffects'

/** Share of the largest number that stands for a standard error of 0, which would weigh without limit. */
const LEAST_ERROR = 1e-9

/** exp(-700) is still a number. */
const UNDERFLOW = 700

/**
 * Whether effects that were measured in several places are one: Cochran's Q, their weighted sum of squares about the
 * weighted mean, chi-square with K - 1 degrees of freedom where they are.
 *
 * @param studies at least 2, of finite numbers; p is rough where standard errors are those of a few runs
 * @returns p, small where they differ by more than their errors
 * @example cochranQ([{ effect: 1, standardError: 1 }, { effect: 3, standardError: 1 }]) // 0.15729920705028522
 * @see Cochran 1954
 */
export function cochranQ(studies: readonly StudyEffect[]): number {
  const effects = studies.map(({ effect }) => effect)
  const least = LEAST_ERROR * Math.max(...studies.flatMap((study) => [Math.abs(study.effect), study.standardError]))
  if (least === 0) return 1
  const variances = studies.map(({ standardError }) => Math.max(standardError, least) ** 2)
  const { q } = weighted(effects, variances, 0)
  return cephes.igamc((studies.length - 1) / 2, Math.min(q / 2, UNDERFLOW))
}
