import type { Field, FieldFile, Mapping, MappingFile } from './types'

/** A mapping's file, which lint accepted, with every default filled in. */
export function resolveMapping(file: MappingFile): Mapping {
  return {
    description: file.description ?? null,
    log: {
      format: null,
      delimiter: null,
      runs: 'file',
      itemsAt: null,
      layout: 'wide',
      rowsAt: null,
      metricColumn: null,
      valueColumn: null,
      ...file.log
    },
    config: file.config === undefined ? null : { format: null, ...file.config },
    name: file.name ?? null,
    arm: resolveField(file.arm),
    run: file.run === undefined ? null : { pairing: 'number', ...file.run },
    settings: resolveFields(file.settings ?? {}),
    groups: resolveFields(file.groups ?? {}),
    epochs: { column: null, first: 1, count: null, countFrom: null, last: null, unit: 'epoch', ...file.epochs },
    metrics: { ...file.metrics },
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
