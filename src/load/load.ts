import { idOfPlace } from '../claims/document'
import type { SourceFile } from '../claims/fileTypes'
import { formatProblems } from '../claims/formatProblems'
import { type DatasetManifest, type ManifestDocument, resolveManifest } from '../claims/manifest/manifest'
import { oldNamesIn } from '../claims/oldNames'
import { resolveSourceFigure, type SourceFigure, type SourceFigureFile } from '../claims/sourceFigure'
import type { SharedFiles } from '../claims/sources'
import { InputError } from '../errors'
import type { Claim, ClaimFile } from '../kinds'
import { warnOfOldName } from '../renamed'
import { resolveExperiment } from '../runs/resolveExperiment'
import type { Experiment, ExperimentFile } from '../runs/runKinds'
import { type Choice, resolveChoices } from './choices'
import type { ClaimIndex } from './claimIndex'
import { inspectClaims } from './lint'
import { resolveClaim } from './resolveClaim'

/** All claims and experiments of a claims root, complete and deeply frozen. */
export interface LoadedClaims {
  /** Sorted by id. */
  readonly claims: readonly Claim[]
  /** By id, sorted. */
  readonly experiments: ReadonlyMap<string, Experiment>
  /** What the experiments' sources leave open, by the experiment's id; only those that list something. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>
  /** By name: the manifests in the root's folder `datasets`. */
  readonly datasets: ReadonlyMap<string, DatasetManifest>
  /** Figures of sources, sorted by id. */
  readonly figures: readonly SourceFigure[]
  /** The file of each claim by the claim's id, and of each experiment by `experiments/<id>`; relative to the root. */
  readonly origins: ReadonlyMap<string, string>
}

/**
 * Reads a claims root, with the packages in it, and fills in every default once. Warnings of lint do not keep a claim from being loaded.
 *
 * @param root the folder that holds `experiments/` and one folder a source
 * @throws InputError that lists all problems of all files
 */
export function loadClaims(root: string): LoadedClaims {
  const inspection = inspectClaims(root)
  const errors = inspection.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) {
    throw new InputError(`the claims cannot be used\n\n${formatProblems(errors).trimEnd()}`, { where: root })
  }
  for (const names of oldNamesIn(inspection.problems)) warnOfOldName(...names)
  return resolveClaims(inspection)
}

/** Claims and experiments, complete, of documents in which lint found no error. */
export function resolveClaims({ sources, claims, experiments, datasets, figures, factsOf }: ClaimIndex): LoadedClaims {
  // What lint accepted has the form that the schema describes, which is what the file types say.
  const shared: SharedFiles = {
    sources: new Map(sources.map((document) => [idOfPlace(document), document.value as SourceFile])),
    experiments: new Map(experiments.map((document) => [idOfPlace(document), document.value as ExperimentFile]))
  }
  const byId = <T extends { readonly id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  const loadedClaims = claims.map(({ value }) => freeze(resolveClaim(value as ClaimFile, shared))).sort(byId)
  const loadedExperiments = experiments
    .map(({ value }) => freeze(resolveExperiment(value as ExperimentFile, factsOf)))
    .sort(byId)
  const choices = experiments.flatMap(({ value }): [string, readonly Choice[]][] => {
    const file = value as ExperimentFile
    const resolved = freeze(resolveChoices(file, factsOf))
    return resolved.length === 0 ? [] : [[file.id, resolved]]
  })
  const manifests = datasets.map(({ value }) => freeze(resolveManifest(value as ManifestDocument)))
  const loadedFigures = figures
    .map(({ value }) => freeze(resolveSourceFigure(value as SourceFigureFile, shared.sources)))
    .sort(byId)
  const origins = [...claims, ...experiments].map((document): [string, string] => [
    document.role === 'claim' ? idOfPlace(document) : `experiments/${idOfPlace(document)}`,
    document.file
  ])
  return {
    claims: loadedClaims,
    experiments: new Map(loadedExperiments.map((experiment) => [experiment.id, experiment])),
    choices: new Map(choices),
    datasets: new Map(manifests.map((manifest) => [manifest.name, manifest])),
    figures: loadedFigures,
    origins: new Map(origins.sort())
  }
}

function freeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}
