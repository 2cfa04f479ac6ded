import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { ClaimcheckError, InfrastructureError, InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { readRegularFile } from '../files/readRegularFile'
import { digestOf } from '../json/canonical'
import { loadClaims } from '../load/load'
import { projectOf } from '../load/packages'
import { captureEnvironment } from '../programs/captureEnvironment'
import {
  allow,
  type ConsentProgram,
  type ConsentRequest,
  consentStore,
  filesNamed,
  isAllowed,
  notAllowedError
} from '../programs/consent'
import { inputsDigest } from '../programs/inputs'
import { baseEnvironment } from '../programs/programEnvironment'
import type { ProgramExperiment, ProgramFacts } from '../runs/program/types'
import type { Experiment } from '../runs/runKinds'

/** What the machine says of the programs of some experiments, before any of their runs is planned. */
export interface Programs {
  /** Of an experiment, at whatever profile and under whatever option; null where nobody looked at it. */
  factsOf(experiment: Experiment): ProgramFacts | null
  /** Why an experiment cannot run here, and what helps; null where it can. */
  obstacleOf(experiment: Experiment): { readonly reason: string; readonly remedy: string } | null
  /** The longest grace period of any of them, in milliseconds; 0 without programs. */
  readonly graceMs: number
  /** Devices of this machine, as CUDA_VISIBLE_DEVICES names them; none where no program needs one. */
  readonly gpus: readonly string[]
}

export interface ProgramsChoice {
  readonly claimsRoot: string
  /** The folder as the user named it; null or left out where none was named. */
  readonly claimsArgument?: string | null
  readonly storeFolder: string
  /** False where nothing may be executed, not even to ask a version. */
  readonly execute: boolean
  /** Whatever the claims' programs are, they may run: where a user has looked at them, or a machine is there for it. */
  readonly allowPrograms?: boolean
  /** Whether there is something to run without them: then programs that are not allowed are an obstacle of their claims. */
  readonly besideOthers?: boolean
  /** They run on other machines, whose devices are not known here. */
  readonly elsewhere?: boolean
}

export interface ProgramsEvents {
  /** Asked once before anything is executed that was not allowed before. Left out: it is not. */
  onConsent?(request: ConsentRequest): boolean | Promise<boolean>
  onNotice?(text: string): void
}

/** Where nothing of the machine is asked. */
export const NO_PROGRAMS: Programs = { factsOf: () => null, obstacleOf: () => null, graceMs: 0, gpus: [] }

/**
 * Looks at the programs of experiments: digests of their inputs, and what their capture commands say. These are executed,
 * so the user's consent is needed first; where nothing may be executed it is what they said last.
 *
 * What is wrong with one of them concerns its claims alone.
 *
 * @throws InputError where the user has not allowed these programs, unless there is something to run without them
 */
export async function lookAtPrograms(
  experiments: Iterable<Experiment>,
  choice: ProgramsChoice,
  events: ProgramsEvents = {}
): Promise<Programs> {
  const all = [...experiments].filter((experiment) => experiment.kind === 'program')
  const programs = new Map(all.map((experiment) => [placeOf(experiment), experiment]))
  if (programs.size === 0) return NO_PROGRAMS
  const found = new Map<string, ProgramFacts | ClaimcheckError>()
  for (const [place, experiment] of programs) found.set(place, staticFacts(experiment, choice.claimsRoot))
  const refused = choice.execute ? await refusedConsent(choice, events) : null
  if (refused !== null) {
    if (choice.besideOthers !== true) throw refused
    for (const place of programs.keys()) found.set(place, notAllowed(refused))
  }
  const gpusNeeded = Math.max(...all.map(({ resources }) => resources.gpus))
  const gpus = gpusNeeded === 0 ? [] : machineGpus()
  for (const [place, experiment] of programs) {
    const facts = found.get(place)!
    if (facts instanceof ClaimcheckError || experiment.environment.capture.length === 0) continue
    found.set(place, await withCaptured(experiment, facts, choice, gpus, events))
  }
  const factsOf = (experiment: Experiment) =>
    experiment.kind === 'program' ? (found.get(placeOf(experiment)) ?? null) : null
  return {
    factsOf: (experiment) => {
      const facts = factsOf(experiment)
      return facts instanceof ClaimcheckError ? null : facts
    },
    obstacleOf: (experiment) => {
      const facts = factsOf(experiment)
      if (facts instanceof ClaimcheckError) {
        return { reason: facts.explanation, remedy: facts.details.remedy ?? 'correct the experiment' }
      }
      if (experiment.kind !== 'program' || choice.elsewhere || experiment.resources.gpus <= gpus.length) return null
      return {
        reason: `each run needs ${experiment.resources.gpus} GPU, and this machine has ${gpus.length}`,
        remedy: 'run it where there are as many, or lower resources.gpus'
      }
    },
    graceMs: Math.max(...all.map(({ limits }) => limits.graceSeconds)) * 1000,
    gpus
  }
}

/** What of an experiment decides what is found: its globs, and whatever may name a file. */
function placeOf(experiment: ProgramExperiment): string {
  const { folder, inputs, data, environment, command, shell, arms, settings, grid, profiles } = experiment
  return digestOf({ folder, inputs, data, environment, command, shell, arms, settings, grid, profiles })
}

/** What can be known without executing anything; the error where a file is missing. */
function staticFacts(experiment: ProgramExperiment, claimsRoot: string): ProgramFacts | ClaimcheckError {
  const { id, data } = experiment
  const folder = path.resolve(projectOf(claimsRoot, id), experiment.folder)
  const inputFiles = inputGlobs(experiment, folder)
  try {
    return {
      folder,
      inputFiles,
      inputs:
        inputFiles.length === 0 ? null : inputsDigest(folder, inputFiles, `experiments/${id}.json, inputs`).digest,
      data: data.length === 0 ? null : inputsDigest(folder, data, `experiments/${id}.json, data`).digest,
      captured: null
    }
  } catch (error) {
    if (error instanceof ClaimcheckError) return error
    throw error
  }
}

/** A script that a command names is an input, and a file that a setting names, whether or not anybody said so. */
function inputGlobs(experiment: ProgramExperiment, folder: string): readonly string[] {
  const { command, arms, shell, inputs, settings, grid, profiles } = experiment
  const commands = [command, ...Object.values(arms).flatMap((arm) => (arm.command === null ? [] : [arm.command]))]
  const named = commands.flatMap((words) => filesNamed({ command: words, shell }, folder))
  const values = [settings, grid, ...[...Object.values(arms), ...Object.values(profiles)].map((own) => own.settings)]
  const words = values.flatMap((own) => Object.values(own ?? {}).flat()).filter((value) => typeof value === 'string')
  return [...new Set([...inputs, ...named, ...filesNamed({ command: words }, folder)])]
}

/**
 * All programs of a claims root, whichever of its claims are meant: what a user allows is a folder of claims as it is.
 *
 * @throws InputError for malformed claims
 */
export function programsToAllow(claimsRoot: string): ConsentRequest {
  const { experiments, choices } = loadClaims(claimsRoot)
  const named: (readonly [string, Experiment])[] = [...experiments]
  for (const [id, topics] of choices) {
    for (const { topic, options } of topics) {
      for (const { name, experiment } of options) named.push([`${id}, ${topic}: ${name}`, experiment])
    }
  }
  const programs = named.flatMap(([name, experiment]) =>
    experiment.kind === 'program' ? (consentProgram(name, experiment, claimsRoot) ?? []) : []
  )
  return { folder: realpathSync(claimsRoot), programs }
}

/** null where an input is missing: such an experiment cannot run. */
function consentProgram(name: string, experiment: ProgramExperiment, claimsRoot: string): ConsentProgram | null {
  const { command, args, settings, arms, grid, profiles, shell, environment } = experiment
  const folder = path.resolve(projectOf(claimsRoot, experiment.id), experiment.folder)
  const own = Object.values(arms).flatMap((arm) => (arm.command === null ? [] : [arm.command]))
  const { set, pass } = environment
  const commands = [command, ...own].map((words) => ({ command: words, shell, environment: { set, pass } }))
  const asked = environment.capture.map((words) => ({ command: words }))
  // What a question executes, or a variable makes a program load, is executed too; it decides no run, so that no key holds it.
  const alsoExecuted = [...environment.capture, Object.values(set)].flatMap((words) =>
    filesNamed({ command: words }, folder)
  )
  const globs = [...new Set([...inputGlobs(experiment, folder), ...alsoExecuted])]
  try {
    const inputs = globs.length === 0 ? [] : inputsDigest(folder, globs, name).files
    const values = {
      folder: experiment.folder,
      args,
      settings,
      arms: Object.fromEntries(Object.entries(arms).map(([arm, own]) => [arm, own.settings])),
      grid,
      profiles: Object.fromEntries(
        Object.entries(profiles).map(([profile, own]) => [
          profile,
          { settings: own.settings ?? {}, grid: own.grid ?? {} }
        ])
      )
    }
    return { name, commands: [...commands, ...asked], inputs, values }
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** The error where the user has not allowed all programs; null where they may run. */
async function refusedConsent(
  { claimsRoot, claimsArgument = null, allowPrograms = false }: ProgramsChoice,
  { onConsent }: ProgramsEvents
): Promise<InputError | null> {
  if (allowPrograms) return null
  const request = programsToAllow(claimsRoot)
  const store = consentStore(process.env)
  if (isAllowed(request, store)) return null
  if ((await onConsent?.(request)) !== true) return notAllowedError(request, store, claimsArgument ?? 'claims')
  allow(request, store)
  return null
}

/** The same in a line, for a report: without the commands and their inputs. */
function notAllowed({ details }: InputError): InputError {
  return new InputError('it runs a program, which you have not allowed', { remedy: details.remedy! })
}

/** The facts with what was captured; the error where a command could not be asked. */
async function withCaptured(
  experiment: ProgramExperiment,
  facts: ProgramFacts,
  ...place: [ProgramsChoice, readonly string[], ProgramsEvents]
): Promise<ProgramFacts | ClaimcheckError> {
  try {
    return { ...facts, captured: await captured(experiment, facts, ...place) }
  } catch (error) {
    if (error instanceof ClaimcheckError) return error
    throw error
  }
}

/** What the capture commands say, as a digest; the texts are kept beside the records, for whoever compares two machines. */
async function captured(
  { environment: { capture, set, pass }, resources }: ProgramExperiment,
  facts: ProgramFacts,
  { storeFolder, execute }: ProgramsChoice,
  gpus: readonly string[],
  { onNotice }: ProgramsEvents
): Promise<string | null> {
  const folder = path.join(path.resolve(storeFolder), 'programs', 'captured')
  const last = path.join(
    folder,
    `last-${digestOf({ folder: facts.folder, capture, set, pass, resources }).slice(0, 16)}.json`
  )
  if (!execute) {
    const known = lastDigest(last)
    if (known === null) {
      const commands = capture.map((command) => command.join(' ')).join(', ')
      onNotice?.(`what ${commands} would say is not known yet, and nothing is executed now: no run counts as stored`)
    }
    return known
  }
  const env = baseEnvironment(
    { set, pass },
    { cores: resources.cores, gpus: gpus.slice(0, resources.gpus) },
    process.env
  )
  const said = await captureEnvironment(capture, { cwd: facts.folder, env })
  const failed = said.find(({ problem }) => problem !== null)
  if (failed !== undefined) {
    throw new InfrastructureError('a command that says what the numbers depend on could not be asked', {
      where: facts.folder,
      expected: `the output of ${failed.command.join(' ')}`,
      received: failed.problem ?? 'none',
      remedy: 'install what it asks for; or correct or remove it: "capture" in the experiment'
    })
  }
  const digest = digestOf(said)
  writeDurableFile(path.join(folder, `${digest}.json`), `${JSON.stringify(said, null, 2)}\n`, { replace: false })
  writeDurableFile(last, `${JSON.stringify({ digest })}\n`, { replace: true })
  return digest
}

function lastDigest(file: string): string | null {
  try {
    const { digest } = JSON.parse(readRegularFile(file, 1000).toString('utf8')) as { digest?: unknown }
    return typeof digest === 'string' ? digest : null
  } catch {
    // Nobody has asked yet.
    return null
  }
}

/** Those that this process may use, else all that NVIDIA's own tool lists. */
function machineGpus(): readonly string[] {
  const visible = process.env.CUDA_VISIBLE_DEVICES
  if (visible !== undefined) return visible.split(',').filter((name) => name.trim() !== '' && name !== '-1')
  try {
    const listed = execFileSync('nvidia-smi', ['-L'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return listed.split('\n').flatMap((line) => /^GPU (\d+):/.exec(line)?.[1] ?? [])
  } catch {
    return []
  }
}
