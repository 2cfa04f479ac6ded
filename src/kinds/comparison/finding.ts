import type { LossFinding } from '../shared/lossFinding'
import type { Shown } from '../show'
import type { LogsVerdict } from './logs/types'
import type { AnyPaired, PairedHypothesis, RefutedSubtype } from './types'

/** As far as the verdict shows it. */
export function lossFinding({ claim, judgement: { verdict, analysis } }: Shown<AnyPaired>): LossFinding {
  return findingOf(claim.hypothesis, verdict, analysis.theta)
}

/** @param theta that was measured; null where it is not one number */
export function findingOf(
  { kind }: Pick<PairedHypothesis, 'kind'>,
  verdict: LogsVerdict,
  theta: number | null
): LossFinding {
  switch (verdict.outcome) {
    case 'reproduced':
      return REPRODUCED[kind]
    case 'below-margin':
      return 'lower by less than the margin'
    case 'refuted':
      if (verdict.subtype === null) return 'undecided'
      // That the arms differ does not say which way.
      if (verdict.subtype === 'different') return theta! < 0 ? 'lower' : 'higher'
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
  equivalent: 'alike',
  // Of where the losses end it says nothing.
  faster: 'undecided'
}

const REFUTED: Readonly<Record<Exclude<RefutedSubtype, 'different'>, LossFinding>> = {
  opposite: 'higher',
  higher: 'higher',
  'higher-by-less-than-margin': 'higher by less than the margin',
  equivalent: 'alike',
  'no-better': 'not lower',
  lower: 'lower'
}
