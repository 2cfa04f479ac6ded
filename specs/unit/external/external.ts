import type { ExternalClaim, ExternalEffect, ExternalFile, ExternalGroup } from '../../../src/external/types'
import type { Claim } from '../../../src/kinds'
import type { PairedHypothesis } from '../../../src/kinds/comparison/types'
import { claimHash } from '../../../src/load/hash'
import { claim, LOWER } from '../../support/builders'

/** External evidence of a claim that is made up here. */

export const SUBJECT: Claim = claim({
  id: 'logs/not-lower',
  source: { ...claim().source, key: 'logs' },
  experiment: null,
  family: 'logs',
  hypothesis: { ...LOWER, kind: 'not-lower' },
  logs: { where: {}, about: ['toy-logreg'], expected: null }
})

const RUNS = { control: 10, treatment: 10, controlFailures: 1, treatmentFailures: 0 }

export function externalEffect(theta: number, halfWidth: number): ExternalEffect {
  return { theta, interval: { lower: theta - halfWidth, upper: theta + halfWidth, level: 0.95 }, p: 0.01 }
}

export function externalGroup(overrides: Partial<ExternalGroup> = {}): ExternalGroup {
  return {
    group: {},
    outcome: 'reproduced',
    subtype: null,
    alphaJ: 0.05,
    sentence: 'It is higher.',
    effect: externalEffect(0.1, 0.02),
    across: null,
    resolution: null,
    runs: RUNS,
    settingsUsed: 2,
    settings: 2,
    directions: { below: 0, above: 2 },
    strata: [
      { setting: { lr: 0.1 }, outcome: 'reproduced', subtype: null, effect: externalEffect(0.1, 0.03), runs: RUNS }
    ],
    tuned: null,
    ...overrides
  }
}

export function externalClaim(overrides: Partial<ExternalClaim> = {}): ExternalClaim {
  return {
    id: SUBJECT.id,
    hash: claimHash(SUBJECT, null),
    source: 'logs',
    hypothesis: SUBJECT.hypothesis as PairedHypothesis,
    about: ['toy-logreg'],
    where: {},
    outcome: 'reproduced',
    subtype: null,
    alpha: 0.05,
    familySize: 1,
    groups: [externalGroup()],
    warnings: [],
    ...overrides
  }
}

export function externalFile(claims: readonly ExternalClaim[] = [externalClaim()]): ExternalFile {
  return {
    format: 'claimcheck-external-evidence',
    formatVersion: 2,
    scope: 'The runs of these logs.',
    evidence: { description: null, digest: 'e'.repeat(64), numFiles: 20 },
    mapping: { digest: 'd'.repeat(64) },
    claims
  }
}
