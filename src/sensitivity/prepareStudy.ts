import { gridSettings } from '../claims/grid'
import type { ClaimWith, Grid, Setting, Tuning } from '../claims/types'
import { InputError } from '../errors'
import { type Claim, isClaimOf } from '../kinds'
import { COMPARISONS } from '../kinds/comparison/comparisons'
import type { PairedHypothesis } from '../kinds/comparison/types'
import { DEFAULT_TUNING } from '../kinds/shared/resolve'
import { loadClaims } from '../load/load'
import { type Substitution, substituteData } from '../load/substituteData'
import { applyProfile, seedBudget } from '../runs/profiles'
import { type Experiment, runKindOf } from '../runs/runKinds'
import { minPairs } from '../stats/minPairs'
import { missingDataOf } from '../verify/missingData'
import { selectClaims } from '../verify/select'
import { type StudyChoices, studyChoices } from './studyChoices'
import type { SensitivityOptions } from './types'
import { resolveVariations, type StudyParts } from './variations'

/** A study before an engine is asked. */
export interface Study {
  readonly claim: ClaimWith<PairedHypothesis>
  readonly hypothesis: PairedHypothesis
  /** At the profile. */
  readonly experiment: Experiment
  readonly parts: StudyParts
  readonly size: number
  /** Pairs of the claim's own design: `--seeds`, the fixed number, or the first look of a claim that adds seeds. */
  readonly numPairs: number
  readonly settings: readonly Setting[]
  /** Pairs of a cell of the map: at least as many as Holm within the map needs to decide. */
  readonly numPairsPerCell: number
  readonly tuning: Tuning
  readonly choices: StudyChoices | null
  /** Pairs of the comparisons at the same alpha and at the same effective step. */
  readonly numPairsAtStep: number
  /** The dataset that another one stands in for, if any. */
  readonly substitutions: readonly Substitution[]
  readonly missingData: { readonly reason: string; readonly remedy: string } | null
}

/**
 * Loads the claim and lays out its study.
 *
 * @throws InputError for malformed claims, an unknown one, one that does not compare two arms, or variations that its
 *   experiment does not have
 */
export function prepareStudy(options: SensitivityOptions): Study {
  const { loaded, substitutions } = substituteData(loadClaims(options.claimsRoot), options.substitutions ?? {})
  const claim = requireComparison(oneClaim(selectClaims(loaded.claims, [options.claim]).named, options.claim))
  const { hypothesis } = claim
  const whole = claim.experiment === null ? undefined : loaded.experiments.get(claim.experiment)
  if (whole === undefined) throw noComparison(claim)
  const experiment = applyProfile(whole, options.profile)
  const choices = loaded.choices.get(whole.id) ?? []
  const topics = choices.map(({ topic }) => topic)
  const parts = resolveVariations(claim, experiment, options.by, options.size, topics)

  const budget = seedBudget(claim, whole, options.profile)
  const numPairs = options.seeds ?? (claim.decision.mode === 'fixed' ? budget.max : budget.min)
  const settings = gridSettings(gridOf(runKindOf(experiment).grid(experiment), parts.axes))
  const { alpha } = claim.decision
  const enoughFor = (numMembers: number) => options.seeds ?? Math.max(numPairs, minPairs(alpha / numMembers))
  const missingData = missingDataOf(experiment, loaded.datasets)
  return {
    claim,
    hypothesis,
    experiment,
    parts,
    size: options.size,
    numPairs,
    settings,
    numPairsPerCell: enoughFor(settings.length),
    tuning: hypothesis.tuning ?? DEFAULT_TUNING,
    choices:
      parts.topics.length === 0
        ? null
        : studyChoices(
            choices.filter(({ topic }) => parts.topics.includes(topic)),
            {
              hypothesis,
              experiment,
              profile: options.profile,
              settings: options.settings ?? (hypothesis.tuning === null ? 'base' : 'retuned'),
              numPairsOf: enoughFor
            }
          ),
    numPairsAtStep: enoughFor(2),
    substitutions: substitutions.filter(({ claims }) => claims.includes(claim.id)),
    missingData
  }
}

/** @throws InputError unless the claim compares two arms pair by pair */
export function requireComparison(claim: Claim): ClaimWith<PairedHypothesis> {
  if (isClaimOf(COMPARISONS, claim)) return claim
  throw noComparison(claim)
}

/** @throws InputError unless exactly one claim was named */
export function oneClaim(claims: readonly Claim[], name: string): Claim {
  const [claim, ...others] = claims
  if (claim !== undefined && others.length === 0) return claim
  throw new InputError('one claim is studied at a time', {
    expected: 'the id of one claim',
    received: `${name}: ${claims.map(({ id }) => id).join(', ')}`
  })
}

function noComparison(claim: Claim): InputError {
  return new InputError(`claim ${claim.id} does not compare two arms pair by pair`, {
    expected: 'a claim of the kind lower, not-lower, equivalent or faster about a classification experiment',
    received: claim.hypothesis.kind,
    remedy: 'claimcheck plan lists all claims'
  })
}

function gridOf(grid: Grid, axes: readonly string[]): Grid {
  return Object.fromEntries(axes.map((axis) => [axis, grid[axis]!]))
}
