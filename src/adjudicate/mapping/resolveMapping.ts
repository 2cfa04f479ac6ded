import { completeOptions, completeShape, formatOf, type LogFormatName } from '../../logs/formats'
import type { Field, FieldFile, Mapping, MappingFile, MetricFile, MetricSource } from './types'

/** A mapping's file, which lint accepted, with every default filled in. */
export function resolveMapping(file: MappingFile): Mapping {
  const format = formatOfLogs(file.log)
  const options = completeOptions(format, {})
  const { step, ...shape } = completeShape(format, {})
  return {
    description: file.description ?? null,
    log: {
      format: null,
      ...options,
      missing: [],
      where: null,
      together: null,
      parts: 'joined',
      ...shape,
      ...file.log
    },
    config: file.config === undefined ? null : { format: null, ...file.config },
    name: file.name ?? null,
    arm: resolveField(file.arm),
    run: file.run === undefined ? null : { pairing: 'number', ...file.run },
    settings: resolveFields(file.settings ?? {}),
    groups: resolveFields(file.groups ?? {}),
    epochs: { column: step, first: 1, count: null, countFrom: null, last: null, unit: 'epoch', ...file.epochs },
    metrics: Object.fromEntries(Object.entries(file.metrics).map(([name, metric]) => [name, resolveMetric(metric)])),
    failures: {
      metric: file.failures?.metric ?? (file.metrics[TRAINING_LOSS] === undefined ? null : TRAINING_LOSS),
      chanceLevel: chanceLevel(file.failures)
    },
    tuning: file.tuning ?? null,
    gaps: {
      incompleteRuns: 'error',
      repeatedEpochs: 'error',
      laterEpochs: 'error',
      runsPerSetting: null,
      missingRuns: 'error',
      ...file.gaps
    }
  }
}

const TRAINING_LOSS = 'train.loss'

/** What is stated, else what all patterns end in. */
function formatOfLogs({ format, files }: MappingFile['log']): LogFormatName | null {
  if (format !== undefined) return format
  const formats = new Set(files.filter((glob) => !glob.startsWith('!')).map(formatOf))
  return formats.size === 1 ? [...formats][0]! : null
}

function resolveMetric(metric: MetricFile): MetricSource {
  const none = { meanOfLast: 1, best: null }
  if (typeof metric === 'string') return { names: [metric], ...none }
  return isList(metric) ? { names: metric, ...none } : { ...none, ...metric }
}

function isList(metric: MetricFile): metric is readonly string[] {
  return Array.isArray(metric)
}

/** For K-class cross-entropy ln K. */
function chanceLevel(failures: MappingFile['failures']): number | null {
  if (failures?.chanceLevel !== undefined) return failures.chanceLevel
  return failures?.classes === undefined ? null : Math.log(failures.classes)
}

function resolveFields(fields: Readonly<Record<string, FieldFile>>): Record<string, Field> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, resolveField(field)]))
}

function resolveField(field: FieldFile): Field {
  return { values: null, default: null, ...field }
}
