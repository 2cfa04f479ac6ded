import path from 'node:path'
import { globSync } from 'tinyglobby'
import { InputError } from '../errors'
import { FOLDERS_WITHOUT_CLAIMS, SOURCE_FILE } from '../load/claimFolders'
import { packagesIn } from '../load/packages'

/** Ids of the claims whose files a glob matches. */
export interface MatchedClaims {
  readonly claimsRoot: string
  readonly ids: readonly string[]
}

/**
 * Finds claim files by glob.
 *
 * @param glob relative to the working directory, such as `claims/my-paper/*.json`
 * @param claimsRoot the folder that holds `experiments/` and one folder a source
 * @throws InputError where nothing matches: a suite without claims must not pass
 */
export function matchClaimFiles(glob: string | readonly string[], claimsRoot: string): MatchedClaims {
  const root = path.resolve(claimsRoot)
  const packages = packagesIn(root)
  const files = globSync(typeof glob === 'string' ? glob : [...glob], { absolute: true, onlyFiles: true })
  const ids = files
    .map((file) => placeIn(path.relative(root, file).split(path.sep), packages))
    .filter(isClaimPlace)
    .map((parts) => parts.join('/').replace(/\.json$/, ''))
    .sort()
  if (ids.length === 0) {
    throw new InputError(`the glob ${JSON.stringify(glob)} matches no claim`, {
      expected: `files <source>/<claim>.json in ${root}`,
      received: files.length === 0 ? `no file, seen from ${process.cwd()}` : `other files, such as ${files.sort()[0]}`,
      remedy: 'check the glob, which is relative to the working directory, and the option claimsRoot'
    })
  }
  return { claimsRoot: root, ids }
}

/** The steps from the root, or from the package in it that holds the file. */
function placeIn(steps: readonly string[], packages: readonly string[]): readonly string[] {
  return packages.includes(steps[0]!) ? steps.slice(1) : steps
}

function isClaimPlace(parts: readonly string[]): boolean {
  const [source = '', file = ''] = parts
  if (parts.length !== 2 || !file.endsWith('.json') || file === SOURCE_FILE) return false
  return source !== '..' && !FOLDERS_WITHOUT_CLAIMS.includes(source)
}
