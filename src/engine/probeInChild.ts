import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { EngineIdentity } from '../runs/types'

/** What the child prints as its last line. */
export type ChildAnswer =
  | { readonly kind: 'working'; readonly identity: EngineIdentity; readonly device: 'CPU' | 'GPU' }
  | { readonly kind: 'broken'; readonly reason: string; readonly remedy?: string }

/** Starting CUDA takes some seconds; a minute without an answer is a hang. */
const PATIENCE_MS = 60_000

/**
 * Starts an engine in a process of its own and asks what it is. Never rejects.
 *
 * @param script below `src/engine`, without extension
 * @param choice its argument
 */
export function probeInChild(script: string, choice: string): Promise<ChildAnswer> {
  const compiled = compiledScript(script)
  if (compiled === null) return Promise.resolve({ kind: 'broken', reason: 'claimcheck is not compiled: npm run build' })
  return new Promise((resolve) => {
    const options = { timeout: PATIENCE_MS, killSignal: 'SIGKILL', windowsHide: true } as const
    execFile(process.execPath, [compiled, choice], options, (error, stdout, stderr) => {
      resolve(parseAnswer(stdout) ?? { kind: 'broken', reason: reasonOf(error, stderr) })
    })
  })
}

/** Beside this file, or in dist/ where the sources themselves are run, as in Jest. */
function compiledScript(script: string): string | null {
  const places = [__dirname, path.resolve(__dirname, '../../dist/engine')]
  return places.map((folder) => path.join(folder, `${script}.js`)).find((file) => existsSync(file)) ?? null
}

function parseAnswer(stdout: string): ChildAnswer | null {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as ChildAnswer
  } catch {
    return null
  }
}

function reasonOf(
  error: (Error & { signal?: unknown; code?: unknown; killed?: boolean }) | null,
  stderr: string
): string {
  const end =
    error === null
      ? 'it ended without an answer'
      : error.killed === true
        ? `no answer within ${PATIENCE_MS / 1000} s`
        : `it ended with ${error.signal ?? `exit code ${error.code}`}`
  const last = stderr.trim().split('\n').at(-1)
  return last ? `${end}: ${last}` : end
}
