import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inspectMapping } from '../../../src/adjudicate/mapping/loadMapping'
import { loadExternal, parseExternal } from '../../../src/external/loadExternal'
import { sha256 } from '../../../src/json/canonical'
import { KINDS_FROM_LOGS } from '../../../src/kinds'
import type { PairedHypothesis } from '../../../src/kinds/comparison/types'
import { loadClaims } from '../../../src/load/load'
import { CLAIMS_ROOT } from '../claims/documents'

/** The project's own external evidence: what the claims came to on logs that are not here. */

const { claims } = loadClaims(CLAIMS_ROOT)
const folder = path.join(CLAIMS_ROOT, 'external')
const names = readdirSync(folder)
const read = (name: string) => readFileSync(path.join(folder, name))
const mappings = path.join(CLAIMS_ROOT, 'mappings')

it('is of the claims as they are, and holds every claim that only logs decide', () => {
  const adjudicated = loadExternal(CLAIMS_ROOT, [], claims).flatMap((file) => file.claims.map(({ id }) => id))
  const fromLogs = claims.filter(
    ({ experiment, hypothesis: { kind } }) =>
      experiment === null && (KINDS_FROM_LOGS as readonly string[]).includes(kind)
  )
  expect(fromLogs.length).toBeGreaterThanOrEqual(4)
  expect(adjudicated).toEqual(expect.arrayContaining(fromLogs.map(({ id }) => id)))
})

describe.each(names)('%s', (name) => {
  const content = parseExternal(name, read(name))

  it('was read by the mapping of the same name, which is one for each of its claims', () => {
    const bytes = readFileSync(path.join(mappings, name))
    expect(content.mapping.digest).toBe(sha256(bytes))
    for (const { hypothesis } of content.claims) {
      expect(inspectMapping(name, bytes, hypothesis as PairedHypothesis).problems).toEqual([])
    }
  })

  it('came to the expected outcomes', () => {
    for (const { id, outcome, subtype } of content.claims) {
      const registered = claims.find((claim) => claim.id === id)?.logs?.expected
      expect({ id, outcome, subtype }).toEqual({ id, outcome: registered?.outcome, subtype: registered?.subtype })
    }
  })

  it('holds no value of a single run: no effect is of fewer than two runs an arm', () => {
    const parts = content.claims.flatMap(({ groups }) =>
      groups.flatMap((group) => [group, ...group.strata, ...(group.tuned === null ? [] : [group.tuned])])
    )
    for (const { effect, runs } of parts.filter((part) => part.effect !== null)) {
      expect(runs.control - runs.controlFailures).toBeGreaterThanOrEqual(2)
      expect(runs.treatment - runs.treatmentFailures).toBeGreaterThanOrEqual(2)
      expect(effect!.interval.lower).toBeLessThan(effect!.theta)
    }
    expect(read(name).toString()).not.toMatch(/train_log\.yaml|"origin"|"value"/)
  })
})
