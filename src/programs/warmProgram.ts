import { appendFileSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { plainLine } from '../text/escape'
import { endProcesses, endSurvivors } from './endProcesses'
import type { CommandSeed } from './fillCommand'
import { folderUse } from './folderUse'
import { LimitWatch } from './limitWatch'
import { guard } from './processGuard'
import { type OutputName, openOutput, outputError, type ProgramOutput } from './programOutput'
import { ProtocolLines } from './protocolLines'
import type { Settings } from './settings'
import { type StartedProgram, startProgram } from './startedProgram'
import { type ProgramCommand, type ProgramEnd, type ProgramLimits, type ProgramResult, RUN_FILES } from './types'

/**
 * A run as a warm program is asked for it: these, the path of its metrics, `metrics`, and its name, `run`, as one line of
 * JSON.
 */
export interface WarmRequest {
  /** Of this run alone, absolute; it is there already. */
  readonly folder: string
  readonly settings: Settings
  readonly seed: number
  readonly seeds: Readonly<Record<CommandSeed, number>>
  readonly arm: string
  readonly profile: string
  readonly resume: boolean
}

type Message = Readonly<Record<string, unknown>>

/** Who waits for a message; whoever does not is told of the output alone. */
interface Listener {
  readonly output: ProgramOutput
  readonly watch: LimitWatch
  hear(message: Message): boolean
}

interface Warm extends StartedProgram {
  readonly lines: ProtocolLines
  listener: Listener | null
}

interface Ended {
  readonly end: ProgramEnd
  readonly survivors: number
}

/**
 * A program that stays up and answers runs one after the other, so that what takes long at its start is paid once. It says
 * `{"ready": true}` when it can be asked; then for each line of its input, a request, one line
 * `{"run": ..., "end": "completed", "metrics": {...}}`, where `end` may also be `diverged` or `failed`, with a `message`;
 * and it ends with its input. Whatever else it prints is output like any.
 *
 * Each run has its own outputs, limits and end. A program that crashes, or is ended at a limit, costs the run at hand: the
 * next one starts it anew. What it starts may live until its own end.
 */
export class WarmProgram {
  readonly #command: ProgramCommand
  #program: Warm | null = null
  #isBusy = false

  /** @param command without anything that belongs to one run */
  constructor(command: ProgramCommand) {
    this.#command = command
  }

  /**
   * Asks for a run, and starts the program where it is not up; limits of time hold for each of the two.
   *
   * @throws InfrastructureError where the machine is at fault, as `runProgram`
   */
  async run(request: WarmRequest, limits: ProgramLimits, signal?: AbortSignal): Promise<ProgramResult> {
    if (this.#isBusy) throw new Error('a warm program answers one run at a time')
    if (signal?.aborted) return { end: { kind: 'stopped' }, tail: [], survivors: 0, leftOut: 0 }
    this.#isBusy = true
    const output = openOutput(request.folder, limits.outputBytes)
    try {
      const { end, survivors } = await this.#runWith(request, { output, limits, folder: request.folder, signal })
      const leftOut = output.close()
      return { end, tail: output.tail(), survivors, leftOut }
    } catch (error) {
      if (this.#program !== null) await this.#bury(this.#program, 0)
      throw outputError(error, request.folder)
    } finally {
      this.#isBusy = false
      output.discard()
    }
  }

  /** Closes the program's input, and ends what does not end by itself then. */
  async stop(graceSeconds: number): Promise<void> {
    const program = this.#program
    if (program === null) return
    program.child.stdin?.end()
    const patience = new AbortController()
    const over = wait(graceSeconds * 1000, undefined, { signal: patience.signal }).catch(() => undefined)
    await Promise.race([program.ended, over])
    patience.abort()
    await this.#bury(program, graceSeconds)
  }

  async #runWith(request: WarmRequest, circumstances: Circumstances): Promise<Ended> {
    // It may have gone between two runs.
    if (this.#program !== null && hasEnded(this.#program))
      await this.#bury(this.#program, circumstances.limits.graceSeconds)
    if (this.#program === null) {
      const started = await startProgram(this.#command, 'pipe')
      if ('why' in started) return { end: { kind: 'not-started', why: started.why }, survivors: 0 }
      this.#program = follow(started)
      const ready = await this.#wait(this.#program, circumstances, ({ ready }) => (ready === true ? {} : null))
      if ('end' in ready) return unanswered(ready, 'was ready')
    }
    const { folder, ...rest } = request
    const metrics = path.join(folder, RUN_FILES.metrics)
    this.#program.child.stdin!.write(`${JSON.stringify({ run: folder, folder, metrics, ...rest })}\n`)
    const outcome = await this.#wait(this.#program, circumstances, (message) =>
      message.run === folder ? { message } : null
    )
    if ('end' in outcome) return unanswered(outcome, 'answered')
    return { end: answered(outcome.message, metrics), survivors: 0 }
  }

  /** Waits for a message, the end of the program or a limit, whichever is first; at the last two the program is gone. */
  async #wait<Heard extends object>(
    program: Warm,
    { output, limits, folder, signal }: Circumstances,
    recognise: (message: Message) => Heard | null
  ): Promise<Heard | Ended> {
    const changedMs = limits.quietSeconds === null ? 0 : (await folderUse(folder)).changedMs
    const watch = new LimitWatch(limits, folder, changedMs, signal)
    let heard: Heard | null = null
    const said = new Promise<null>((resolve) => {
      program.listener = {
        output,
        watch,
        hear: (message) => {
          const own = recognise(message)
          if (own === null || heard !== null) return false
          heard = own
          resolve(null)
          return true
        }
      }
    })
    hold(program, true)
    try {
      const end = (await Promise.race([said, program.ended, watch.reached])) ?? (await watch.folderLimit())
      if (end === null) {
        // What it wrote before its answer to the other output has arrived; it only has to be read.
        await turn()
        await turn()
        return heard!
      }
      const survivors = await this.#bury(program, limits.graceSeconds)
      // It may have ended right behind its answer, which was still on its way.
      return heard !== null && (end.kind === 'exited' || end.kind === 'signalled') ? heard : { end, survivors }
    } finally {
      program.listener = null
      watch.close()
      hold(program, false)
    }
  }

  /** @returns processes that outlived a program which ended by itself */
  async #bury(program: Warm, graceSeconds: number): Promise<number> {
    this.#program = null
    const { group, mark, lines, outputRead } = program
    const isGone = hasEnded(program)
    const survivors = isGone ? await endSurvivors(group, mark, graceSeconds) : 0
    if (!isGone) await endProcesses(group, mark, graceSeconds)
    await outputRead()
    lines.end()
    guard.release(group)
    return survivors
  }
}

interface Circumstances {
  readonly output: ProgramOutput
  readonly limits: ProgramLimits
  readonly folder: string
  readonly signal: AbortSignal | undefined
}

function hasEnded({ child }: Warm): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

/** Hands on what a program says, to whoever listens at that moment. */
function follow(started: StartedProgram): Warm {
  const print = (name: OutputName, bytes: Buffer) => {
    const { listener } = warm
    listener?.watch.alive()
    try {
      listener?.output.add(name, bytes)
    } catch (error) {
      listener?.watch.fail(error)
    }
  }
  const lines = new ProtocolLines(
    (message) => warm.listener?.hear(message) ?? false,
    (bytes) => print('stdout', bytes)
  )
  const warm: Warm = { ...started, lines, listener: null }
  started.child.stdout.on('data', (chunk: Buffer) => lines.add(chunk))
  started.child.stderr.on('data', (chunk: Buffer) => print('stderr', chunk))
  // A program that is gone hears nothing; its end says so.
  started.child.stdin?.on('error', () => undefined)
  return warm
}

/** A program that waits for a run keeps nobody else from ending. */
function hold({ child }: Warm, held: boolean): void {
  for (const one of [child, child.stdin, child.stdout, child.stderr] as readonly { ref?(): void; unref?(): void }[]) {
    if (held) one.ref?.()
    else one.unref?.()
  }
}

/** Metrics are written as if the program had appended them to the file itself: of a run that diverged as well. */
function answered({ end, metrics, message }: Message, file: string): ProgramEnd {
  const failed = (why: string): ProgramEnd => ({ kind: 'answered', end: 'failed', message: why })
  const said = typeof message === 'string' ? plainLine(message) : null
  if (end === 'failed') return failed(said ?? 'it says that the run failed, and not why')
  if (end !== 'completed' && end !== 'diverged') return failed(NO_END)
  const rows = Array.isArray(metrics) ? metrics : metrics === undefined ? [] : [metrics]
  if (!rows.every(isRow)) return failed('its answer has "metrics" that are no object, nor a list of them')
  if (rows.length > 0) appendFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  if (end === 'completed') return { kind: 'exited', code: 0 }
  return { kind: 'answered', end, message: said ?? 'it says that the run diverged' }
}

const NO_END = 'its answer has no "end" that is "completed", "diverged" or "failed"'

function isRow(row: unknown): boolean {
  return typeof row === 'object' && row !== null && !Array.isArray(row)
}

/** A program that ends well, but without an answer, has not completed a run. */
function unanswered({ end, survivors }: Ended, before: string): Ended {
  if (end.kind !== 'exited') return { end, survivors }
  const message = `it ended with exit code ${end.code} before it ${before}`
  return { end: { kind: 'answered', end: 'failed', message }, survivors }
}
