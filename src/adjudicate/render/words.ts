import { joined, type Line, words } from '../../document/document'
import { formatCount } from '../../text/format'
import type { AdjudicationReport } from './types'

/** Over what the error rate is shared: the family's other claims, which logs alone cannot judge, by name. */
export function familyWords({ groups, family, claim }: AdjudicationReport): Line {
  const over = words`Holm over ${formatCount(groups.length, 'group')}`
  if (family.length === 0) return over
  return words`${over} in the family ${claim.family} of ${family.length + 1} claims (${joined([claim.id, ...family], ', ')}; the others count as p = 1)`
}
