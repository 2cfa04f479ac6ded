/** What a writing child is told to do. */
export interface CrashOrder {
  readonly folder: string
  readonly seeds: readonly number[]
  /** It puts a file `<startSignal>.<process>` there when it is ready, and starts when `startSignal` is; null: at once. */
  readonly startSignal: string | null
  readonly crash: { readonly seed: number; readonly stage: CrashStage } | null
}

/** In the order in which a write passes them. */
export const CRASH_STAGES = [
  'before open',
  'half written',
  'between write and fsync',
  'between fsync and close',
  'between fsync and rename',
  'between rename and clean-up',
  'between clean-up and fsync of the folder',
  'between write and acknowledgement'
] as const

export type CrashStage = (typeof CRASH_STAGES)[number]

/** The record stands under its final name from here on. */
export function isPublished(stage: CrashStage): boolean {
  return CRASH_STAGES.indexOf(stage) >= CRASH_STAGES.indexOf('between rename and clean-up')
}
