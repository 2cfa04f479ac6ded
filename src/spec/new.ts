import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { InputError } from '../errors'
import type { ClaimFile, ExperimentFile } from './fileTypes'
import { SCHEMA_FOLDER } from './schema'

export interface ScaffoldOptions {
  /** The claims root; made where it does not exist. */
  readonly root: string
  /** `<source key>/<slug>` */
  readonly id: string
  /** Which kind of claim to start from: two arms compared on the embedded digits, or an optimizer on a problem. */
  readonly kind?: 'lower' | 'converges-to'
}

export interface ScaffoldedFiles {
  readonly claim: string
  readonly experiment: string
}

/**
 * Writes a claim and an experiment to start from: they lint clean, run anywhere, and say what to replace.
 *
 * @returns the paths of the two files, `<root>/<id>.json` and `<root>/experiments/<slug>.json`
 * @throws InputError where the id has the wrong form or one of the files exists; nothing is written then
 */
export function scaffoldClaim({ root, id, kind = 'lower' }: ScaffoldOptions): ScaffoldedFiles {
  const [, key, slug] = /^([a-z0-9][a-z0-9.-]{0,63})\/([a-z0-9][a-z0-9.-]{0,63})$/.exec(id) ?? []
  if (key === undefined || slug === undefined || key === 'experiments' || key === 'schema') {
    throw new InputError('a new claim needs an id', {
      expected:
        '<source key>/<name>, each of 1 to 64 lower-case letters, digits, "-" and ".", such as "reddi2018/online-adam"',
      received: JSON.stringify(id),
      remedy: 'choose another id; "experiments" and "schema" are taken'
    })
  }
  const files = {
    claim: path.join(root, key, `${slug}.json`),
    experiment: path.join(root, 'experiments', `${slug}.json`)
  }
  for (const file of Object.values(files)) {
    if (!existsSync(file)) continue
    throw new InputError('a file of that name exists already', {
      where: file,
      expected: 'a new name: nothing is overwritten',
      received: id,
      remedy: 'choose another id, or edit the file'
    })
  }
  const experiment = kind === 'lower' ? comparedOnDigits(slug) : onlineProblem(slug)
  write(files.experiment, root, 'experiment', experiment)
  write(files.claim, root, 'claim', kind === 'lower' ? lowerClaim(id, key, slug) : convergesToClaim(id, key, slug))
  return files
}

function write(file: string, root: string, role: 'claim' | 'experiment', content: ClaimFile | ExperimentFile): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const reference = schemaReference(path.dirname(file), path.resolve(root), role)
  const withSchema = reference === null ? content : { $schema: reference, ...content }
  // "wx": should another process have made the file since it was looked for, this fails instead of overwriting it.
  writeFileSync(file, `${JSON.stringify(withSchema, null, 2)}\n`, { flag: 'wx' })
}

/**
 * The schema as seen from a folder: in the claims root itself, else in the claimcheck that is installed for the root's
 * project, else in this one. null on another drive, since an absolute path would only hold on this machine.
 */
function schemaReference(folder: string, root: string, role: 'claim' | 'experiment'): string | null {
  const name = `${role}.schema.json`
  const places = [path.join(root, 'schema'), ...installedPlaces(root), SCHEMA_FOLDER]
  const place = places.find((candidate) => existsSync(path.join(candidate, name)))
  if (place === undefined) return null
  const reference = path.relative(folder, path.join(place, name))
  return path.isAbsolute(reference) ? null : reference.split(path.sep).join('/')
}

/** `node_modules/claimcheck` of the root's folder and of every one above it, nearest first, as Node resolves packages. */
function installedPlaces(root: string): string[] {
  const places: string[] = []
  for (let folder = root; ; folder = path.dirname(folder)) {
    places.push(path.join(folder, 'node_modules', 'claimcheck', 'claims', 'schema'))
    if (path.dirname(folder) === folder) return places
  }
}

function claimHead(id: string, key: string, slug: string): Pick<ClaimFile, 'id' | 'source' | 'experiment'> {
  return {
    id,
    source: {
      key,
      citation: 'Replace: authors, title, venue, year',
      locator: 'Replace: where in the source the claim stands',
      quote: 'Replace: the sentence, verbatim. Not read? Then "paraphrase" and "via" instead.'
    },
    experiment: slug
  }
}

const ASSUMPTIONS: NonNullable<ClaimFile['assumptions']> = [
  {
    topic: 'Replace: a gap of the source, such as the loss function',
    gap: 'Replace: what it leaves open',
    choice: 'Replace: what was chosen here',
    alternatives: ['Replace: what else it could be']
  }
]

function lowerClaim(id: string, key: string, slug: string): ClaimFile {
  return {
    ...claimHead(id, key, slug),
    statement: 'Replace: on the digits AMSGrad ends at a lower training loss than Adam.',
    hypothesis: {
      kind: 'lower',
      metric: 'train.loss',
      treatment: 'amsgrad',
      control: 'adam',
      margin: { relative: 0.01 }
    },
    decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 10 } },
    assumptions: ASSUMPTIONS,
    expected: {}
  }
}

function convergesToClaim(id: string, key: string, slug: string): ClaimFile {
  return {
    ...claimHead(id, key, slug),
    statement: 'Replace: on the online problem AMSGrad ends at x = -1.',
    hypothesis: { kind: 'converges-to', arm: 'amsgrad', target: -1, tolerance: 0.01, over: 'initial-points' },
    assumptions: ASSUMPTIONS,
    expected: {}
  }
}

function comparedOnDigits(id: string): ExperimentFile {
  const optimizer = { variant: 'pytorch', learningRate: 0.01, beta1: 0.9, beta2: 0.999 } as const
  return {
    id,
    kind: 'classification',
    description: 'Replace: softmax regression on 1,197 images of handwritten digits, batch 128.',
    sourceProtocol: 'Replace: how the source ran it.',
    data: { dataset: 'digits' },
    model: { layers: [{ class: 'Dense', units: 10, activation: 'softmax' }] },
    training: { batchSize: 128, epochs: 20 },
    arms: {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    },
    profiles: { quick: { departure: 'Replace: 5 epochs instead of 20', epochs: 5 } }
  }
}

function onlineProblem(id: string): ExperimentFile {
  const optimizer = { variant: 'paper', learningRate: 0.001, beta1: 0.9, beta2: 0.99 } as const
  return {
    id,
    kind: 'synthetic',
    description: 'Replace: f_t(x) = 1010x if t mod 101 = 1, else -10x, on [-1, 1].',
    sourceProtocol: 'Replace: how the source ran it.',
    problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
    initialPoints: [-1, 0, 1],
    numSteps: 10_000_000,
    arms: {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    },
    profiles: { quick: { departure: 'Replace: 6 million steps instead of 10 million', numSteps: 6_000_000 } }
  }
}
