import type { LossFinding } from '../shared/lossFinding'
import type { Shown } from '../show'
import { claimedSide } from './claimedSide'
import type { LogsVerdict } from './logs/types'
import type { AnyPaired, PairedHypothesis, RefutedSubtype } from './types'

/** As far as the verdict shows it. */
export function lossFinding({ claim, judgement: { verdict, analysis } }: Shown<AnyPaired>): LossFinding {
  return findingOf(claim.hypothesis, verdict, analysis.theta)
}

/** @param theta that was measured; null where it is not one number */
export function findingOf(
  hypothesis: Pick<PairedHypothesis, 'kind'>,
  verdict: LogsVerdict,
  theta: number | null
): LossFinding {
  switch (verdict.outcome) {
    case 'reproduced':
      return REPRODUCED[hypothesis.kind]
    case 'below-margin':
      return claimedSide(hypothesis) < 0 ? 'lower by less than the margin' : 'higher by less than the margin'
    case 'refuted':
      if (verdict.subtype === null) return 'undecided'
      // That the arms differ does not say which way.
      if (verdict.subtype === 'different') return theta! < 0 ? 'lower' : 'higher'
      // At least it is not what was claimed.
      if (verdict.subtype === 'no-better') return claimedSide(hypothesis) < 0 ? 'not lower' : 'not higher'
      if (verdict.subtype === 'opposite') return claimedSide(hypothesis) < 0 ? 'higher' : 'lower'
      return REFUTED[verdict.subtype]
    case 'inconclusive':
    case 'not-evaluable':
      return 'undecided'
    default:
      return verdict satisfies never
  }
}

const REPRODUCED: Readonly<Record<PairedHypothesis['kind'], LossFinding>> = {
  lower: 'lower',
  'not-lower': 'not lower',
  higher: 'higher',
  'not-higher': 'not higher',
  equivalent: 'alike',
  // Of where the losses end it says nothing.
  faster: 'undecided'
}

const REFUTED: Readonly<Record<Exclude<RefutedSubtype, 'different' | 'opposite' | 'no-better'>, LossFinding>> = {
  higher: 'higher',
  'higher-by-less-than-margin': 'higher by less than the margin',
  'lower-by-less-than-margin': 'lower by less than the margin',
  equivalent: 'alike',
  lower: 'lower'
}
