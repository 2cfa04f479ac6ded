import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(__dirname, '../../..')
const SOURCE = path.join(ROOT, 'src')
/** A place from which the compiled files find the packages, and that git and npm leave alone. */
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'claimcheck-contract')

/**
 * A folder with src/ compiled as it is now: CLAIMCHECK_DIST, or dist/ where it is newer than every source, or a fresh
 * compilation. The contract suite runs engines in processes of their own, on what users run.
 */
export function compiledSource(): string {
  if (process.env.CLAIMCHECK_DIST) return path.resolve(process.env.CLAIMCHECK_DIST)
  const sources = filesBelow(SOURCE, '.ts')
  const dist = path.join(ROOT, 'dist')
  const compiled = filesBelow(dist, '.js')
  if (compiled.length >= sources.length && oldest(compiled) >= newest(sources)) return dist
  const target = path.join(CACHE, contentHash(sources))
  if (!existsSync(target)) compileTo(target)
  return target
}

/** Another worker of Jest may be doing the same: the folder appears whole, by a rename, or not at all. */
function compileTo(target: string): void {
  mkdirSync(CACHE, { recursive: true })
  const draft = mkdtempSync(path.join(CACHE, 'draft-'))
  const tsc = path.join(path.dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
  const args = [tsc, '-p', 'tsconfig.build.json', '--removeComments', '--outDir', draft]
  try {
    execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'pipe' })
  } catch {
    // Type errors are found by `npm run lint`; tsc writes the JavaScript all the same.
  }
  try {
    renameSync(draft, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    rmSync(draft, { recursive: true, force: true })
  }
}

function filesBelow(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension) && !name.endsWith('.d.ts'))
    .map((name) => path.join(folder, name))
    .sort()
}

function contentHash(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex').slice(0, 16)
}

function newest(files: readonly string[]): number {
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}

function oldest(files: readonly string[]): number {
  return Math.min(...files.map((file) => statSync(file).mtimeMs))
}
