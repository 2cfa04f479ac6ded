import { renewHypothesis } from '../../../src/claims/oldNames'
import type { Claim } from '../../../src/kinds'
import { claimHash } from '../../../src/load/hash'
import { inspectClaims } from '../../../src/load/lint'
import { type LoadedClaims, loadClaims, resolveClaims } from '../../../src/load/load'
import { registrationState } from '../../../src/registration/registrationState'
import { readRegistrations } from '../../../src/registration/registrationsFile'
import { CLAIMS_ROOT } from '../claims/documents'

const registrations = readRegistrations(CLAIMS_ROOT)
const loaded = loadClaims(CLAIMS_ROOT)

function hashOf(claim: Claim, { experiments }: Pick<LoadedClaims, 'experiments'>): string {
  return claimHash(claim, claim.experiment === null ? null : experiments.get(claim.experiment)!)
}

describe('the committed registrations', () => {
  it('hold for every claim that is registered, as it is now', () => {
    const registered = loaded.claims.filter(({ id }) => registrations.has(id))
    expect(registered.length).toBeGreaterThanOrEqual(79)
    for (const claim of registered) {
      const experiment = claim.experiment === null ? null : loaded.experiments.get(claim.experiment)!
      const { state } = registrationState(claim, experiment, registrations)
      expect([claim.id, state]).toEqual([claim.id, 'registered'])
    }
  })

  it('keep their hashes where the kind of hypothesis kept its name', () => {
    const now = new Map(loaded.claims.map((claim) => [claim.id, hashOf(claim, loaded)]))
    const inForce = [...registrations].map(([id, history]) => ({ id, ...history.at(-1)! }))
    const renamed = inForce.filter(({ frozen }) => renewHypothesis(frozen) !== frozen).map(({ id }) => id)
    expect(renamed).toHaveLength(6)
    const kept = inForce.filter(({ id }) => !renamed.includes(id)).map(({ id, hash }) => [id, hash])
    expect(kept.map(([id]) => [id, now.get(id!)])).toEqual(kept)
  })

  it('do not depend on whether an assumption stands in a claim, in its experiment or in its source', () => {
    const documents = inspectClaims(CLAIMS_ROOT)
    const without = (document: (typeof documents.claims)[number]) => {
      const { assumptions: _, choices: __, ...value } = document.value as Record<string, unknown>
      return { ...document, value }
    }
    const stated = new Map(loaded.claims.map(({ id, source, assumptions }) => [id, { source, assumptions }]))
    /** Every claim states everything that holds for it; no experiment and no source states anything. */
    const inClaims = resolveClaims({
      ...documents,
      sources: [],
      figures: [],
      experiments: documents.experiments.map(without),
      claims: documents.claims.map((document) => {
        const value = document.value as { id: string; source: object }
        const { source, assumptions } = stated.get(value.id)!
        const own = { ...value.source, viaLocator: undefined, citation: source.citation, via: source.via }
        return { ...document, value: { ...value, source: own, assumptions } }
      })
    })
    expect(inClaims.claims).toEqual(loaded.claims)
    for (const claim of loaded.claims) {
      const moved = inClaims.claims.find(({ id }) => id === claim.id)!
      expect([claim.id, hashOf(moved, inClaims)]).toEqual([claim.id, hashOf(claim, loaded)])
    }

    /** Every experiment states what its claims do beside it, as far as topics allow; the claims state nothing. */
    const inExperiments = resolveClaims({
      ...documents,
      claims: documents.claims.map(without),
      experiments: documents.experiments.map((document) => {
        const value = document.value as { id: string }
        const assumptions = loaded.claims
          .filter(({ experiment }) => experiment === value.id)
          .flatMap((claim) => claim.assumptions)
        return { ...document, value: { ...value, assumptions } }
      })
    })
    expect(inExperiments.claims).not.toEqual(loaded.claims)
    for (const claim of loaded.claims) {
      const moved = inExperiments.claims.find(({ id }) => id === claim.id)!
      expect([claim.id, hashOf(moved, inExperiments)]).toEqual([claim.id, hashOf(claim, loaded)])
    }
  })
})
