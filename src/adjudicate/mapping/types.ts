import type { LogFormatName } from '../../logs/formats'
import type { LogOptions, LogShape } from '../../logs/types'

export type Scalar = string | number | boolean

/** Where a value stands: a key of the config file or of the run's document, a column, a named group of the run's name. */
export type ValueSource =
  | { readonly config: string }
  | { readonly document: string }
  | { readonly column: string }
  | { readonly name: string }

export interface Field {
  /** The first that has it counts; those that contradict it are a problem. */
  readonly from: readonly ValueSource[]
  /** Renames values, by their text; null leaves the run out. null: values stand as they are. */
  readonly values: Readonly<Record<string, Scalar | null>> | null
  /** Where no source has it; null where that is a problem. */
  readonly default: Scalar | null
}

/** What to do with a run whose log ends early. */
export type IncompletePolicy = 'error' | 'failed' | 'leave-out' | 'last-value'

/** How the logs have a metric. */
export interface MetricSource {
  /** The first that a log knows counts. */
  readonly names: readonly string[]
  /** Each value stands for the mean of so many until then; 1: for itself. */
  readonly meanOfLast: number
  /** Each value stands for the best until then; null: for itself. */
  readonly best: 'lowest' | 'highest' | null
}

/** A mapping with every default filled in; `mapping.schema.json` says what each part means. */
export interface Mapping {
  readonly description: string | null
  readonly log: {
    readonly files: readonly string[]
    readonly format: LogFormatName | null
    /** Texts that mean that nothing was measured. */
    readonly missing: readonly string[]
    /** Rows that count: those with these values in their columns; null: all. */
    readonly where: Readonly<Record<string, Scalar>> | null
    /** Expression: logs in whose names it finds the same text are one run, which has this text for its name. */
    readonly together: string | null
    /** What several logs of one run are to each other. */
    readonly parts: 'joined' | 'average'
  } & LogOptions &
    Omit<LogShape, 'step'>
  readonly config: { readonly file: string; readonly format: 'json' | 'yaml' | null } | null
  readonly name: string | null
  readonly arm: Field
  /** null: runs have no number. */
  readonly run: { readonly from: readonly ValueSource[]; readonly pairing: 'number' | 'seed' } | null
  readonly settings: Readonly<Record<string, Field>>
  readonly groups: Readonly<Record<string, Field>>
  readonly epochs: {
    /** null: rows are epochs in their order. */
    readonly column: string | null
    readonly first: number
    readonly count: number | null
    readonly countFrom: readonly ValueSource[] | null
    readonly last: number | null
    /** What is counted: for the words of a time. */
    readonly unit: 'epoch' | 'step' | 'second'
  }
  /** By the claim's name of a metric. */
  readonly metrics: Readonly<Record<string, MetricSource>>
  readonly failures: {
    /** The training loss, by the claim's name; null where none is mapped: then the claim's own metric tells. */
    readonly metric: string | null
    /** Loss of a model that has learned nothing; null where it is not known. */
    readonly chanceLevel: number | null
  }
  readonly tuning: { readonly select: string } | null
  readonly gaps: {
    readonly incompleteRuns: IncompletePolicy
    readonly repeatedEpochs: 'error' | 'first' | 'last' | 'new-run'
    readonly laterEpochs: 'error' | 'ignore'
    readonly runsPerSetting: number | null
    readonly missingRuns: 'error' | 'failed' | 'leave-out'
  }
}

/** What may be left out, and has no other way to be none. */
type Stated<T> = { readonly [K in keyof T]?: NonNullable<T[K]> }

/** A mapping as it stands in its file, after the schema accepted it. */
export interface MappingFile {
  readonly description?: string
  readonly log: Stated<Mapping['log']> & Pick<Mapping['log'], 'files'>
  readonly config?: { readonly file: string; readonly format?: 'json' | 'yaml' }
  readonly name?: string
  readonly arm: FieldFile
  readonly run?: { readonly from: readonly ValueSource[]; readonly pairing?: 'number' | 'seed' }
  readonly settings?: Readonly<Record<string, FieldFile>>
  readonly groups?: Readonly<Record<string, FieldFile>>
  readonly epochs?: Stated<Mapping['epochs']>
  readonly metrics: Readonly<Record<string, MetricFile>>
  readonly failures?: { readonly metric?: string; readonly classes?: number; readonly chanceLevel?: number }
  readonly tuning?: { readonly select: string }
  readonly gaps?: Stated<Mapping['gaps']>
}

export type MetricFile = string | readonly string[] | (Pick<MetricSource, 'names'> & Stated<MetricSource>)

export type FieldFile = Pick<Field, 'from'> & Stated<Field>
