import { realpathSync } from 'node:fs'
import { PROFILE_NAMES } from '../claims/types'
import { programOf } from '../exec/carriers/queue/messages'
import type { ProgramsHere } from '../exec/carriers/queue/queueWorker'
import { canonicalJson, digestOf } from '../json/canonical'
import { loadClaims } from '../load/load'
import { consentStore, isAllowed } from '../programs/consent'
import { applyProfile } from '../runs/profiles'
import { program } from '../runs/program/program'
import type { ProgramConduct, ProgramExperiment, ProgramRunSpec, ProgramSettings } from '../runs/program/types'
import { lookAtPrograms, programsToAllow } from './programs'

/** What a folder of claims lets a machine execute for others, and what its programs need of it. */
export interface FolderOfPrograms extends ProgramsHere {
  readonly graceMs: number
  readonly gpus: readonly string[]
}

/** An arm of an experiment at a profile, as this machine would run it. */
interface Arm {
  readonly conduct: ProgramConduct
  readonly settings: ProgramSettings
  /** Values that tuning may choose, by setting. */
  readonly grid: Readonly<Record<string, readonly unknown[]>>
}

const SEEDS = { init: 0, order: 0, dropout: 0, problem: 0 }
const ENGINE = { name: '', version: '', backend: '', instructionSet: '', lowering: null, numerics: '' }

/** Where a machine executes no programs for others. */
export function noPrograms(reason: string): FolderOfPrograms {
  return { obstacle: () => reason, conduct: () => reason, graceMs: 0, gpus: [] }
}

/**
 * Programs that this machine executes for others: those of a folder of claims of its own, which its owner has allowed by the
 * same consent as for runs of their own. What comes from outside chooses among them, by seeds and by settings that the folder
 * names; where, under which limits and with which resources they run is what the folder says.
 *
 * @param choice.storeFolder where what the capture commands said is kept
 * @throws InputError for malformed claims
 */
export async function programsHere(choice: {
  readonly claimsRoot: string
  readonly storeFolder: string
  readonly allowPrograms: boolean
}): Promise<FolderOfPrograms> {
  const { claimsRoot, allowPrograms } = choice
  const request = programsToAllow(claimsRoot)
  if (request.programs.length === 0) return noPrograms('its folder of claims has no programs')
  if (!allowPrograms && !isAllowed(request, consentStore(process.env))) {
    return noPrograms(`nobody allowed its programs there: claimcheck allow ${realpathSync(claimsRoot)}`)
  }
  const { experiments, choices } = loadClaims(claimsRoot)
  const options = [...choices.values()].flatMap((topics) => topics.flatMap(({ options: each }) => each))
  const all = [...experiments.values(), ...options.map(({ experiment }) => experiment)]
  const atProfiles = all
    .filter((experiment): experiment is ProgramExperiment => experiment.kind === 'program')
    .flatMap((experiment) => PROFILE_NAMES.map((profile) => applyProfile(experiment, profile)))
  const programs = await lookAtPrograms(atProfiles, { ...choice, execute: true, allowPrograms: true })
  const arms = new Map<string, Arm[]>()
  for (const experiment of atProfiles) {
    const facts = programs.factsOf(experiment)
    if (facts === null) continue
    for (const arm of Object.keys(experiment.arms)) {
      const spec = program.spec(
        experiment,
        { arm, setting: {}, seed: 0, initialPoint: null },
        { seeds: SEEDS, engine: ENGINE },
        null,
        facts
      )
      const name = digestOf(programOf(spec))
      const own = { conduct: spec.conduct!, settings: spec.settings, grid: experiment.grid }
      arms.set(name, [...(arms.get(name) ?? []), own])
    }
  }
  const unknown = 'its folder of claims has no such program, or another state of it, of its data or of what it runs in'
  return {
    obstacle: (asked) => (arms.has(digestOf(asked)) ? null : unknown),
    conduct: (spec) => {
      const own = arms.get(digestOf(programOf(spec)))
      if (own === undefined) return unknown
      const arm = own.find((each) => isAmong(spec, each))
      return arm?.conduct ?? 'its folder of claims has no such settings'
    },
    graceMs: programs.graceMs,
    gpus: programs.gpus
  }
}

/** Whether an arm has exactly these settings, but for those that tuning chooses. */
function isAmong({ settings }: ProgramRunSpec, arm: Arm): boolean {
  const names = new Set([...Object.keys(arm.settings), ...Object.keys(arm.grid)])
  if (Object.keys(settings).some((name) => !names.has(name))) return false
  return Object.keys({ ...arm.settings, ...settings }).every((name) => {
    const allowed = [arm.settings[name], ...(arm.grid[name] ?? [])].filter((value) => value !== undefined)
    return allowed.some(
      (value) => settings[name] !== undefined && canonicalJson(value) === canonicalJson(settings[name])
    )
  })
}
