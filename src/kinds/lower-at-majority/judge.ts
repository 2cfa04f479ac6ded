import { isDecision } from '../../claims/outcomes'
import { settingText } from '../../claims/settingText'
import type { ClaimWith, OutcomeName } from '../../claims/types'
import { mean, sampleStandardDeviation } from '../../stats/describe'
import { holm } from '../../stats/holm'
import { minPairs } from '../../stats/minPairs'
import { comparisonSample, primaryTest } from '../comparison/comparisonVerdict'
import { bothTrained, countFailures } from '../comparison/failures'
import { deltaOf, NoLogarithmError, type PairEffect, pairEffect } from '../comparison/pairEffect'
import { pairedWarnings } from '../comparison/pairedWarnings'
import type { ComparisonHypothesis, PairedEvidence } from '../comparison/types'
import type { AnyVerdict, Judgeable, SeedPlan } from '../judged'
import { allReasons, otherNumberOfSeeds } from '../shared/judgeable'
import { requireFixed } from '../shared/requireFixed'
import { mapScatterWarnings, scatterOf } from '../shared/scatter'
import { majorityOf } from './majority'
import { settingHypothesis } from './settingHypothesis'
import { type SettingSample, settingsPs, settingsVerdict, settingVerdict } from './settingsVerdict'
import type {
  SettingAnalysis,
  SettingCounts,
  SettingsAnalysis,
  SettingsEvidence,
  SettingsHypothesis,
  SettingsTypes
} from './types'

/**
 * Prepares a claim over a whole map for its family: one hypothesis with one p, the smallest level at which the map is
 * decided, whichever way. What is said of the single settings is exploratory: Holm's procedure over the map, at the
 * level that the family leaves for the claim.
 *
 * @param seeds that the claim states at this profile
 * @throws InputError where the claim would have seeds added
 */
export function judgeSettings(
  claim: ClaimWith<SettingsHypothesis>,
  evidence: SettingsEvidence,
  seeds: SeedPlan
): Judgeable<SettingsTypes> {
  requireFixed(claim)
  const { hypothesis } = claim
  const lower = settingHypothesis(hypothesis)
  const effect = pairEffect(claim, lower)
  const { cells } = evidence
  const samples = cells.map((cell) => sampleOf(lower, cell, effect))
  const numPairs = Math.max(...cells.map(({ pairs }) => pairs.length))
  const verdictAt = (alpha: number) => settingsVerdict(samples, alpha).verdict
  const ps = settingsPs(samples)
  const p = ps === null ? null : Math.min(ps.lower, ps.notLower, ps.opposite)
  return {
    evidence,
    p,
    looks: null,
    isDecided: (alpha) => isDecision(verdictAt(alpha)),
    verdict: verdictAt,
    judge: (alpha) => {
      const { verdict, failing, ...shown } = settingsVerdict(samples, alpha)
      const settings = eachSetting(cells, samples, alpha)
      const analysis: SettingsAnalysis = {
        kind: 'settings',
        numPairs,
        numSettings: cells.length,
        minPairs: minPairs(alpha / majorityOf(cells.length)),
        delta: deltaOf(hypothesis.margin),
        lower: { ...shown.lower, p: ps?.lower ?? null },
        notLower: { ...shown.notLower, p: ps?.notLower ?? null },
        opposite: { ...shown.opposite, p: ps?.opposite ?? null },
        lowerAtAll: { ...shown.lowerAtAll, p: ps?.lowerAtAll ?? null },
        failing,
        counts: countSettings(settings),
        settings,
        warnings: [...mapWarnings(lower, cells), ...scatterNotes(samples)]
      }
      const provisionalWhy = allReasons(otherNumberOfSeeds(numPairs, seeds.max), tooFewWhy(analysis, verdict))
      return { verdict, analysis, provisionalWhy, p, open: false }
    }
  }
}

