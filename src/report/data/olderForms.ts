import { isRecord } from './jsonFile'

/**
 * Brings what older reports of this format version hold into today's form, in place: a loss was its name alone, and
 * kernels had no regularizer. What is not as it should be is left to the schema.
 */
export function renewOlderForms(report: unknown): void {
  const experiments = isRecord(report) && isRecord(report.experiments) ? Object.values(report.experiments) : []
  for (const experiment of experiments.filter(isRecord)) {
    if (typeof experiment.loss === 'string') experiment.loss = { name: experiment.loss }
    const layers = isRecord(experiment.model) ? experiment.model.layers : undefined
    for (const layer of Array.isArray(layers) ? layers.filter(isRecord) : []) {
      if ('kernel_initializer' in layer) layer.kernel_regularizer ??= null
    }
  }
}
