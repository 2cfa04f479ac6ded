import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../errors'
import { readLogs } from '../logs/readLogs'
import { commandWords } from '../programs/commandWords'
import { fillCommand } from '../programs/fillCommand'
import { recogniseCommand } from '../programs/recogniseCommand'
import { runProgram } from '../programs/runProgram'
import { DEFAULT_LIMITS, RUN_FILES } from '../programs/types'

const SEED = 0

/**
 * Names of the metrics that a command logs, found by starting it once in a run folder of its own, which is gone afterwards.
 *
 * @param cwd where the command would be typed
 * @throws InputError where it does not end by itself with exit code 0
 */
export async function loggedMetrics(line: string, cwd: string, signal?: AbortSignal): Promise<readonly string[]> {
  const { words, settings } = recogniseCommand(commandWords(line))
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-new-'))
  try {
    writeFileSync(path.join(folder, RUN_FILES.settings), JSON.stringify(settings))
    const command = fillCommand(
      { command: words },
      {
        seed: SEED,
        seeds: { init: SEED, order: SEED, dropout: SEED, problem: SEED },
        settings,
        arm: 'control',
        profile: 'quick',
        runFolder: folder,
        folder: cwd,
        resume: false,
        outside: process.env,
        cores: 1,
        gpus: []
      }
    )
    const { end, tail } = await runProgram(command, DEFAULT_LIMITS, folder, signal)
    if (end.kind !== 'exited' || end.code !== 0) {
      throw new InputError('the program did not end as it should', {
        where: line,
        expected: 'exit code 0',
        received: [end.kind === 'exited' ? `exit code ${end.code}` : end.kind, ...tail].join('\n    '),
        remedy: 'mend the command, or leave out --try'
      })
    }
    const { metrics } = await readLogs(folder, [])
    return Object.keys(metrics)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
