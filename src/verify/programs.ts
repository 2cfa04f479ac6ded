import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { ClaimcheckError, InputError } from '../errors'
import { writeDurableFile } from '../files/durableFile'
import { readRegularFile } from '../files/readRegularFile'
import { digestOf } from '../json/canonical'
import { captureEnvironment } from '../programs/capture'
import { allow, isAllowed } from '../programs/consent'
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

/** What would be executed, for the user to see before it is. */
export interface ProgramsToAllow {
  /** SHA-256 over all that follows: another command, another input is asked for again. */
  readonly digest: string
  readonly programs: readonly {
    readonly experiment: string
    /** Absolute. */
    readonly folder: string
    readonly commands: readonly (readonly string[])[]
    readonly inputs: readonly string[]
  }[]
}

export interface ProgramsChoice {
  readonly claimsRoot: string
  readonly storeFolder: string
  /** False where nothing may be executed, not even to ask a version. */
  readonly execute: boolean
  /** Whatever the claims' programs are, they may run: where a user has looked at them, or a machine is there for it. */
  readonly allowPrograms?: boolean
}

export interface ProgramsEvents {
  /** Asked once before anything is executed that was not allowed before. Left out: it is not. */
  onConsent?(request: ProgramsToAllow): boolean | Promise<boolean>
  onNotice?(text: string): void
}

const NO_PROGRAMS: Programs = { factsOf: () => null, obstacleOf: () => null, graceMs: 0, gpus: [] }

/**
 * Looks at the programs of experiments: digests of their inputs, and what their capture commands say. These are executed,
 * so the user's consent is needed first; where nothing may be executed it is what they said last.
 *
 * @throws InputError where the user has not allowed these programs; InfrastructureError where a capture command fails
 */
export async function lookAtPrograms(
  experiments: Iterable<Experiment>,
  choice: ProgramsChoice,
  events: ProgramsEvents = {}
): Promise<Programs> {
  const programs = new Map<string, ProgramExperiment>()
  for (const experiment of experiments) {
    if (experiment.kind === 'program') programs.set(placeOf(experiment), experiment)
  }
  if (programs.size === 0) return NO_PROGRAMS
  const found = new Map<string, ProgramFacts | ClaimcheckError>()
  for (const [place, experiment] of programs) found.set(place, await staticFacts(experiment, choice))
  if (choice.execute) await requireConsent([...experiments], found, choice, events)
  for (const [place, experiment] of programs) {
    const facts = found.get(place)!
    if (facts instanceof ClaimcheckError || experiment.environment.capture.length === 0) continue
    found.set(place, { ...facts, captured: await captured(experiment, facts, choice, events) })
  }
  const gpusNeeded = Math.max(...[...programs.values()].map(({ resources }) => resources.gpus))
  const gpus = gpusNeeded === 0 ? [] : machineGpus()
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
      if (experiment.kind !== 'program' || experiment.resources.gpus <= gpus.length) return null
      return {
        reason: `each run needs ${experiment.resources.gpus} GPU, and this machine has ${gpus.length}`,
        remedy: 'run it where there are as many, or lower resources.gpus'
      }
    },
    graceMs: Math.max(...[...programs.values()].map(({ limits }) => limits.graceSeconds)) * 1000,
    gpus
  }
}

/** What of an experiment decides what is found: profiles and options share it where they change nothing of that. */
function placeOf({ folder, inputs, data, environment }: ProgramExperiment): string {
  return digestOf({ folder, inputs, data, environment })
}

/** What can be known without executing anything. */
async function staticFacts(
  { folder, inputs, data }: ProgramExperiment,
  { claimsRoot }: ProgramsChoice
): Promise<ProgramFacts | ClaimcheckError> {
  const place = path.resolve(claimsRoot, '..', folder)
  try {
    return {
      folder: place,
      inputs: inputs.length === 0 ? null : await inputsDigest(place, inputs),
      data: data.length === 0 ? null : await inputsDigest(place, data),
      captured: null
    }
  } catch (error) {
    if (error instanceof ClaimcheckError) return error
    throw error
  }
}

async function requireConsent(
  experiments: readonly Experiment[],
  found: ReadonlyMap<string, ProgramFacts | ClaimcheckError>,
  { allowPrograms = false }: ProgramsChoice,
  { onConsent }: ProgramsEvents
): Promise<void> {
  const asked = experiments.flatMap((experiment) => {
    if (experiment.kind !== 'program') return []
    const facts = found.get(placeOf(experiment))!
    if (facts instanceof ClaimcheckError) return []
    const { id, command, arms, environment, inputs, data, shell } = experiment
    const own = Object.values(arms).flatMap((arm) => (arm.command === null ? [] : [arm.command]))
    const commands = [command, ...own, ...environment.capture]
    const program = { experiment: id, folder: facts.folder, commands, inputs: [...inputs, ...data] }
    return [{ program, shown: { ...program, shell, set: environment.set, digests: [facts.inputs, facts.data] } }]
  })
  const digest = digestOf(asked.map(({ shown }) => shown))
  if (asked.length === 0 || allowPrograms || isAllowed(digest)) return
  const request: ProgramsToAllow = { digest, programs: asked.map(({ program }) => program) }
  if ((await onConsent?.(request)) === true) {
    allow(digest)
    return
  }
  const names = [...new Set(request.programs.map(({ experiment }) => experiment))]
  throw new InputError('these claims start programs that you have not allowed', {
    where: names.map((name) => `experiments/${name}.json`).join(', '),
    expected: 'your consent to their commands and inputs: once, and again when they change',
    received: request.programs
      .flatMap(({ commands }) => commands.map((command) => command.join(' ')))
      .join('\n            '),
    remedy: 'look at them, then run the same command with --allow-programs'
  })
}

/** What the capture commands say, as a digest; the texts are kept beside the records, for whoever compares two machines. */
async function captured(
  { environment: { capture, set, pass }, resources: { cores } }: ProgramExperiment,
  facts: ProgramFacts,
  { storeFolder, execute }: ProgramsChoice,
  { onNotice }: ProgramsEvents
): Promise<string | null> {
  const folder = path.join(path.resolve(storeFolder), 'programs', 'captured')
  const last = path.join(folder, `last-${digestOf({ folder: facts.folder, capture }).slice(0, 16)}.json`)
  if (!execute) {
    const known = lastDigest(last)
    if (known === null) {
      const commands = capture.map((command) => command.join(' ')).join(', ')
      onNotice?.(`what ${commands} would say is not known yet, and nothing is executed now: no run counts as stored`)
    }
    return known
  }
  const env = baseEnvironment({ set, pass }, { cores, gpus: [] }, process.env)
  const said = await captureEnvironment(capture, facts.folder, env)
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
