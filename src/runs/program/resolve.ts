import { isAccuracy } from '../isAccuracy'
import { resolveProfiles } from '../resolveShared'
import type {
  ProgramEnvironment,
  ProgramExperiment,
  ProgramFile,
  ProgramLimits,
  ProgramMetric,
  ProgramResources
} from './types'

/** What programs need to start at all, and what says where their libraries are. */
const PASSED = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LANG',
  'LD_LIBRARY_PATH',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'JAVA_HOME',
  'R_LIBS_USER',
  'JULIA_DEPOT_PATH',
  'SystemRoot',
  'TEMP',
  'PATHEXT'
]

const ENVIRONMENT: ProgramEnvironment = { set: {}, pass: PASSED, capture: [] }
const LIMITS: ProgramLimits = {
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
  const metrics = Object.entries(file.metrics).map(([name, metric]) => [name, resolveMetric(name, metric)])
  return {
    id: file.id,
    kind: 'program',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    folder: file.folder ?? '.',
    command: file.command,
    shell: file.shell ?? false,
    args: file.args ?? 'argparse',
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

/** An accuracy is a share, whoever measured it. */
function resolveMetric(name: string, file: Partial<ProgramMetric>): ProgramMetric {
  const known = isAccuracy(name)
    ? ({ better: 'higher', bounds: [0, 1] } as const)
    : ({ better: null, bounds: [null, null] } as const)
  return { from: name, unit: null, ...known, ...file }
}
