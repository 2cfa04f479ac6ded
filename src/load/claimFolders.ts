/**
 * Folders of a claims root that lint leaves alone: schemas, mappings of run logs, what claims came to on these logs, and
 * the programs of a package.
 */
export const FOLDERS_WITHOUT_SPECS: readonly string[] = ['schema', 'mappings', 'external', 'outside', 'programs']

/** Folders of a claims root that are no source: what stands there is no claim. */
export const FOLDERS_WITHOUT_CLAIMS: readonly string[] = [
  'experiments',
  'datasets',
  'figures',
  ...FOLDERS_WITHOUT_SPECS
]

/** In a source's folder: the source itself. Every other file there is a claim. */
export const SOURCE_FILE = 'source.json'
