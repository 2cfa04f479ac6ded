import { type DatasetManifest, type ManifestDocument, resolveManifest } from '../../../src/claims/manifest/manifest'
import { InputError } from '../../../src/errors'
import type { Claim } from '../../../src/kinds'
import type { LoadedClaims } from '../../../src/load/load'
import { substituteData, substitutesOf } from '../../../src/load/substituteData'
import type { ClassificationExperiment } from '../../../src/runs/classification/types'
import { applyProfile } from '../../../src/runs/profiles'
import { claim, classificationExperiment, syntheticExperiment } from '../../support/builders'

const PHOTOS: ClassificationExperiment = classificationExperiment({
  id: 'photos',
  data: { dataset: 'cifar10', trainImages: 45_000, validationImages: 5_000, testImages: 10_000, pixelScale: 255 },
  profiles: { quick: { departure: '1 epoch instead of 30', epochs: 1, trainImages: 2_560 } }
})
const REGISTERED = { outcome: 'refuted', subtype: null, why: 'measured' } as const
const ABOUT: Claim = claim({
  id: 'a/photos',
  experiment: 'photos',
  expected: { quick: REGISTERED },
  expectedOn: { 'cifar10-jpeg': { standard: { ...REGISTERED, outcome: 'reproduced' } } }
})
const WHOLE: Claim = claim({
  id: 'a/whole',
  experiment: null,
  hypothesis: { kind: 'all-of', claims: ['a/photos', 'a/digits'] },
  expected: { quick: REGISTERED }
})
const OUTER: Claim = { ...WHOLE, id: 'a/outer', hypothesis: { kind: 'all-of', claims: ['a/whole', 'a/digits'] } }
const OTHER: Claim = claim({ id: 'a/digits', experiment: 'toy-logreg', expected: { quick: REGISTERED } })

function loaded(experiment = PHOTOS, datasets: readonly DatasetManifest[] = []): LoadedClaims {
  const experiments = [experiment, classificationExperiment(), syntheticExperiment()]
  return {
    // The whole before its parts: the order must not matter.
    claims: [OUTER, WHOLE, ABOUT, OTHER],
    experiments: new Map(experiments.map((each) => [each.id, each])),
    choices: new Map(),
    datasets: new Map(datasets.map((each) => [each.name, each])),
    figures: [],
    origins: new Map()
  }
}

function manifest(changes: Partial<ManifestDocument>): DatasetManifest {
  return resolveManifest({
    name: 'small',
    title: 'Small',
    summary: 'few photographs',
    attribution: 'nobody',
    licence: 'none',
    layout: 'cifar10-binary',
    numClasses: 10,
    imageShape: [32, 32, 3],
    files: [
      { name: 'a', role: 'training', images: 1_000, sha256: '0'.repeat(64) },
      { name: 'b', role: 'test', images: 100, sha256: '1'.repeat(64) }
    ],
    ...changes
  })
}

const onPhotos = (result: ReturnType<typeof substituteData>) =>
  result.loaded.experiments.get('photos') as ClassificationExperiment

