/** Folders of a claims root that are no source: what stands there is no claim. */
export const FOLDERS_WITHOUT_CLAIMS: readonly string[] = ['experiments', 'datasets', 'schema']
