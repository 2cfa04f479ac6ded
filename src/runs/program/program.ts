import { isObject } from '../../claims/document'
import { canonicalJson } from '../../json/canonical'
import type { RunKind } from '../runKind'
import type { MetricFacts, RunFact, SeedStream } from '../types'
import { checkProgram } from './checks'
import { programPlaceholders } from './placeholders'
import { resolveProgram, usualMetric } from './resolve'
import { twoSeeds } from './templates'
import type {
  ProgramExperiment,
  ProgramFile,
  ProgramMetric,
  ProgramProfile,
  ProgramRunSpec,
  ProgramSettings
} from './types'

export interface Program {
  readonly file: ProgramFile
  readonly experiment: ProgramExperiment
  readonly spec: ProgramRunSpec
  readonly speed: ProgramSpeed
}

/** To start and to end a process. */
export interface ProgramSpeed {
  readonly overheadMs: number
}

const COLUMNS = ['command', 'settings', 'inputsDigest', 'dataDigest', 'environmentDigest', 'threads'] as const

const STREAMS: readonly SeedStream[] = ['init', 'order', 'dropout']

/** A program of the user's own, in any language. */
export const program: RunKind<Program> = {
  checks: checkProgram,
  resolve: resolveProgram,
  templates: { node: twoSeeds },
  choosable: [
    'command',
    'args',
    'settings',
    'arms',
    'grid',
    'inputs',
    'data',
    'environment',
    'limits',
    'resources',
    'profiles'
  ],
  decidesNothing: ['limits'],

  atProfile(experiment, profile) {
    const own: Partial<ProgramProfile> = experiment.profiles[profile] ?? {}
    const { settings = {}, grid = experiment.grid, limits = {}, length = experiment.length } = own
    const { seconds = experiment.resources.seconds } = own
    const arms = Object.entries(experiment.arms).map(([name, arm]) => [
      name,
      { ...arm, settings: without(arm.settings, settings) }
    ])
    return {
      ...experiment,
      settings: { ...experiment.settings, ...settings },
      arms: Object.fromEntries(arms),
      grid,
      limits: { ...experiment.limits, ...limits },
      resources: { ...experiment.resources, seconds },
      length,
      profile
    }
  },
  isDeterministic: () => false,
  streams: (experiment) => {
    const named = programPlaceholders(experiment)
    return STREAMS.filter((stream) => named.has(`seed.${stream}`))
  },
  startingPoints: () => [null],
  grid: ({ grid }) => grid,
  optimizer: () => null,
  protocol: ({ command, settings, arms }, arm) => ({
    command: (arms[arm]?.command ?? command).join(' '),
    settings: { ...settings, ...arms[arm]?.settings }
  }),
  metrics: ({ metrics }) =>
    isObject(metrics)
      ? Object.fromEntries(Object.entries(metrics).map(([name, each]) => [name, factsOf(name, each)]))
      : {},
  ownMetrics: 'declared',
  length: ({ length, metrics }) => ({
    tau: length ?? 1,
    unit: Object.values(metrics).find(({ unit }) => unit !== null)?.unit ?? 'step'
  }),
  chanceLevel: () => null,
  failure: ({ failure }) => failure,
  sameScale: () => true,
  dataset: () => null,
  onDataset: (experiment) => experiment,

  dataDigest: () => null,
  spec(experiment, { arm, setting }, shared, _digest, facts = null) {
    const own = experiment.arms[arm]
    if (own === undefined) throw new Error(`experiment ${experiment.id} has no arm ${arm}`)
    const { folder, shell, warm, args, divergedExitCodes, read, environment, limits, resources } = experiment
    const named = programPlaceholders(experiment)
    const metrics = Object.entries(experiment.metrics)
    return {
      kind: 'program',
      ...shared,
      folder,
      command: own.command ?? experiment.command,
      ...(shell && { shell }),
      ...(warm && { warm }),
      args,
      settings: { ...experiment.settings, ...own.settings, ...setting },
      ...(named.has('arm') && { arm }),
      ...(named.has('profile') && experiment.profile !== undefined && { profile: experiment.profile }),
      metrics: Object.fromEntries(metrics.map(([name, { from, unit }]) => [name, { from, unit }])),
      divergedExitCodes,
      read,
      inputs: facts?.inputs ?? null,
      data: facts?.data ?? null,
      environment: { set: environment.set, pass: environment.pass, captured: facts?.captured ?? null },
      threads: resources.cores,
      conduct: {
        folder: facts?.folder ?? null,
        inputs: facts?.inputFiles ?? [],
        data: experiment.data,
        bounds: Object.fromEntries(metrics.map(([name, { bounds }]) => [name, bounds])),
        limits,
        resources
      }
    }
  },

  together: () => null,
  cost: ({ conduct }, { overheadMs }) => ({
    sharedMs: 0,
    memberMs: overheadMs + (conduct?.resources.seconds ?? 0) * 1000
  }),
  memory: (specs) => ({
    sharedBytes: 0,
    memberBytes: Math.max(...specs.map(({ conduct }) => conduct?.resources.memoryMiB ?? 0)) * 2 ** 20
  }),

  share: ({ threads, conduct }) => ({ cores: threads, gpus: conduct?.resources.gpus ?? 0 }),

  does: 'runs programs',
  describe: ({ command, settings }) => [scriptOf(command), settingsWords(settings)].join(' ').trim(),
  groups: ({ command, settings }) => [scriptOf(command), settingsWords(settings) || 'no settings'],
  columns: COLUMNS,
  facts: ({ command, settings, inputs, data, environment, threads }): Record<(typeof COLUMNS)[number], RunFact> => ({
    command: command.join(' '),
    settings: canonicalJson(settings),
    inputsDigest: inputs,
    dataDigest: data,
    environmentDigest: environment.captured,
    threads
  }),
  datasets: () => []
}

function without(settings: ProgramSettings, overridden: ProgramSettings): ProgramSettings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !Object.hasOwn(overridden, name)))
}

/** Of a file too, which may leave things out or be malformed. */
function factsOf(name: string, metric: unknown): MetricFacts {
  const { unit, better, bounds }: Partial<Record<keyof ProgramMetric, unknown>> = {
    ...usualMetric(name),
    ...(isObject(metric) ? metric : {})
  }
  const [low, high] = Array.isArray(bounds) ? bounds : []
  return {
    unit: unit === 'epoch' || unit === 'step' ? unit : null,
    better: isDirection(better) ? better : null,
    bounds: [
      typeof low === 'number' ? low : Number.NEGATIVE_INFINITY,
      typeof high === 'number' ? high : Number.POSITIVE_INFINITY
    ]
  }
}

const DIRECTIONS: readonly unknown[] = ['lower', 'higher']

function isDirection(better: unknown): better is 'lower' | 'higher' {
  return DIRECTIONS.includes(better)
}

/** What of a command is its program: the script, where an interpreter is given one. */
function scriptOf(command: readonly string[]): string {
  const plain = command.filter((part) => !part.startsWith('-') && !part.includes('{'))
  const script = plain[1] ?? plain[0] ?? 'program'
  const [first = 'program'] = script.trim().split(/\s/)
  return first.split('/').at(-1)!
}

function settingsWords(settings: ProgramSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')
}
