import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import seedrandomManifest from 'seedrandom/package.json'
import { digestOf, sha256 } from '../json/canonical'

const SOURCE_ROOT = path.resolve(__dirname, '..')

/**
 * The numerics version of an engine: a digest over the compiled files that decide its numbers. It is part of every
 * run's key, so changed arithmetic never answers from records of the old one. The build drops comments, so a reworded
 * comment changes nothing.
 *
 * @param places files (without extension) or folders below `src/`, such as `optim` and `engine/scalar`
 * @returns SHA-256, hex
 */
export function numericsDigest(places: readonly string[]): string {
  const files = places.flatMap((place) => filesAt(path.join(SOURCE_ROOT, place)))
  const entries = files.map((file) => [
    path
      .relative(SOURCE_ROOT, file)
      .split(path.sep)
      .join('/')
      .replace(/\.[jt]s$/, ''),
    sha256(readFileSync(file))
  ])
  // The random streams are the library's; another version of it could draw other numbers.
  return digestOf({ ...Object.fromEntries(entries), seedrandom: seedrandomManifest.version })
}

function filesAt(place: string): string[] {
  for (const extension of ['.js', '.ts']) {
    if (statSync(place + extension, { throwIfNoEntry: false })?.isFile()) return [place + extension]
  }
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}
