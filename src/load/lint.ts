import { statSync } from 'node:fs'
import path from 'node:path'
import type { DatasetFacts, DatasetLookup } from '../claims/datasets'
import { idOfPlace, type SpecDocument } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { checkManifest } from '../claims/manifest/checkManifest'
import { datasetFacts } from '../claims/manifest/datasetFacts'
import { factsOfManifest, type ManifestDocument, resolveManifest } from '../claims/manifest/manifest'
import { renewClaimFile } from '../claims/oldNames'
import { parseDocument } from '../claims/parse'
import { schemaProblems } from '../claims/schemaProblems'
import { InputError } from '../errors'
import { MAX_WRITTEN_BYTES, readRegularFile } from '../files/readRegularFile'
import { exhaustionError } from '../files/systemErrors'
import { groupBy } from '../json/groupBy'
import { checkAssumptions } from './checkAssumptions'
import { checkChoices } from './checkChoices'
import { checkClaim } from './checkClaim'
import { checkCopies } from './checkCopies'
import { checkExperiment } from './checkExperiment'
import { checkFigure } from './checkFigure'
import { checkHomes } from './checkHomes'
import { checkMembers } from './checkMembers'
import { checkNames } from './checkNames'
import { checkReach } from './checkReach'
import { checkReplaced } from './checkReplaced'
import { checkSources } from './checkSources'
import { checkSupport } from './checkSupport'
import { checkTogether } from './checkTogether'
import { SOURCE_FILE } from './claimFolders'
import type { ClaimIndex } from './claimIndex'
import { specFiles } from './specFiles'

/** A claims root, read: its documents and everything that is wrong with them. */
export interface Inspection extends ClaimIndex {
  readonly problems: readonly LintProblem[]
}

/**
 * Everything that is wrong, or doubtful, in all files of a claims root at once.
 *
 * @param root the folder that holds `experiments/` and one folder a source
 * @returns sorted by file, line and column; empty where all is well. Never throws for what the files hold.
 */
export function lintClaims(root: string): LintProblem[] {
  return [...inspectClaims(root).problems]
}

/** Reads, parses and checks all files of a claims root. */
export function inspectClaims(root: string): Inspection {
  const folder = statSync(root, { throwIfNoEntry: false })
  if (!folder?.isDirectory()) {
    return { ...emptyIndex(), factsOf: datasetFacts, problems: [noRoot(root)] }
  }
  const files: [file: string, bytes: Uint8Array][] = []
  const { files: names, packages, problems: unreadable } = specFiles(root)
  for (const file of names) {
    try {
      files.push([file, readRegularFile(path.join(root, ...file.split('/')), MAX_WRITTEN_BYTES)])
    } catch (error) {
      const exhausted = exhaustionError(error)
      if (exhausted !== null) throw exhausted
      unreadable.push(cannotRead(file, error))
    }
  }
  const inspection = inspectFiles(files, datasetFacts, packages)
  return { ...inspection, problems: [...inspection.problems, ...unreadable].sort(byFileAndPlace) }
}

type ClaimFileBytes = readonly [file: string, bytes: Uint8Array]

/**
 * Parses and checks the files of a claims root: path relative to the root, with forward slashes, and content. Each of its
 * packages is checked by itself: what it names is in it, so that it is the same wherever it lies.
 *
 * @param packages names of its folders that are packages
 */
export function inspectFiles(
  files: readonly ClaimFileBytes[],
  machine: DatasetLookup = datasetFacts,
  packages: readonly string[] = []
): Inspection {
  const homes = groupBy(files, ([file]) => packages.find((name) => file.startsWith(`${name}/`)))
  const parts = [...homes].map(([home, own]) => inspectHome(own, machine, home === undefined ? '' : `${home}/`))
  if (parts.length === 1) return parts[0]!
  const all = <Key extends keyof Omit<Inspection, 'factsOf'>>(key: Key) => parts.flatMap((part) => [...part[key]])
  const merged = {
    sources: all('sources') as SpecDocument[],
    claims: all('claims') as SpecDocument[],
    experiments: all('experiments') as SpecDocument[],
    datasets: all('datasets') as SpecDocument[],
    figures: all('figures') as SpecDocument[],
    // What its manifests do not describe, every part looks up on the machine.
    factsOf: (name: string) => parts.map(({ factsOf }) => factsOf(name)).find((facts) => facts !== null) ?? null
  }
  const problems = [...(all('problems') as LintProblem[]), ...checkHomes(merged)]
  return { ...merged, problems: problems.sort(byFileAndPlace) }
}

