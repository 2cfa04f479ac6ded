import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DEFAULT_LIMITS, type ProgramCommand, type ProgramLimits } from '../../../src/programs/types'

/** Limits of which none is reached by accident, and a short grace. */
export const LIMITS: ProgramLimits = { ...DEFAULT_LIMITS, graceSeconds: 0.3 }

/** A folder for the runs of a spec, gone after it. */
export function scratchFolder(): { readonly folder: string; run(): string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-programs-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  let count = 0
  return {
    folder,
    run: () => {
      const own = path.join(folder, `run-${count++}`)
      mkdirSync(own)
      return own
    }
  }
}

/** A line for the shell as a command, with what finding programs takes. */
export function shellCommand(line: string, cwd: string, env: Readonly<Record<string, string>> = {}): ProgramCommand {
  return { argv: [line], shell: true, cwd, env: { PATH: process.env.PATH!, ...env } }
}

/** Command lines of processes that hold a text, without this question itself. */
export function processesWith(text: string): string[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 2 ** 26 })
  return stdout.split('\n').filter((line) => line.includes(text) && !/^\s*\d+\s+Z/.test(line))
}
