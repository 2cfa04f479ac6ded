import type { AuditedPlace, ClaimAudit, RecordsAudit } from '../../../../src/report/audit/types'
import { SAMPLE_ENVIRONMENT, sampleSpec } from '../../store/sampleRun'

const { claimcheck, node, platform, cpu } = SAMPLE_ENVIRONMENT
const MACHINE = { claimcheck, node, platform, cpu }
const PLACE: AuditedPlace = { engine: sampleSpec(0).engine, machine: MACHINE }
const ELSEWHERE: AuditedPlace = { engine: PLACE.engine, machine: { ...MACHINE, cpu: 'another processor' } }

/** An audit of an archive with a run of every outcome. */
export function recordsAudit(): RecordsAudit {
  const head = { recorded: PLACE, here: PLACE, what: null, largest: 0 }
  return {
    format: 'claimcheck-audit',
    formatVersion: 1,
    machine: MACHINE,
    of: 'records',
    records: { records: 9, digest: 'd'.repeat(64) },
    sample: 4,
    seed: 3,
    tolerance: 0.01,
    runs: [
      { ...head, key: '1'.repeat(64), run: 'first seed=0', outcome: 'same' },
      {
        ...head,
        key: '2'.repeat(64),
        run: 'second seed=1',
        outcome: 'within-tolerance',
        here: ELSEWHERE,
        what: 'x at step 20 is 0.25, stored was 0.2501',
        largest: 0.0004
      },
      {
        ...head,
        key: '3'.repeat(64),
        run: 'third seed=2',
        outcome: 'different',
        what: 'its status is {"kind":"completed"}, stored was {"kind":"diverged"}',
        largest: null
      },
      {
        ...head,
        key: '4'.repeat(64),
        run: 'fourth seed=3',
        outcome: 'could-not-run',
        here: null,
        what: 'no data',
        largest: null
      }
    ]
  }
}

/** An audit of a claim whose runs ignore their seed. */
export function claimAudit(): ClaimAudit {
  const key = '5'.repeat(64)
  return {
    format: 'claimcheck-audit',
    formatVersion: 1,
    machine: MACHINE,
    of: 'claim',
    claim: 'toy/audited',
    profile: 'quick',
    engine: PLACE.engine,
    checks: [
      {
        check: 'the same seed twice',
        expects: 'same',
        skipped: null,
        runs: [{ arm: 'adam', key, passed: true, difference: null }]
      },
      {
        check: 'another seed',
        expects: 'other',
        skipped: null,
        runs: [{ arm: 'adam', key, passed: false, difference: null }]
      },
      {
        check: 'beside others',
        expects: 'same',
        skipped: null,
        runs: [{ arm: 'adam', key, passed: false, difference: 'x at step 1 is 2, stored was 1' }]
      },
      { check: 'in two workers', expects: 'same', skipped: 'it has one run', runs: [] }
    ]
  }
}
