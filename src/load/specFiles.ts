import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import type { SpecDocument } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { FOLDERS_WITHOUT_SPECS } from './claimFolders'
import { isPackage, packagesIn } from './packages'

/** Files of a claims root relative to it, with forward slashes, sorted; and the links that keep some from being found. */
export interface SpecFiles {
  readonly files: string[]
  /** Those of its folders that are packages, sorted. */
  readonly packages: readonly string[]
  readonly problems: LintProblem[]
}

/**
 * Everything below a claims root that is called .json, but for the schemas, the registrations and what is read with run
 * logs of others (mappings, and what they came to). Links and folders of such a name too: a claim that cannot be read
 * must not vanish from the suite. For that reason a folder of the root may be a link; inside of it, and deeper down, none
 * is followed, so that no link leads around in a circle or through all of the disk. A package in it is a root of its own,
 * which has none in it.
 */
export function specFiles(root: string): SpecFiles {
  const packages = packagesIn(root)
  const found: SpecFiles = { ...filesOf(root, packages), packages }
  for (const name of packages) {
    const { files, problems } = filesOf(path.join(root, name), [])
    found.files.push(...files.map((file) => `${name}/${file}`))
    found.problems.push(...problems.map((problem) => ({ ...problem, file: `${name}/${problem.file}` })))
  }
  found.files.sort()
  return found
}

function filesOf(root: string, packages: readonly string[]): SpecFiles {
  const found: SpecFiles = { files: [], packages: [], problems: [] }
  const ownName = isPackage(root) ? ['package.json', 'package-lock.json'] : []
  for (const entry of entriesOf(root, [])) {
    const { name } = entry
    if (name === 'registrations.json' || ownName.includes(name)) continue
    if (packages.includes(name) || FOLDERS_WITHOUT_SPECS.includes(name)) continue
    if (!entry.isSymbolicLink()) {
      visit(root, [name], entry, found)
      continue
    }
    const target = targetOf(path.join(root, name))
    if (name.endsWith('.json')) found.files.push(name)
    if (target?.isDirectory()) {
      for (const inner of entriesOf(root, [name]))
        if (!inner.isDirectory()) visit(root, [name, inner.name], inner, found)
    } else if (target === undefined && !name.endsWith('.json')) found.problems.push(deadLink(name))
  }
  return found
}

function visit(root: string, steps: readonly string[], entry: Dirent, found: SpecFiles): void {
  const file = steps.join('/')
  if (entry.name.endsWith('.json')) found.files.push(file)
  if (entry.isDirectory()) {
    for (const inner of entriesOf(root, steps)) visit(root, [...steps, inner.name], inner, found)
  } else if (entry.isSymbolicLink() && targetOf(path.join(root, ...steps))?.isDirectory()) {
    found.problems.push(deepLink(file))
  }
}

/** What a link leads to; undefined where that is nothing that can be looked at, itself among it. */
function targetOf(link: string): Stats | undefined {
  try {
    return statSync(link)
  } catch {
    return undefined
  }
}

function entriesOf(root: string, steps: readonly string[]): Dirent[] {
  return readdirSync(path.join(root, ...steps), { withFileTypes: true }).filter(
    ({ name }) => name !== 'node_modules' && !name.startsWith('.')
  )
}

function deadLink(file: string): LintProblem {
  return problemAt(linkAt(file), [], {
    message: 'the link leads nowhere',
    expected: 'a folder with claims of a source, or a link to one',
    received: 'a link to what is not there',
    remedy: 'mend or remove it'
  })
}

function deepLink(file: string): LintProblem {
  return problemAt(linkAt(file), [], {
    message: 'the folder is a link, which is not followed here',
    expected: 'links to folders in the claims folder itself only: <source key> or experiments',
    received: file,
    remedy: 'move what it leads to here, or remove it'
  })
}

function linkAt(file: string): SpecDocument {
  return { file, role: 'claim', text: '', tree: undefined, value: undefined }
}
