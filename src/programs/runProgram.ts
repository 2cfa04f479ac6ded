import { endProcesses, endSurvivors } from './endProcesses'
import { folderUse } from './folderUse'
import { LimitWatch } from './limitWatch'
import { guard } from './processGuard'
import { type OutputName, openOutput, outputError, type ProgramOutput } from './programOutput'
import { type StartedProgram, startProgram } from './startedProgram'
import type { ProgramCommand, ProgramEnd, ProgramLimits, ProgramResult } from './types'

/**
 * Starts a program in a process group of its own, keeps what it prints in `stdout.log` and `stderr.log` of the run's folder,
 * and waits for its end, or ends it at a limit. Nothing of it is left when the promise settles, nor when claimcheck is
 * killed meanwhile (`ProcessGuard` says what cannot be had).
 *
 * @param runFolder is there already
 * @param signal stops the program, which may go on later in the same folder
 * @throws InfrastructureError where the machine, not the program, is at fault: its output cannot be written, no more
 * processes can be started
 */
export async function runProgram(
  command: ProgramCommand,
  limits: ProgramLimits,
  runFolder: string,
  signal?: AbortSignal
): Promise<ProgramResult> {
  if (signal?.aborted) return withoutStart({ kind: 'stopped' })
  const changedMs = limits.quietSeconds === null ? 0 : (await folderUse(runFolder)).changedMs
  const output = openOutput(runFolder, limits.outputBytes)
  try {
    const started = await startProgram(command, 'ignore')
    if ('why' in started) return withoutStart({ kind: 'not-started', why: started.why })
    const watch = new LimitWatch(limits, runFolder, changedMs, signal)
    try {
      return await supervise(started, output, watch, limits)
    } catch (error) {
      await endProcesses(started.group, started.mark, 0)
      throw outputError(error, runFolder)
    } finally {
      watch.close()
      guard.release(started.group)
    }
  } finally {
    output.discard()
  }
}

async function supervise(
  { child, group, mark, ended, outputRead }: StartedProgram,
  output: ProgramOutput,
  watch: LimitWatch,
  { graceSeconds }: ProgramLimits
): Promise<ProgramResult> {
  const follow = (name: OutputName) => (chunk: Buffer) => {
    watch.alive()
    try {
      output.add(name, chunk)
    } catch (error) {
      watch.fail(error)
    }
  }
  child.stdout.on('data', follow('stdout'))
  child.stderr.on('data', follow('stderr'))
  const end = await Promise.race([ended, watch.reached])
  const isOver = end.kind === 'exited' || end.kind === 'signalled'
  if (!isOver) await endProcesses(group, mark, graceSeconds)
  const survivors = isOver ? await endSurvivors(group, mark, graceSeconds) : 0
  await outputRead()
  const leftOut = output.close()
  const known = isOver ? ((await watch.folderLimit()) ?? unstartedAfterAll(end, output) ?? end) : end
  return { end: known, tail: output.tail(), survivors, leftOut }
}

/** What only the system's own start of a program finds out: an interpreter that is not there, a file of another machine. */
function unstartedAfterAll(end: ProgramEnd, output: ProgramOutput): ProgramEnd | null {
  const why = output.startProblem()
  if (why === null || end.kind !== 'exited' || (end.code !== 126 && end.code !== 127)) return null
  return { kind: 'not-started', why }
}

function withoutStart(end: ProgramEnd): ProgramResult {
  return { end, tail: [], survivors: 0, leftOut: 0 }
}
