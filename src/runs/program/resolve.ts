import type { ArgumentStyle } from '../../programs/argumentStyles'
import { styleOf } from '../../programs/fillCommand'
import { DEFAULT_PASS } from '../../programs/programEnvironment'
import { isAccuracy } from '../isAccuracy'
import { resolveProfiles } from '../resolveShared'
import type {
  ProgramEnvironment,
  ProgramExperiment,
  ProgramFile,
  ProgramMetric,
  ProgramResources,
  RunLimits
} from './types'

const ENVIRONMENT: ProgramEnvironment = { set: {}, pass: DEFAULT_PASS, capture: [] }
const LIMITS: RunLimits = {
  seconds: null,
  quietSeconds: null,
  graceSeconds: 10,
  outputMiB: 16,
  folderMiB: null,
  retries: 0
}
const RESOURCES: ProgramResources = { cores: 1, memoryMiB: 512, gpus: 0, seconds: 10 }

/** The file, which lint accepted, with every default filled in. */
export function resolveProgram(file: ProgramFile): ProgramExperiment {
  const arms = Object.entries(file.arms).map(([name, { settings = {}, command = null }]) => [
    name,
    { settings, command }
  ])
  const metrics = Object.entries(file.metrics).map(([name, metric]) => [name, { ...usualMetric(name), ...metric }])
  return {
    id: file.id,
    kind: 'program',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    folder: file.folder ?? '.',
    command: file.command,
    shell: file.shell ?? false,
    warm: file.warm ?? false,
    args: resolveArgs(file),
    settings: file.settings ?? {},
    arms: Object.fromEntries(arms),
    grid: file.grid ?? {},
    metrics: Object.fromEntries(metrics),
    failure: file.failure ?? null,
    divergedExitCodes: file.divergedExitCodes ?? [],
    read: file.read ?? [],
    inputs: file.inputs ?? [],
    data: file.data ?? [],
    environment: { ...ENVIRONMENT, ...file.environment },
    limits: { ...LIMITS, ...file.limits },
    resources: { ...RESOURCES, ...file.resources },
    length: file.length ?? null,
    profiles: resolveProfiles(file.profiles)
  }
}

function resolveArgs({ args, command, arms }: ProgramFile): ArgumentStyle {
  if (args !== undefined) return typeof args === 'string' ? { style: args } : args
  const commands = [command, ...Object.values(arms).map((arm) => arm.command ?? [])]
  return styleOf({ command: commands.flat() })
}

/** What is known of a metric by its name: an accuracy is a share, whoever measured it. */
export function usualMetric(name: string): ProgramMetric {
  return isAccuracy(name)
    ? { from: name, unit: null, better: 'higher', bounds: [0, 1] }
    : { from: name, unit: null, better: null, bounds: [null, null] }
}
