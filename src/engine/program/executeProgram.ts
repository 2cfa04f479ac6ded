import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { readLogs } from '../../logs/readLogs'
import { fillCommand, fillWarmCommand } from '../../programs/fillCommand'
import { runProgram } from '../../programs/runProgram'
import { type ProgramCommand, type ProgramEnd, type ProgramResult, RUN_FILES } from '../../programs/types'
import { WarmProgram, type WarmRequest } from '../../programs/warmProgram'
import type { ProgramRunSpec } from '../../runs/program/types'
import type { ProgramContext, RunOutcome } from '../engine'
import { byHand, endWords } from './endWords'
import { measure } from './measure'
import { RunFolder } from './runFolder'
import { type PlacedConduct, requireUnchanged } from './unchanged'

const MIB = 2 ** 20

/**
 * Executes a run of a program: that it completed, or diverged, is a result; whatever else becomes of it is thrown. Where
 * another process is at it, that one's result is waited for.
 *
 * @param onOutcome called once, before anybody who waits for this run hears that it has ended; not where another's is there
 * @throws InfrastructureError with the end of its output and the command that repeats it by hand
 */
export async function executeProgram(
  spec: ProgramRunSpec,
  context: ProgramContext,
  index: number,
  onOutcome: (outcome: RunOutcome) => void
): Promise<void> {
  const place = spec.conduct?.folder ?? null
  if (spec.conduct === undefined || place === null) {
    throw new InfrastructureError('a record does not say where its program lies', {
      expected: 'a claim, whose experiment says it',
      remedy: 'audit the claim: claimcheck audit <claim>'
    })
  }
  const conduct: PlacedConduct = { ...spec.conduct, folder: place }
  const folder = new RunFolder(context.runFolder(index))
  for (let triesLeft = conduct.limits.retries; ; triesLeft -= 1) {
    const resume = await folder.open(() => context.isFinished(index), context.signal)
    if (resume === null && !context.signal.aborted) return
    if (resume === null) throw new InfrastructureError('a run was stopped while another process was at it')
    let ended: Ended | null = null
    try {
      ended = await start(spec, conduct, folder, resume, context)
      if (isResult(ended.result.end)) {
        const outcome = await outcomeOf(spec, conduct, ended, folder)
        onOutcome(outcome)
        folder.mark(outcome.status.kind)
        return
      }
      throw failure(endWords(ended.result.end), ended, folder)
    } catch (error) {
      const end = ended?.result.end.kind
      folder.mark(end === 'stopped' ? 'stopped' : 'failed')
      // A program that ended by itself would end the same way again.
      if (triesLeft === 0 || (end !== 'signalled' && end !== 'timeout')) throw error
    }
  }
}

/** Whether it ended by itself, so that its logs say the rest. */
function isResult(end: ProgramEnd): boolean {
  return end.kind === 'exited' || (end.kind === 'answered' && end.end === 'diverged')
}

interface Ended {
  readonly command: ProgramCommand
  /** Variables that it has from outside. */
  readonly passed: readonly string[]
  readonly result: ProgramResult
}

async function start(
  spec: ProgramRunSpec,
  conduct: PlacedConduct,
  folder: RunFolder,
  resume: boolean,
  { gpus, signal }: ProgramContext
): Promise<Ended> {
  requireUnchanged(spec, conduct, 'since the runs were planned', folder.path)
  const { graceSeconds, seconds, quietSeconds, outputMiB, folderMiB } = conduct.limits
  const limits = {
    seconds,
    quietSeconds,
    graceSeconds,
    outputBytes: outputMiB * MIB,
    folderBytes: folderMiB === null ? null : folderMiB * MIB
  }
  writeFileSync(path.join(folder.path, RUN_FILES.settings), `${JSON.stringify(spec.settings, null, 2)}\n`)
  const command = commandOf(spec, conduct, folder.path, resume, gpus)
  const result =
    spec.warm === true
      ? await (await warmProgram(command, graceSeconds)).run(requestOf(spec, folder.path, resume), limits, signal)
      : await runProgram(command, limits, folder.path, signal)
  return { command, passed: spec.environment.pass, result }
}

/** The one that is up in this process, and how it was started: a second would hold memory and devices that are not its own. */
let warm: { readonly name: string; readonly program: WarmProgram } | null = null

