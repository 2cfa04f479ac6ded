import type { AnyVerdict } from '../judged'

/**
 * What holds at each of several settings: the verdict that all of them have. Where only its subtype differs, what the
 * subtypes have in common; where the outcome does, that it hangs on the settings.
 *
 * @param verdicts at least one, the first at the chosen settings
 * @param commonRefutation of verdicts that are all refuted, in ways that differ
 * @param hangs on which of the settings is taken
 */
export function commonVerdict<V extends AnyVerdict>(
  verdicts: readonly V[],
  commonRefutation: (verdicts: readonly V[]) => V,
  hangs: V & { readonly outcome: 'inconclusive' }
): V {
  const [first] = verdicts as readonly [V]
  if (verdicts.some(({ outcome }) => outcome !== first.outcome)) return hangs
  if (verdicts.every(({ subtype }) => subtype === first.subtype)) return first
  // Where nothing is decided at any of them, for whatever reason, that of the chosen settings is shown.
  return first.outcome === 'refuted' ? commonRefutation(verdicts) : first
}
