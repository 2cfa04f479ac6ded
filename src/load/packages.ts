import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** What makes a folder of claims a package: it can be published, and whatever its files name lies in it. */
const PACKAGE_FILE = 'package.json'

/** Whether a claims root is a package of its own: its programs lie in it, and not beside it. */
export function isPackage(folder: string): boolean {
  return existsSync(path.join(folder, PACKAGE_FILE))
}

/** The folders of a claims root that are packages, or links to one; sorted. Each is a claims root of its own. */
export function packagesIn(root: string): readonly string[] {
  return namesIn(root).filter((name) => {
    if (name === 'node_modules' || name.startsWith('.')) return false
    const folder = path.join(root, name)
    return isPackage(folder) && statSync(folder).isDirectory()
  })
}

/**
 * The folder from which paths of a claim or an experiment go: the package in the root that holds it, else the root.
 *
 * @param place the folder of a source, `my-paper`, or an experiment, `experiments/first.json`
 */
export function homeOf(root: string, place: string): string {
  const holds = (home: string) => existsSync(path.join(home, place))
  // First the root: its packages are listed for what it does not have itself, and not for each of thousands of claims.
  if (holds(root)) return root
  return homesIn(root).find(holds) ?? root
}

/** The root and the packages in it, each with files of its own. */
export function homesIn(root: string): readonly string[] {
  return [root, ...packagesIn(root).map((name) => path.join(root, name))]
}

/** Where the commands of an experiment are started: in the package that holds it, else in the folder above the root. */
export function projectOf(root: string, experimentId: string): string {
  const home = homeOf(root, `experiments/${experimentId}.json`)
  return isPackage(home) ? home : path.dirname(path.resolve(root))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // Whoever reads the folder says why it cannot be read.
    return []
  }
}