async function warmProgram(command: ProgramCommand, graceSeconds: number): Promise<WarmProgram> {
  const name = JSON.stringify(command)
  if (warm?.name === name) return warm.program
  await warm?.program.stop(graceSeconds)
  warm = { name, program: new WarmProgram(command) }
  return warm.program
}

function requestOf({ settings, seeds, arm, profile }: ProgramRunSpec, folder: string, resume: boolean): WarmRequest {
  return { folder, settings, seed: seeds.init, seeds, arm: arm ?? '', profile: profile ?? '', resume }
}

/** A program is told its arm and profile only where the experiment says so: only then are they part of the run. */
function commandOf(
  spec: ProgramRunSpec,
  { folder, resources }: PlacedConduct,
  runFolder: string,
  resume: boolean,
  gpus: readonly string[]
): ProgramCommand {
  const { command, shell = false, args, environment, settings, seeds, arm, profile, threads } = spec
  const template = { command, shell, args, environment: { set: environment.set, pass: environment.pass } }
  const place = { folder, cores: threads, gpus: gpus.slice(0, resources.gpus), outside: process.env }
  if (spec.warm === true) return fillWarmCommand(template, place)
  const filled = fillCommand(template, {
    ...place,
    seed: seeds.init,
    seeds,
    settings,
    arm: arm ?? '',
    profile: profile ?? '',
    runFolder,
    resume
  })
  const { CLAIMCHECK_ARM, CLAIMCHECK_PROFILE, ...env } = filled.env
  return {
    ...filled,
    env: {
      ...env,
      ...(arm !== undefined && { CLAIMCHECK_ARM: arm }),
      ...(profile !== undefined && { CLAIMCHECK_PROFILE: profile })
    }
  }
}

async function outcomeOf(
  spec: ProgramRunSpec,
  conduct: PlacedConduct,
  ended: Ended,
  folder: RunFolder
): Promise<RunOutcome> {
  const { end } = ended.result
  const code = end.kind === 'exited' ? end.code : 0
  const said = end.kind === 'answered' ? end.message : null
  const diverged = spec.divergedExitCodes.includes(code) ? `exit code ${code}` : said
  if (code !== 0 && diverged === null) throw failure(`exit code ${code}`, ended, folder)
  requireUnchanged(spec, conduct, 'while it ran', folder.path)
  const { metrics } = await readLogs(folder.path, spec.read)
  const measured = measure(spec, metrics, diverged)
  if ('missing' in measured) {
    const found = Object.keys(metrics)
    throw failure(`it logged no ${measured.missing.join(', ')}`, ended, folder, {
      expected: `a value of each metric that the experiment declares, in ${RUN_FILES.metrics}, another log or on its output`,
      found:
        found.length === 0
          ? 'nothing that is read as a metric, such as loss=0.5 or {"loss": 0.5}'
          : `it logged ${found.slice(0, 20).join(', ')}`,
      ofAllSeeds: true
    })
  }
  for (const [name, { values }] of Object.entries(measured.metrics)) {
    const [low, high] = conduct.bounds[name] ?? [null, null]
    const outside = values.find((value) => (low !== null && value < low) || (high !== null && value > high))
    if (outside === undefined) continue
    throw failure(`its ${name} is ${outside}`, ended, folder, {
      expected: `a value from ${low ?? '-Infinity'} to ${high ?? 'Infinity'}, the bounds that the experiment declares`,
      found: String(outside)
    })
  }
  return measured
}

function failure(
  what: string,
  { command, result, passed }: Ended,
  folder: RunFolder,
  {
    expected = 'exit code 0, with every metric logged',
    found,
    ...more
  }: { expected?: string; found?: string; ofAllSeeds?: true } = {}
): InfrastructureError {
  const tail = result.tail.length === 0 ? 'it printed nothing' : `its last lines:\n    ${result.tail.join('\n    ')}`
  return new InfrastructureError(`a run of a program failed: ${what}`, {
    where: folder.path,
    expected,
    received: [found, tail].filter((part) => part !== undefined).join('; '),
    remedy: `look into its folder, which is kept; by hand: ${byHand(command, passed)}`,
    ...more
  })
}
