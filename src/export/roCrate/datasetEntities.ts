import { isDatasetName } from '../../claims/datasets'
import { describeDataset } from '../../data/descriptions'
import { runKindOf } from '../../runs/runKinds'
import { safeName } from '../runNames'
import type { ExportedRun } from '../runsToExport'
import { type Entity, textOf } from './entity'

/** The data sets that runs were trained on, by name and digest. They are described, and not part of the crate. */
export function datasetEntities(runs: readonly ExportedRun[]): Entity[] {
  const digests = new Map<string, string>()
  for (const { record } of runs) {
    const { spec } = record.result
    for (const { name, digest } of runKindOf(spec).datasets(spec)) digests.set(digest, name)
  }
  return [...digests].sort().map(([digest, name]) => ({
    '@id': `#dataset-${safeName(name)}-${digest.slice(0, 12)}`,
    '@type': 'CreativeWork',
    name: textOf(name),
    identifier: `sha256:${digest}`,
    ...describe(name)
  }))
}

/** Whose they are and under which licence, of the data sets that claimcheck knows by itself. */
function describe(name: string) {
  if (!isDatasetName(name)) return {}
  const { summary, attribution, licence } = describeDataset(name)
  return { description: textOf(`${summary}. ${attribution}`), usageInfo: textOf(licence) }
}
