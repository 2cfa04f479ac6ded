import type { LogsEvidence, OutsideRun } from '../kinds/comparison/logs/types'
import type { PairedHypothesis } from '../kinds/comparison/types'
import { selectionMetric } from './adjudicate'
import type { LoadedMapping } from './mapping/loadMapping'
import type { Mapping } from './mapping/types'
import type { EvidenceFolder } from './read/folder'
import { curveMeasureOf } from './read/measureRun'
import { readRuns } from './read/readRuns'
import type { LeftOut } from './types'

/** Which runs a claim is about, and whose they are. */
export type AboutLogs = Pick<LogsEvidence, 'by' | 'where'>

/**
 * Reads what a claim is judged by from logs.
 *
 * @throws InputError with everything that is wrong with the logs, or what the mapping makes of them
 */
export function readEvidence(
  hypothesis: PairedHypothesis,
  { mapping, digest }: LoadedMapping,
  folder: EvidenceFolder,
  about: AboutLogs
): LogsEvidence {
  const needed = {
    judged: hypothesis.metric,
    trainLoss: mapping.failures.metric ?? hypothesis.metric,
    selection: selectionMetric(mapping, hypothesis),
    curve: curveMeasureOf(hypothesis)
  }
  const arms = [hypothesis.control, hypothesis.treatment] as const
  const { runs, leftOut, warnings } = readRuns(folder, mapping, arms, needed, about.where)
  return {
    ...evidenceOf(hypothesis, mapping, runs, warnings),
    ...about,
    digest: folder.digest,
    numFiles: folder.files.length,
    mapping: digest,
    leftOut: countReasons(leftOut)
  }
}

/** What a mapping says of runs. @param notes of what was read */
export function evidenceOf(
  hypothesis: PairedHypothesis,
  mapping: Mapping,
  runs: readonly OutsideRun[],
  notes: readonly string[]
): Omit<LogsEvidence, keyof AboutLogs | 'digest' | 'numFiles' | 'mapping' | 'leftOut'> {
  return {
    kind: 'logs',
    description: mapping.description,
    pairing: mapping.run?.pairing ?? 'none',
    unit: mapping.epochs.unit,
    chanceLevel: mapping.failures.chanceLevel,
    hasTrainLoss: mapping.failures.metric !== null,
    select: selectionMetric(mapping, hypothesis),
    notes,
    runs
  }
}

function countReasons(leftOut: readonly LeftOut[]): LogsEvidence['leftOut'] {
  const counts = new Map<string, number>()
  for (const { why } of leftOut) counts.set(why, (counts.get(why) ?? 0) + 1)
  return [...counts].map(([why, count]) => ({ why, count }))
}
