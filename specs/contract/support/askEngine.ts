import { spawnSync } from 'node:child_process'
import path from 'node:path'
import type { Dataset, ImageValues, LabeledImages } from '../../../src/data/types'
import type { RunOutcome } from '../../../src/engine/engine'
import type { EngineIdentity } from '../../../src/runs/types'
import type { TrainingSpec } from '../../reference/training'
import { compiledSource } from './compiledSource'

/** An engine, and where or how it computes. */
export interface EngineVariant {
  readonly engine: string
  /** One of the engine's variants: a backend of tfjs, a lowering of onnx. */
  readonly choice: string
}

/** Runs that are executed together; alike in all but `optimizer`. */
export interface CohortTask {
  readonly dataset: Dataset
  readonly specs: readonly TrainingSpec[]
  /** Where each run starts; without it at its beginning. */
  readonly from?: readonly (Start | null)[]
  /** Every how many questions of the engine a checkpoint is due; 0, the default, for never. */
  readonly due?: number
}

/** A checkpoint that the engine wrote before, or one before the first update with these parameters. */
export type Start = { readonly checkpoint: string } | { readonly parameters: readonly Float64Array[] }

export interface CohortAnswer {
  /** A run's outcome as JSON, non-finite numbers as strings: what "to the bit" compares. */
  readonly outcomes: readonly string[]
  /** The checkpoints of each run, in the order in which they were written. */
  readonly written: readonly (readonly WrittenCheckpoint[])[]
  readonly shares: readonly number[]
}

export interface WrittenCheckpoint {
  /** Finished updates. */
  readonly step: number
  readonly lossSum: number
  /** The parameters in the order of `parametersOf`, then the engine's own; only from `askForParameters`. */
  readonly tensors: readonly Float32Array[]
  /** All of it, base64; only from `executeCohorts`. */
  readonly bytes: string
}

/** What became of one cohort; an engine that throws for one goes on with the next. */
export type Answer =
  | { readonly value: CohortAnswer }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string } }

/** Executes cohorts one after another in one fresh process. */
export function executeCohorts(variant: EngineVariant, tasks: readonly CohortTask[]): Answer[] {
  return ask(variant, tasks, 'bytes').answers
}

/** The same, for what the checkpoints say of the parameters. */
export function askForParameters(variant: EngineVariant, tasks: readonly CohortTask[]): Answer[] {
  return ask(variant, tasks, 'tensors').answers
}

/** What an engine says it is, in a fresh process. */
export function identityOf(variant: EngineVariant): EngineIdentity {
  return ask(variant, [], 'bytes').identity
}

/** Why an engine does not work here, in its own words; null where it does. */
export function whyNot(variant: EngineVariant): string | null {
  const { status, stderr } = spawnChild(variant, [], [])
  return status === 0 ? null : String(stderr).split('\n')[0]!
}

export function resultOf(answer: Answer | undefined): CohortAnswer {
  if (answer === undefined || 'error' in answer) throw new Error(`the engine failed: ${answer?.error.stack}`)
  return answer.value
}

export function outcomeOf(bytes: string | undefined): RunOutcome {
  if (bytes === undefined) throw new Error('there is no such run')
  return JSON.parse(bytes) as RunOutcome
}

function ask(variant: EngineVariant, tasks: readonly CohortTask[], keeps: 'tensors' | 'bytes') {
  const datasets = [...new Set(tasks.map(({ dataset }) => dataset))]
  const encoded = tasks.map(({ dataset, specs, from, due }) => ({
    dataset: datasets.indexOf(dataset),
    specs,
    from: specs.map((_, index) => encodeStart(from?.[index] ?? null)),
    due: due ?? 0,
    keeps
  }))
  const { status, stdout, stderr } = spawnChild(variant, datasets.map(encodeDataset), encoded)
  if (status !== 0) throw new Error(`the child ended with ${status}: ${stderr}`)
  const { identity, answers } = JSON.parse(String(stdout)) as { identity: EngineIdentity; answers: EncodedAnswer[] }
  return { identity, answers: answers.map(decodeAnswer) }
}

function spawnChild({ engine, choice }: EngineVariant, datasets: readonly unknown[], tasks: readonly unknown[]) {
  const input = JSON.stringify({ dist: compiledSource(), engine, choice, datasets, tasks })
  return spawnSync(process.execPath, [path.join(__dirname, 'engineChild.cjs')], { input, maxBuffer: 2 ** 29 })
}

type EncodedAnswer =
  | Extract<Answer, { error: unknown }>
  | { readonly value: Omit<CohortAnswer, 'written'> & { readonly written: readonly EncodedCheckpoint[][] } }

type EncodedCheckpoint = Omit<WrittenCheckpoint, 'tensors'> & { readonly tensors: readonly string[] }

function decodeAnswer(answer: EncodedAnswer): Answer {
  if ('error' in answer) return answer
  const written = answer.value.written.map((list) =>
    list.map((checkpoint) => ({ ...checkpoint, tensors: checkpoint.tensors.map(decodeFloats) }))
  )
  return { value: { ...answer.value, written } }
}

function encodeStart(start: Start | null) {
  if (start === null || 'checkpoint' in start) return start
  return { parameters: start.parameters.map((values) => base64(Float32Array.from(values))) }
}

function encodeDataset(dataset: Dataset) {
  const encode = ({ count, pixels, labels }: LabeledImages) => ({
    count,
    pixels: valuesOf(pixels),
    labels: valuesOf(labels)
  })
  const valuesOf = (values: ImageValues) =>
    values.BYTES_PER_ELEMENT === 1 ? base64(values) : { floats: base64(values) }
  return { ...dataset, trainingFile: encode(dataset.trainingFile), testFile: encode(dataset.testFile) }
}

function base64({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64')
}

function decodeFloats(text: string): Float32Array {
  // Copied, since a small buffer is a piece of a pool and need not start at a multiple of four.
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
}
