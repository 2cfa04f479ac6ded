import { existsSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import type { Claim } from '../../../src/kinds'
import { claimHash } from '../../../src/load/hash'
import { runKey } from '../../../src/plan/runKey'
import { type RegisterOptions, registerClaims } from '../../../src/registration/registerClaims'
import { REGISTRATIONS_FILE, readRegistrations } from '../../../src/registration/registrationsFile'
import { CLAIM, EXPERIMENT, loaded, Place } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

const FIRST = new Date('2026-01-31T12:00:00.000Z')
const LATER = new Date('2026-02-28T12:00:00.000Z')

function register(claims: readonly Claim[], options: Partial<RegisterOptions> = {}) {
  const { root, store } = place
  const complete = { claimsRoot: root, storeFolder: store.folder, amend: null, now: FIRST, ...options }
  return registerClaims(loaded(...claims), claims, complete)
}

const moved = { ...CLAIM, decision: { ...CLAIM.decision, alpha: 0.1 } }
const other = { ...CLAIM, id: 'toy/other' }

describe('registerClaims', () => {
  it('freezes what decides the claim, with hash, time and content', () => {
    expect(register([CLAIM])).toMatchObject([{ kind: 'registered', claim: { id: CLAIM.id } }])
    expect(readRegistrations(place.root).get(CLAIM.id)).toEqual([
      {
        hash: claimHash(CLAIM, EXPERIMENT),
        registeredAt: FIRST.toISOString(),
        commit: null,
        why: null,
        frozen: expect.objectContaining({
          hypothesis: CLAIM.hypothesis,
          decision: CLAIM.decision,
          family: CLAIM.family
        })
      }
    ])
  })

  it('leaves a registered claim as it is, with or without runs', () => {
    register([CLAIM])
    place.addRun(0)
    const before = readRegistrations(place.root)
    expect(register([CLAIM], { now: LATER, amend: { why: 'x' } })).toMatchObject([
      { kind: 'unchanged', registration: { registeredAt: FIRST.toISOString() } }
    ])
    expect(readRegistrations(place.root)).toEqual(before)
  })

  it('refuses a claim of which the store holds a run, says which, and writes nothing', () => {
    const key = runKey(place.addRun(7, { profile: 'quick' }))
    const [outcome] = register([CLAIM])
    expect(outcome).toMatchObject({ kind: 'refused', error: expect.any(InputError) })
    const message = outcome?.kind === 'refused' ? outcome.error.message : ''
    expect(message).toContain(`run ${key.slice(0, 12)}: adam, seed 7, a judgement run of profile quick`)
    expect(message).toContain(place.store.fileOf(key))
    expect(existsSync(path.join(place.root, REGISTRATIONS_FILE))).toBe(false)
  })

  it('registers those that it can', () => {
    place.addRun(0)
    const untouched = {
      ...other,
      hypothesis: { kind: 'arithmetic', expression: '1', low: 1, high: 1 },
      experiment: null
    } as Claim
    expect(register([CLAIM, untouched]).map(({ kind }) => kind)).toEqual(['refused', 'registered'])
    expect([...readRegistrations(place.root).keys()]).toEqual([other.id])
  })

  it('refuses a claim that was changed, shows the difference and how to amend', () => {
    register([CLAIM])
    const [outcome] = register([moved])
    const message = outcome?.kind === 'refused' ? outcome.error.message : ''
    expect(message).toMatch(/\$\.decision\.alpha is 0\.1, registered was 0\.05/)
    expect(message).toMatch(/--amend --why/)
    expect(readRegistrations(place.root).get(CLAIM.id)).toHaveLength(1)
  })

  it('amends with a reason and keeps the history', () => {
    register([CLAIM])
    expect(register([moved], { amend: { why: ' a typing error ' }, now: LATER })).toMatchObject([
      { kind: 'amended', differences: [{ path: '$.decision.alpha' }] }
    ])
    expect(readRegistrations(place.root).get(CLAIM.id)).toMatchObject([
      { hash: claimHash(CLAIM, EXPERIMENT), why: null },
      { hash: claimHash(moved, EXPERIMENT), registeredAt: LATER.toISOString(), why: 'a typing error' }
    ])
  })

  it('amends no claim that was run, since its outcome may be the reason', () => {
    register([CLAIM])
    place.addRun(0)
    expect(register([moved], { amend: { why: 'better so' } })).toMatchObject([{ kind: 'refused' }])
    expect(readRegistrations(place.root).get(CLAIM.id)).toHaveLength(1)
  })

  it('needs words for a reason', () => {
    expect(() => register([CLAIM], { amend: { why: ' ' } })).toThrow(InputError)
  })

  it('keeps its history in order under a clock that was set back', () => {
    register([CLAIM], { now: LATER })
    register([moved], { amend: { why: 'x' }, now: FIRST })
    expect(readRegistrations(place.root).get(CLAIM.id)?.[1]?.registeredAt).toBe(LATER.toISOString())
  })

  it('keeps the registrations of other claims', () => {
    register([other])
    register([CLAIM], { now: LATER })
    expect([...readRegistrations(place.root).keys()]).toEqual([CLAIM.id, other.id])
  })
})
