import { isObject, type SpecDocument } from '../claims/document'
import { type Classification, classification, type Regression, regression } from './classification/classification'
import { type Program, program } from './program/program'
import type { RunKind } from './runKind'
import { type Synthetic, synthetic } from './synthetic/synthetic'
import type { MetricFacts } from './types'

/** The types of every kind of run, by its name. */
export interface RunKindTypes {
  readonly synthetic: Synthetic
  readonly classification: Classification
  readonly regression: Regression
  readonly program: Program
}

/** Every kind of run; tables of runs have their columns in this order. */
export const RUN_KINDS: { readonly [K in RunKindName]: RunKind<RunKindTypes[K]> } = {
  classification,
  regression,
  synthetic,
  program
}

export type RunKindName = keyof RunKindTypes

/**
 * A run, resolved: all that decides its numbers and nothing else (no claim id, arm label, profile name or seed
 * budget). Its key is the SHA-256 of its canonical JSON (RFC 8785).
 */
export type RunSpec = RunKindTypes[RunKindName]['spec']

/** What is run: a problem or a network, and the arms that are compared. */
export type Experiment = RunKindTypes[RunKindName]['experiment']

/** An experiment as it stands in its file. */
export type ExperimentFile = RunKindTypes[RunKindName]['file']

/** The types of whichever kind. */
export interface AnyRun {
  readonly file: ExperimentFile
  readonly experiment: Experiment
  readonly spec: RunSpec
  readonly speed: RunKindTypes[RunKindName]['speed']
}

export const RUN_KIND_NAMES = Object.keys(RUN_KINDS) as readonly RunKindName[]

/** Those that train something, epoch by epoch or step by step. */
export const TRAININGS: readonly RunKindName[] = ['classification', 'regression', 'program']

export function isRunKind(kind: unknown): kind is RunKindName {
  return typeof kind === 'string' && Object.hasOwn(RUN_KINDS, kind)
}

/** The kind of an experiment, of its file or of a run. */
export function runKindOf({ kind }: { readonly kind: RunKindName }): RunKind<AnyRun> {
  return RUN_KINDS[kind]
}

/** The metrics that an experiment's file declares; null where its kind of run always records the same. */
export function declaredMetrics({ value }: SpecDocument): Readonly<Record<string, MetricFacts>> | null {
  if (!isObject(value) || !isRunKind(value.kind) || RUN_KINDS[value.kind].ownMetrics !== 'declared') return null
  return RUN_KINDS[value.kind].metrics(value)
}

/** The metrics of an experiment's runs where they are others than those of classifications; else null. */
export function ownMetrics(document: SpecDocument): Readonly<Record<string, MetricFacts>> | null {
  const { value } = document
  const isOwn = isObject(value) && isRunKind(value.kind) && RUN_KINDS[value.kind].ownMetrics !== undefined
  return isOwn ? metricFacts(document) : null
}

/** What is known of the metrics of an experiment's runs, whether it declares them or not; of a file as far as it can be told. */
export function metricFacts({ value }: SpecDocument): Readonly<Record<string, MetricFacts>> {
  return isObject(value) && isRunKind(value.kind) ? RUN_KINDS[value.kind].metrics(value) : {}
}

/** Whether every seed of an experiment is the same run; of a file as far as it can be told. */
export function isDeterministicFile({ value }: SpecDocument): boolean {
  return isObject(value) && isRunKind(value.kind) && RUN_KINDS[value.kind].isDeterministic(value)
}
