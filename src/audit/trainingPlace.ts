import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { RunEnvironment } from '../engine/engine'
import { LocalCarrier, type LocalOptions } from '../exec/carriers/local'
import type { AuditMachine } from '../report/audit/types'
import type { RunKindName } from '../runs/runKinds'
import { type ExecutorEvents, RunExecutor } from '../verify/execute'
import type { Programs } from '../verify/programs'

export interface PlaceOptions {
  /** As `--engine`. */
  readonly engine: string
  readonly jobs: number
  readonly signal?: AbortSignal
  /** What was found of the programs that are to be run; none where left out. */
  readonly programs?: Programs
  /** What the workers are; specs bring their own. */
  readonly parts?: Pick<LocalOptions, 'worker' | 'capacity'>
}

/**
 * Lets runs be trained where nothing is known of them yet: in an empty store, by workers of its own. Both are gone
 * afterwards.
 */
export async function inEmptyStore<T>(
  options: PlaceOptions,
  kinds: Iterable<RunKindName>,
  events: ExecutorEvents,
  use: (executor: RunExecutor, storeFolder: string) => Promise<T>
): Promise<T> {
  const storeFolder = mkdtempSync(path.join(tmpdir(), 'claimcheck-audit-'))
  try {
    const { parts, engine } = options
    const carrier = parts && new LocalCarrier({ ...parts, engine })
    const executor = await RunExecutor.open({ ...options, storeFolder }, kinds, events, carrier)
    try {
      return await use(executor, storeFolder)
    } finally {
      await executor.close()
    }
  } finally {
    // A worker that was ended may still be at its last file.
    await setImmediate()
    rmSync(storeFolder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What of an environment may decide bits. */
export function machineOf({ claimcheck, node, platform, cpu }: RunEnvironment): AuditMachine {
  return { claimcheck, node, platform, cpu }
}
