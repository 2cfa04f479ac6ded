import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ProfileName, Setting } from '../../../src/claims/types'
import { datasetDigest } from '../../../src/data/digest'
import type { Claim } from '../../../src/kinds'
import { claimHash, frozenClaim } from '../../../src/load/hash'
import type { LoadedClaims } from '../../../src/load/load'
import type { Registration } from '../../../src/registration/types'
import type { ClassificationExperiment } from '../../../src/runs/classification/types'
import { applyProfile } from '../../../src/runs/profiles'
import { resolveRunSpec } from '../../../src/runs/resolveRunSpec'
import type { RunSpec } from '../../../src/runs/runKinds'
import type { EngineIdentity } from '../../../src/runs/types'
import { RunStore } from '../../../src/store/store'
import { claim, classificationExperiment, TFJS_IDENTITY } from '../../support/builders'
import { SAMPLE_ENVIRONMENT } from '../store/sampleRun'

export const CLAIM = claim({ id: 'toy/first' })
export const EXPERIMENT = classificationExperiment({ profiles: { quick: { departure: 'fewer epochs', epochs: 1 } } })

export function loaded(...claims: readonly Claim[]): LoadedClaims {
  const experiments = new Map([[EXPERIMENT.id, EXPERIMENT]])
  return { claims, experiments, choices: new Map(), datasets: new Map(), figures: [], origins: new Map() }
}

export function registration(of: Claim = CLAIM, overrides: Partial<Registration> = {}): Registration {
  return {
    hash: claimHash(of, EXPERIMENT),
    registeredAt: '2026-01-31T12:00:00.000Z',
    commit: null,
    why: null,
    frozen: frozenClaim(of, EXPERIMENT),
    ...overrides
  }
}

/** A folder with a claims root and a store, removed by `remove`. */
export class Place {
  readonly root = mkdtempSync(path.join(tmpdir(), 'claimcheck-registration-'))
  readonly store = new RunStore(path.join(this.root, 'store'))

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5 })
  }

  /** Puts a run of the experiment into the store, as an engine would. */
  addRun(seed: number, choice: { profile?: ProfileName; setting?: Setting; engine?: EngineIdentity } = {}): RunSpec {
    const spec = runSpec(seed, choice)
    this.store.write({ spec, status: { kind: 'completed' }, metrics: {} }, SAMPLE_ENVIRONMENT)
    return spec
  }
}

export function runSpec(
  seed: number,
  {
    profile = 'paper',
    setting = {},
    engine = TFJS_IDENTITY
  }: { profile?: ProfileName; setting?: Setting; engine?: EngineIdentity } = {}
): RunSpec {
  const experiment: ClassificationExperiment = applyProfile(EXPERIMENT, profile)
  const choice = { arm: 'adam', setting, seed, initialPoint: null }
  return resolveRunSpec(experiment, choice, engine, datasetDigest('digits'))
}