describe('substituteData', () => {
  it('changes nothing where nothing is asked for', () => {
    const before = loaded()
    const { loaded: after, substitutions } = substituteData(before, {})
    expect(substitutions).toEqual([])
    expect(after).toEqual(before)
  })

  it('names the substitute and cuts the splits to what it has, validation in proportion', () => {
    const { data } = onPhotos(substituteData(loaded(), { cifar10: 'cifar10-jpeg' }))
    expect(data).toEqual({
      dataset: 'cifar10-jpeg',
      trainImages: 18_000,
      validationImages: 2_000,
      testImages: 10_000,
      pixelScale: 255
    })
  })

  it('says so in the departure of every profile, before what stood there', () => {
    const { profiles } = onPhotos(substituteData(loaded(), { cifar10: 'cifar10-jpeg' }))
    expect(profiles.quick).toEqual({
      departure: 'cifar10-jpeg instead of cifar10, with 2000 validation images instead of 5000; 1 epoch instead of 30',
      epochs: 1,
      trainImages: 2_560
    })
    const all =
      'cifar10-jpeg instead of cifar10, with 18000 training images instead of 45000, 2000 validation images instead of 5000'
    expect(profiles.standard).toEqual({ departure: all })
    expect(profiles.paper).toEqual({ departure: all })
  })

  it('cuts the training images of a profile as well', () => {
    const experiment = { ...PHOTOS, profiles: { quick: { departure: null, trainImages: 30_000 } } }
    const substituted = onPhotos(substituteData(loaded(experiment), { cifar10: 'cifar10-jpeg' }))
    expect(applyProfile(substituted, 'quick').data.trainImages).toBe(18_000)
  })

  it('what the source leaves open is left open on the substitute too', () => {
    const option = { name: 'raw', set: {}, experiment: { ...PHOTOS, data: { ...PHOTOS.data, pixelScale: 1 } } }
    const choices = new Map([
      ['photos', [{ topic: 'input scaling', assumption: null, base: 'divided', options: [option] }]]
    ])
    const substituted = substituteData({ ...loaded(), choices }, { cifar10: 'cifar10-jpeg' })
    const [raw] = substituted.loaded.choices.get('photos')![0]!.options
    expect(raw!.experiment).toMatchObject({
      data: { ...onPhotos(substituted).data, pixelScale: 1 },
      profiles: onPhotos(substituted).profiles
    })
  })

  it('cuts nothing where the substitute is large enough', () => {
    const data = { dataset: 'cifar10', trainImages: 900, validationImages: 0, testImages: 100, pixelScale: 255 }
    const { data: after } = onPhotos(
      substituteData(loaded({ ...PHOTOS, data, profiles: {} }, [manifest({})]), { cifar10: 'small' })
    )
    expect(after).toEqual({ ...data, dataset: 'small' })
  })

  it('keeps the range of the inputs where the pixels have another', () => {
    const small = manifest({ maxPixel: 51 })
    const { data } = onPhotos(substituteData(loaded(PHOTOS, [small]), { cifar10: 'small' }))
    expect(data.pixelScale).toBe(51)
  })

  it('tells which experiments and claims it concerns, wholes with their parts', () => {
    const { substitutions } = substituteData(loaded(), { cifar10: 'cifar10-jpeg' })
    expect(substitutions).toEqual([
      {
        dataset: 'cifar10',
        substitute: 'cifar10-jpeg',
        experiments: ['photos'],
        claims: ['a/outer', 'a/photos', 'a/whole']
      }
    ])
    expect(substitutesOf('a/outer', substitutions)).toBe('cifar10-jpeg')
    expect(substitutesOf('a/digits', substitutions)).toBeNull()
  })

  it('does not count outcomes that are expected for the original', () => {
    const { claims } = substituteData(loaded(), { cifar10: 'cifar10-jpeg' }).loaded
    const expectedOf = Object.fromEntries(claims.map(({ id, expected }) => [id, expected]))
    expect(expectedOf).toEqual({
      'a/outer': {},
      'a/whole': {},
      'a/photos': { standard: { ...REGISTERED, outcome: 'reproduced' } },
      'a/digits': { quick: REGISTERED }
    })
    expect(claims.every(({ expectedOn }) => expectedOn === undefined)).toBe(true)
  })

  it.each([
    ['a dataset that no experiment uses', { mnist: 'cifar10' }, [], 'no experiment uses the dataset "mnist"'],
    ['a substitute that nobody knows', { cifar10: 'cifar9' }, [], 'there is no dataset "cifar9"'],
    ['images of another size', { cifar10: 'mnist' }, [], 'received: images of 28 x 28 x 1 in 10 classes'],
    ['other classes', { cifar10: 'small' }, [manifest({ numClasses: 11 })], 'images of 32 x 32 x 3 in 11 classes'],
    [
      'fewer images than a batch',
      { cifar10: 'small' },
      [manifest({ files: [{ name: 'a', role: 'training', images: 100, sha256: '0'.repeat(64) }] })],
      'small has too few images for experiment photos'
    ]
  ] as const)('refuses %s', (_what, wanted, datasets, message) => {
    const run = () => substituteData(loaded(PHOTOS, datasets), wanted)
    expect(run).toThrow(InputError)
    expect(run).toThrow(message)
  })
})
