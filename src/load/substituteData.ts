import type { DatasetFacts } from '../claims/datasets'
import { datasetFacts } from '../claims/manifest/datasetFacts'
import { factsOfManifest } from '../claims/manifest/manifest'
import { InputError } from '../errors'
import { type Claim, partsOf } from '../kinds'
import { type Experiment, runKindOf } from '../runs/runKinds'
import type { Choice } from './choices'
import type { LoadedClaims } from './load'

/** Substitutes by the dataset that each stands in for: `{ cifar10: 'cifar10-jpeg' }`. */
export type Substitutions = Readonly<Record<string, string>>

/** A dataset that another one stood in for, and what that concerns. */
export interface Substitution {
  /** The dataset that the experiments name. */
  readonly dataset: string
  /** The dataset that stood in for it. */
  readonly substitute: string
  /** Ids, sorted. */
  readonly experiments: readonly string[]
  /** Ids, sorted: of the claims about these experiments, and of those that are made of such claims. */
  readonly claims: readonly string[]
}

/**
 * The claims with their experiments on other data, as `--data` asks: an experiment names the substitute, its splits are
 * cut to what that has (the validation images in proportion, before the others), and every profile says so in its
 * departure. Outcomes expected on the original do not count: a claim expects what it states for the substitute.
 *
 * @throws InputError for a dataset that no experiment uses or nobody knows, and for a substitute of other classes, other
 *   image sizes, or too few images
 */
export function substituteData(
  loaded: LoadedClaims,
  wanted: Substitutions
): { readonly loaded: LoadedClaims; readonly substitutions: readonly Substitution[] } {
  const experiments = new Map(loaded.experiments)
  const choices = new Map(loaded.choices)
  const substitutions = Object.entries(wanted).map(([dataset, substitute]): Substitution => {
    const concerned = [...loaded.experiments.values()].filter((experiment) => datasetOf(experiment) === dataset)
    if (concerned.length === 0) throw unused(dataset, loaded)
    const [original, facts] = [factsOf(dataset, loaded), factsOf(substitute, loaded)]
    requireAlike(dataset, original, substitute, facts)
    for (const experiment of concerned) {
      const replaced = (each: Experiment) => runKindOf(each).onDataset(each, original, substitute, facts)
      experiments.set(experiment.id, replaced(experiment))
      const known = choices.get(experiment.id)
      if (known !== undefined)
        choices.set(
          experiment.id,
          known.map((choice) => underEach(choice, replaced))
        )
    }
    const ids = concerned.map(({ id }) => id).sort()
    return { dataset, substitute, experiments: ids, claims: claimsAbout(new Set(ids), loaded.claims) }
  })
  const claims = loaded.claims.map((claim) => {
    const { expectedOn = {}, ...rest } = claim
    const substitutes = substitutesOf(claim.id, substitutions)
    return substitutes === null ? claim : { ...rest, expected: expectedOn[substitutes] ?? {} }
  })
  return { loaded: { ...loaded, claims, experiments, choices }, substitutions }
}

/** A choice with every option's experiment replaced. */
function underEach(choice: Choice, replace: (experiment: Experiment) => Experiment): Choice {
  const options = choice.options.map((option) => ({ ...option, experiment: replace(option.experiment) }))
  return { ...choice, options }
}

/** What stood in for the data of a claim; null where nothing did. */
export function substitutesOf(claimId: string, substitutions: readonly Substitution[]): string | null {
  const names = substitutions.filter(({ claims }) => claims.includes(claimId)).map(({ substitute }) => substitute)
  return names.length === 0 ? null : names.join(', ')
}

/** Claims about the experiments, and claims that are made of such claims. */
function claimsAbout(experiments: ReadonlySet<string>, claims: readonly Claim[]): readonly string[] {
  const found = new Set<string>()
  let before = -1
  while (found.size > before) {
    before = found.size
    for (const claim of claims) {
      const { id, experiment } = claim
      const isWhole = partsOf(claim).some((part) => found.has(part))
      if (isWhole || (experiment !== null && experiments.has(experiment))) found.add(id)
    }
  }
  return [...found].sort()
}

function datasetOf(experiment: Experiment): string | null {
  return runKindOf(experiment).dataset(experiment)
}

function factsOf(dataset: string, { datasets }: LoadedClaims): DatasetFacts {
  const manifest = datasets.get(dataset)
  const facts = manifest === undefined ? datasetFacts(dataset) : factsOfManifest(manifest)
  if (facts !== null) return facts
  throw new InputError(`there is no dataset ${JSON.stringify(dataset)}`, {
    where: '--data',
    expected: 'a dataset that claimcheck knows, or one with a manifest',
    remedy: 'claimcheck data list shows those of this machine'
  })
}

function requireAlike(dataset: string, original: DatasetFacts, substitute: string, facts: DatasetFacts): void {
  const words = ({ imageShape, numClasses, numTargets }: DatasetFacts) => {
    const targets = numTargets === undefined ? `in ${numClasses} classes` : `with ${numTargets} numbers to tell`
    return `images of ${imageShape.join(' x ')} ${targets}`
  }
  if (words(original) === words(facts)) return
  throw new InputError(`${substitute} cannot stand in for ${dataset}`, {
    where: '--data',
    expected: words(original),
    received: words(facts),
    remedy: 'choose a dataset of the same image size and targets'
  })
}

function unused(dataset: string, { experiments }: LoadedClaims): InputError {
  const used = new Set([...experiments.values()].flatMap((experiment) => datasetOf(experiment) ?? []))
  return new InputError(`no experiment uses the dataset ${JSON.stringify(dataset)}`, {
    where: '--data',
    expected: used.size === 0 ? 'nothing: no experiment uses a dataset' : `one of ${[...used].sort().join(', ')}`,
    remedy: 'name the dataset that is replaced before "=", the substitute behind it'
  })
}