/** @param home what stands before the places of its files: nothing, or the package and a slash */
function inspectHome(files: readonly ClaimFileBytes[], machine: DatasetLookup, home: string): Inspection {
  const documents = emptyIndex()
  // Lists of lists: one file can have more problems than a call can have arguments.
  const problems: (readonly LintProblem[])[] = []
  for (const [file, bytes] of files) {
    const steps = file.slice(home.length).split('/')
    if (steps.length !== 2) {
      problems.push([misplaced(file)])
      continue
    }
    const role = roleOf(steps as [string, string])
    const parsed = parseDocument(file, role, bytes)
    problems.push(parsed.problems)
    const { document, problems: names } =
      role === 'claim' ? renewClaimFile(parsed.document) : { ...parsed, problems: [] }
    problems.push(names)
    documents[`${role}s`].push(document)
  }
  const manifests = manifestsOf(documents.datasets.filter(isJson))
  problems.push(manifests.problems)
  const factsOf = (name: string) => manifests.facts.get(name) ?? factsOn(machine, name)
  const claimIndex = { ...documents, factsOf }
  const readable = {
    ...claimIndex,
    sources: claimIndex.sources.filter(isJson),
    claims: claimIndex.claims.filter(isJson),
    experiments: claimIndex.experiments.filter(isJson),
    figures: claimIndex.figures.filter(isJson)
  }
  problems.push(
    Object.values(documents).flat().flatMap(checkNames),
    [...readable.sources, ...readable.claims, ...readable.experiments, ...readable.figures].flatMap((document) => [
      ...schemaProblems(document),
      ...checkReplaced(document)
    ]),
    readable.experiments.flatMap((experiment) => [
      ...checkExperiment(experiment, factsOf),
      ...checkChoices(experiment, factsOf)
    ]),
    // The files that are no JSON are known by name, so that those that name them are not blamed.
    readable.claims.flatMap((claim) => [
      ...checkClaim(claim, claimIndex),
      ...checkMembers(claim, claimIndex),
      ...checkSupport(claim, claimIndex)
    ]),
    readable.figures.flatMap((figure) => checkFigure(figure, claimIndex)),
    checkSources(readable, claimIndex),
    checkAssumptions(readable, claimIndex),
    checkCopies(readable),
    checkTogether(readable),
    checkReach({ ...claimIndex, claims: readable.claims })
  )
  return { ...claimIndex, problems: problems.flat().sort(byFileAndPlace) }
}

/** A malformed manifest of this machine is no problem of these files; whoever loads the data says what is wrong with it. */
function factsOn(machine: DatasetLookup, name: string): DatasetFacts | null {
  try {
    return machine(name)
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

type Role = 'source' | 'claim' | 'experiment' | 'dataset' | 'figure'

function emptyIndex(): Record<`${Role}s`, SpecDocument[]> {
  return { sources: [], claims: [], experiments: [], datasets: [], figures: [] }
}

function roleOf([folder, file]: readonly [string, string]): Role {
  if (folder === 'experiments') return 'experiment'
  if (folder === 'figures') return 'figure'
  if (folder === 'datasets') return 'dataset'
  return file === SOURCE_FILE ? 'source' : 'claim'
}

/** The facts of every manifest that says them, and what is wrong with the others. */
function manifestsOf(documents: readonly SpecDocument[]) {
  const problems: (readonly LintProblem[])[] = []
  const facts = new Map<string, DatasetFacts>()
  for (const document of documents) {
    const found = schemaProblems(document)
    problems.push(found, checkManifest(document))
    // A manifest that its schema refuses says nothing; one that is wrong otherwise does, and its users are not blamed.
    if (found.length > 0) continue
    facts.set(idOfPlace(document), factsOfManifest(resolveManifest(document.value as ManifestDocument)))
  }
  return { problems: problems.flat(), facts }
}

function isJson(document: SpecDocument): boolean {
  return document.tree !== undefined
}

function noRoot(root: string): LintProblem {
  const document: SpecDocument = { file: '.', role: 'claim', text: '', tree: undefined, value: undefined }
  return problemAt(document, [], {
    message: 'the claims folder does not exist',
    expected: 'a folder with experiments/ and one folder a source',
    received: root,
    remedy: 'name it with --claims, or start one with "claimcheck new"'
  })
}

function cannotRead(file: string, error: unknown): LintProblem {
  const document: SpecDocument = { file, role: 'claim', text: '', tree: undefined, value: undefined }
  return problemAt(document, [], {
    message: 'the file cannot be read',
    expected: `a file of JSON, at most ${MAX_WRITTEN_BYTES} bytes, that this user may read`,
    received: hasMessage(error) ? error.message : String(error),
    remedy: 'mend or remove it'
  })
}

/** Under Jest the errors of Node itself are of another realm and no instances of Error. */
function hasMessage(error: unknown): error is { readonly message: string } {
  return typeof (error as { message?: unknown } | null)?.message === 'string'
}

function misplaced(file: string): LintProblem {
  const document: SpecDocument = { file, role: 'claim', text: '', tree: undefined, value: undefined }
  return problemAt(document, [], {
    message: 'the file is in no place where claims or experiments are looked for',
    expected:
      '<source key>/<claim>.json, experiments/<experiment>.json, datasets/<dataset>.json or figures/<figure>.json',
    received: file,
    remedy: 'move it'
  })
}

function byFileAndPlace(a: LintProblem, b: LintProblem): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.path, b.path) ||
    compare(a.message, b.message)
  )
}

/** By code units, the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
