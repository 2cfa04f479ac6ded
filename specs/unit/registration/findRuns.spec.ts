import { readFileSync, writeFileSync } from 'node:fs'
import { runKey } from '../../../src/plan/runKey'
import { findRuns } from '../../../src/registration/findRuns'
import { SCALAR_IDENTITY } from '../../support/builders'
import { SAMPLE_ENVIRONMENT } from '../store/sampleRun'
import { CLAIM, loaded, Place, runSpec } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

const other = { ...CLAIM, id: 'toy/other' }
const search = () => findRuns([CLAIM, other], loaded(CLAIM, other), place.store)

describe('findRuns', () => {
  it('finds nothing in a store that does not exist, or holds other runs', () => {
    expect(search()).toEqual(new Map())
    place.addRun(99)
    expect(search()).toEqual(new Map())
  })

  it('finds a run by whatever engine, for every claim that needs it', () => {
    const spec = place.addRun(3, { profile: 'quick', engine: { ...SCALAR_IDENTITY, version: 'another release' } })
    const found = search()
    expect([...found.keys()]).toEqual([CLAIM.id, other.id])
    expect(found.get(CLAIM.id)).toMatchObject({
      key: runKey(spec),
      file: place.store.fileOf(runKey(spec)),
      profile: 'quick',
      role: { arm: 'adam', seed: 3, purpose: 'judgement' }
    })
  })

  it('answers with the first key of several, always the same', () => {
    const keys = [0, 1, 2, 3, 4].map((seed) => runKey(place.addRun(seed))).sort()
    expect(search().get(CLAIM.id)?.key).toBe(keys[0])
  })

  it('counts no failure of the machine and no damaged record', () => {
    place.store.write({ spec: runSpec(0), status: { kind: 'failed', reason: 'disk' }, metrics: {} }, SAMPLE_ENVIRONMENT)
    const file = place.store.fileOf(runKey(place.addRun(1)))
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100))
    expect(search()).toEqual(new Map())
  })
})
