import { type Adjudication, adjudicate as judgeByLogs, pairedHypothesisOf } from '../../../src/adjudicate/adjudicate'
import { resolveMapping } from '../../../src/adjudicate/mapping/resolveMapping'
import type { Mapping, MappingFile } from '../../../src/adjudicate/mapping/types'
import type { EvidenceFolder } from '../../../src/adjudicate/read/folder'
import { evidenceOf } from '../../../src/adjudicate/readLogs'
import type { Claim } from '../../../src/kinds'
import type { LogsEvidence, OutsideRun, Question } from '../../../src/kinds/comparison/logs/types'
import type { FasterHypothesis, PairedHypothesis } from '../../../src/kinds/comparison/types'
import { claim, LOWER } from '../../support/builders'

const { at: _, ...ARMS } = LOWER

/** A claim about whole curves. */
export const BY_AUC: FasterHypothesis = { ...ARMS, kind: 'faster', by: { kind: 'auc' } }

/** A claim about the time until the loss is 0.1. */
export const BY_TIME: FasterHypothesis = {
  ...ARMS,
  kind: 'faster',
  by: { kind: 'time-to', threshold: 0.1 },
  margin: { absolute: 1 }
}

export function fasterClaim(hypothesis: FasterHypothesis): Claim {
  return claim({ hypothesis, experiment: null })
}

/** Runs of one arm at one setting, numbered from 1. */
export function runsOf(
  arm: string,
  values: readonly number[],
  setting: OutsideRun['setting'] = {},
  overrides: Partial<OutsideRun> = {}
): OutsideRun[] {
  return values.map((value, index) => ({
    origin: `${arm}-${Object.values(setting).join('-')}-${index + 1}`,
    arm,
    group: {},
    setting,
    id: String(index + 1),
    value,
    censored: false,
    trainLoss: value,
    selection: value,
    failure: Number.isNaN(value) ? 'diverged' : null,
    ...overrides
  }))
}

export function question(overrides: Partial<Question> = {}): Question {
  return {
    claim: { ...claim(), hypothesis: LOWER },
    hypothesis: LOWER,
    pairing: 'number',
    chanceLevel: null,
    ...overrides
  }
}

export function mapping(overrides: Partial<MappingFile> = {}): Mapping {
  return resolveMapping({
    log: { files: ['*'] },
    arm: { from: [{ column: 'arm' }] },
    metrics: { 'train.loss': 'loss' },
    ...overrides
  })
}

/** A folder in memory; its patterns are whole names, or `*` for all. */
export function folderOf(files: Readonly<Record<string, string>>): EvidenceFolder {
  const names = Object.keys(files).sort()
  return {
    digest: '0'.repeat(64),
    files: names,
    match: (patterns) => names.filter((name) => patterns.includes(name) || patterns.includes('*')),
    has: (file) => names.includes(file),
    realName: (file) => file,
    bytes: (file) => Buffer.from(files[file]!),
    read: (file) => files[file]!
  }
}

/** Evidence as a mapping makes it of runs. @param notes of what was read */
export function logsEvidence(
  hypothesis: PairedHypothesis,
  read: Mapping,
  runs: readonly OutsideRun[],
  overrides: Partial<LogsEvidence> = {}
): LogsEvidence {
  return {
    ...evidenceOf(hypothesis, read, runs, []),
    by: null,
    where: {},
    digest: 'e'.repeat(64),
    numFiles: 3,
    mapping: 'd'.repeat(64),
    leftOut: [],
    ...overrides
  }
}

/** The verdict on runs as a mapping makes evidence of them. */
export function adjudicate(
  of: Claim,
  read: Mapping,
  runs: readonly OutsideRun[],
  familySize = 1,
  notes: readonly string[] = []
): Adjudication {
  return judgeByLogs(of, logsEvidence(pairedHypothesisOf(of), read, runs, { notes }), familySize)
}
