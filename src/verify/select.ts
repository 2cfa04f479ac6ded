import { closest, distance } from 'fastest-levenshtein'
import { InputError } from '../errors'
import { type Claim, partsOf } from '../kinds'

/** Claims that were named, and those without which they cannot be judged. */
export interface SelectedClaims {
  readonly named: readonly Claim[]
  /**
   * The rest of the families and the claims that an `all-of` claim names. A family is judged as a whole: Holm's level
   * for one claim depends on the others' p values. So they run too, and a claim's verdict is the same whatever else was
   * named.
   */
  readonly familyMembers: readonly Claim[]
}

/**
 * Finds claims by id, by folder or by pattern.
 *
 * @param names ids (`my-paper/first-claim`), a source (`my-paper`), or patterns with `*`; empty for all claims
 * @throws InputError for a name that matches nothing, with the nearest id
 */
export function selectClaims(claims: readonly Claim[], names: readonly string[]): SelectedClaims {
  if (names.length === 0) return { named: claims, familyMembers: [] }
  const named = new Set<Claim>()
  for (const name of names) {
    const matches = claims.filter((claim) => matcher(name).test(claim.id))
    if (matches.length === 0) throw unknownClaim(name, claims)
    for (const claim of matches) named.add(claim)
  }
  const needed = withCompanions(claims, named)
  return {
    named: claims.filter((claim) => named.has(claim)),
    familyMembers: claims.filter((claim) => !named.has(claim) && needed.has(claim))
  }
}

function withCompanions(claims: readonly Claim[], named: ReadonlySet<Claim>): ReadonlySet<Claim> {
  const needed = new Set(named)
  // A set visits what is added to it while it is visited.
  for (const chosen of needed) {
    const parts = partsOf(chosen)
    for (const claim of claims) if (claim.family === chosen.family || parts.includes(claim.id)) needed.add(claim)
  }
  return needed
}

function matcher(name: string): RegExp {
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = name.split('*').map(literal).join('.*')
  return new RegExp(name.includes('/') ? `^${pattern}$` : `^${pattern}(/.*)?$`)
}

function unknownClaim(name: string, claims: readonly Claim[]): InputError {
  const ids = claims.map((claim) => claim.id)
  const nearest = ids.length === 0 ? null : closest(name, ids)
  const near = nearest !== null && distance(name, nearest) <= Math.max(3, name.length / 2)
  return new InputError(`no claim is called ${JSON.stringify(name)}`, {
    expected: ids.length === 0 ? 'a claim; the claims folder holds none' : `one of ${ids.join(', ')}`,
    remedy: near ? `did you mean ${nearest}?` : 'claimcheck plan lists all claims'
  })
}
