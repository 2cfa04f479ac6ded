import type { LogsAnalysis, LogsEvidence, LogsVerdict } from './logs/types'
import type {
  ComparedKind,
  ComparisonFile,
  ComparisonHypothesis,
  FasterFile,
  FasterHypothesis,
  PairedAnalysis,
  PairedEvidence,
  PairedHypothesis
} from './types'

/** A comparison by pairs of runs or, of a claim that names no experiment, by what logs record. */
export interface ComparedTypes<H extends PairedHypothesis, F extends ComparisonFile | FasterFile> {
  readonly file: F
  readonly hypothesis: H
  readonly evidence: PairedEvidence | LogsEvidence
  readonly analysis: PairedAnalysis | LogsAnalysis
  readonly verdict: LogsVerdict
}

export type AnyCompared = ComparedTypes<PairedHypothesis, ComparisonFile | FasterFile>
export type ComparisonTypes<K extends ComparedKind> = ComparedTypes<ComparisonHypothesis<K>, ComparisonFile<K>>
export type FasterTypes = ComparedTypes<FasterHypothesis, FasterFile>