/** What one setting's losses lack must not stop the others. */
function sampleOf(hypothesis: ComparisonHypothesis, { pairs }: PairedEvidence, effect: PairEffect): SettingSample {
  try {
    return comparisonSample(hypothesis, pairs, effect)
  } catch (error) {
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}

/**
 * What each setting shows by itself: Holm's procedure over them, at alpha together.
 *
 * @param cells of the settings, in the order of their samples
 */
export function eachSetting(
  cells: readonly PairedEvidence[],
  samples: readonly SettingSample[],
  alpha: number
): SettingAnalysis[] {
  const pValues = samples.map((sample) => (sample === null ? null : (primaryTest(sample)?.p ?? null)))
  const decisions = holm(
    pValues.map((p) => p ?? 1),
    alpha,
    (place, level) => isDecision(settingVerdict(samples[place]!, level))
  )
  return cells.map(({ pairs, treatment: { setting } }, index) => {
    const sample = samples[index]!
    const { alphaJ } = decisions[index]!
    const failures = countFailures(pairs)
    const values = sample?.location.values ?? []
    return {
      setting,
      numPairs: pairs.filter(bothTrained).length,
      controlFailures: failures.control,
      treatmentFailures: failures.treatment,
      theta: values.length < 2 ? null : mean(values),
      standardDeviation: values.length < 2 ? null : sampleStandardDeviation(values),
      interval: sample === null || values.length < 2 ? null : sample.location.interval(alphaJ),
      p: pValues[index]!,
      verdict: settingVerdict(sample, alphaJ)
    }
  })
}

/** By what they come to. */
export function countSettings(settings: readonly SettingAnalysis[]): SettingCounts {
  const count = (name: OutcomeName) => settings.filter(({ verdict }) => verdict.outcome === name).length
  return {
    lower: count('reproduced'),
    notLower: count('refuted'),
    belowMargin: count('below-margin'),
    undecided: count('inconclusive'),
    notEvaluable: count('not-evaluable')
  }
}

function tooFewWhy(analysis: SettingsAnalysis, verdict: AnyVerdict): string | null {
  const short = shortSettings(analysis, verdict)
  if (short.length === 0) return null
  const { minPairs: needed, numSettings } = analysis
  const fewest = Math.min(...short.map(({ numPairs }) => numPairs))
  return `the exact test can decide a setting from ${needed} pairs on, and at ${short.length} of ${numSettings} fewer trained in both arms, ${fewest} at the least`
}

/** Settings that have too few pairs to show anything and could tip a map that is not decided. */
export function shortSettings(
  {
    settings,
    minPairs: needed,
    lower,
    notLower
  }: Pick<SettingsAnalysis, 'settings' | 'minPairs' | 'lower' | 'notLower'>,
  verdict: AnyVerdict
): readonly SettingAnalysis[] {
  if (isDecision(verdict)) return []
  // Runs that fail do so whatever their number, and no further pair gives a loss of 0 a logarithm.
  const short = settings.filter(
    ({ numPairs, verdict: { subtype } }) =>
      numPairs < needed && subtype !== 'too-many-failures' && subtype !== 'no-logarithm'
  )
  return [lower, notLower].some((each) => each.shown + short.length >= each.needed) ? short : []
}

/** Of all settings together. */
export function scatterNotes(samples: readonly SettingSample[]): string[] {
  return mapScatterWarnings(samples.map((sample) => scatterOf(sample?.location.values ?? [])))
}

/** Each warning with the settings that it is about, once where it is about them all. @param nameOf a setting */
export function mapWarnings(
  hypothesis: ComparisonHypothesis,
  cells: readonly PairedEvidence[],
  nameOf: (cell: PairedEvidence, index: number) => string = ({ treatment }) => settingText(treatment.setting)
): string[] {
  const places = new Map<string, string[]>()
  for (const [index, cell] of cells.entries()) {
    for (const warning of pairedWarnings(hypothesis, cell, null, null)) {
      places.set(warning, [...(places.get(warning) ?? []), nameOf(cell, index)])
    }
  }
  return [...places].map(([warning, settings]) =>
    settings.length === cells.length ? warning : `at ${settings.join(' and at ')}: ${warning}`
  )
}
