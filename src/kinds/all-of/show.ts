import { type Line, list, table } from '../../document/document'
import { formatP } from '../../text/format'
import { withLevel } from '../shared/decisionWords'
import { countWords, type Effect } from '../shared/effect'
import { sharePlace } from '../shared/place'
import type { Show } from '../show'
import type { AllOfAnalysis, AllOfHypothesis, AllOfTypes } from './types'

export const allOfShow: Show<AllOfTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis), shown, false),
  effect: (_, analysis) => effectOf(analysis),
  // One row a claim that it is made of.
  samples: ({ judgement: { analysis } }) => {
    const rows = analysis.members.map(({ claim, p, outcome, outcomeAtShare }) => [
      claim,
      formatP(p),
      outcome,
      outcomeAtShare
    ])
    return table(['claim', 'p', 'at alpha_j', 'at alpha_j over their number'], rows, [1])
  },
  numbers: ({ judgement: { p } }) => list([`p = ${formatP(p)}.`]),
  // Its members have figures of their own.
  place: (_, { members }) => sharePlace(numReproduced(members), members.length)
}

function rule({ claims }: AllOfHypothesis): Line {
  return `Reproduced when each of the ${claims.length} claims is at alpha_j (all have to hold, so none is corrected for the others); refuted when at least one is at alpha_j/${claims.length}; below-margin when each is reproduced or below-margin at alpha_j and one is short of its margin at alpha_j/${claims.length}; inconclusive otherwise. p is the smallest alpha_j at which that all hold is decided, whichever way.`
}

function effectOf({ members }: AllOfAnalysis): Effect {
  const words = countWords(numReproduced(members), members.length, 'claims')
  return { unit: 'claims', value: null, interval: null, n: null, words }
}

function numReproduced(members: AllOfAnalysis['members']): number {
  return members.filter(({ outcome }) => outcome === 'reproduced').length
}
