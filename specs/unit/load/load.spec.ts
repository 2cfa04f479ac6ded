import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DATASET_FACTS } from '../../../src/claims/datasets'
import { resolveNetwork } from '../../../src/claims/network/resolveNetwork'
import { InputError } from '../../../src/errors'
import { loadClaims } from '../../../src/load/load'
import { updateRuleOf } from '../../../src/optim/updateRule'
import type { ClassificationExperiment } from '../../../src/runs/classification/types'
import type { SyntheticExperiment } from '../../../src/runs/synthetic/types'
import { CLAIMS_ROOT } from '../claims/documents'
import { writeCase } from '../claims/malformed'

describe('loadClaims', () => {
  const loaded = loadClaims(CLAIMS_ROOT)
  let root: string

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'claimcheck-load-'))
  })

  afterEach(() => rmSync(root, { recursive: true }))

  it('loads the claims of the project, sorted by id', () => {
    const ids = loaded.claims.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort())
    expect(ids).toEqual(
      expect.arrayContaining([
        'claimcheck/digits-logreg-train-loss',
        'reddi2018/mnist-logreg-train-loss',
        'reddi2018/online-adam',
        'reddi2018/online-amsgrad',
        'reddi2018/stochastic-adam',
        'reddi2018/stochastic-amsgrad',
        'reddi2018/theorem1-c4-adam',
        'reddi2018/theorem1-c4-amsgrad'
      ])
    )
  })

  it('finds the experiment of every claim, and says where everything came from', () => {
    for (const { id, experiment } of loaded.claims) {
      expect(loaded.origins.get(id)).toBe(`${id}.json`)
      if (experiment === null) continue
      expect(loaded.experiments.get(experiment)?.id).toBe(experiment)
      expect(loaded.origins.get(`experiments/${experiment}`)).toBe(`experiments/${experiment}.json`)
    }
  })

  it('loads the manifests that lie among the claims', () => {
    expect(loaded.datasets.get('cifar10-jpeg')).toMatchObject({ layout: 'cifar10-binary', validationImages: 2000 })
    expect(Object.isFrozen(loaded.datasets.get('cifar10-jpeg')!.files)).toBe(true)
  })

  it('knows three networks, of the sizes that the sources tell', () => {
    const layersOf = (id: string) => {
      const experiment = loaded.experiments.get(id) as ClassificationExperiment
      const { imageShape, numClasses } = DATASET_FACTS[experiment.data.dataset as keyof typeof DATASET_FACTS]
      const { layers } = resolveNetwork(experiment.model.layers, imageShape, numClasses, experiment.loss)
      return layers
        .filter(({ kind }) => kind !== 'activation')
        .map(({ kind, output }) => `${kind} ${output.join(' x ')}`)
    }
    expect(layersOf('mnist-ffnn')).toEqual(['flatten 784', 'dense 100', 'dense 10'])
    const convolutions = [
      'conv2d 32 x 32 x 64',
      'maxPooling2d 16 x 16 x 64',
      'conv2d 16 x 16 x 64',
      'maxPooling2d 8 x 8 x 64'
    ]
    const dense = ['flatten 4096', 'dense 384', 'dense 192', 'dense 10']
    const without = (id: string, ...kinds: string[]) =>
      layersOf(id).filter((layer) => !kinds.some((kind) => layer.startsWith(kind)))
    expect(without('cifar10-cifarnet', 'batchNormalization')).toEqual([...convolutions, ...dense])
    expect(layersOf('cifar10-cifarnet').filter((layer) => layer.startsWith('batchNormalization'))).toHaveLength(2)
    const original = without('cifar10-cifarnet-original', 'localResponseNormalization', 'dropout')
    expect(original).toEqual([...convolutions, ...dense])
    expect(layersOf('cifar10-cifarnet-original').filter((layer) => layer.startsWith('localResponse'))).toHaveLength(2)
    expect(layersOf('cifar10-cifarnet-original').filter((layer) => layer.startsWith('dropout'))).toHaveLength(2)
  })

  it('gives objects that nobody can change', () => {
    const frozen = (value: unknown): boolean =>
      value === null || typeof value !== 'object' || (Object.isFrozen(value) && Object.values(value).every(frozen))
    for (const claim of loaded.claims) expect(frozen(claim)).toBe(true)
    for (const experiment of loaded.experiments.values()) expect(frozen(experiment)).toBe(true)
  })

  it('has the theorem under its own conditions: beta2 = 1/(1 + C^2), alpha < sqrt(1 - beta2)', () => {
    const experiments = [...loaded.experiments.values()].filter(({ id }) => id.startsWith('reddi2018-theorem1-'))
    const cases = experiments.flatMap((experiment) => {
      const { arms, problem } = experiment as SyntheticExperiment
      return Object.values(arms).map(({ optimizer }) => ({ optimizer, problem }))
    })
    expect([...new Set(cases.map(({ problem }) => problem.rareSlope))].sort((a, b) => a - b)).toEqual([
      2.5, 3, 4, 6, 10, 50
    ])
    for (const { optimizer, problem } of cases) {
      const { beta1, beta2, biasCorrection } = updateRuleOf(optimizer)
      expect(beta1).toBe(0)
      expect(beta2).toBe(1 / (1 + problem.rareSlope ** 2))
      expect(optimizer.learningRate).toBeLessThan(Math.sqrt(1 - beta2!))
      expect(optimizer.schedule.name).toBe('inverse-sqrt')
      expect(biasCorrection).toBe(false)
    }
  })

  it('compares arms that differ in the rule alone', () => {
    const others = ['mnist-logreg-two-settings', 'digits-mlp-dropout', 'digits-mlp-optimizers']
    const compared = [...loaded.experiments.values()].filter(({ id }) => !others.includes(id))
    for (const { arms } of compared) {
      // Arms of a library's variant stand alone: amsgrad-keras has no adam-keras beside it.
      const pairs = Object.keys(arms).flatMap((name) => {
        const adam = arms[name.replace('amsgrad', 'adam')]
        return name.startsWith('amsgrad') && adam !== undefined ? [[adam, arms[name]!] as const] : []
      })
      expect(pairs.length).toBeGreaterThan(0)
      for (const [adam, amsgrad] of pairs) {
        const [before, after] = [adam, amsgrad].map((arm) => ('optimizer' in arm ? arm.optimizer : null))
        expect(after).toEqual({ ...before, name: 'AMSGrad', maximum: 'uncorrected' })
      }
    }
  })

  it('quotes nothing of the paper, whose text was not read, and says through what it knows it', () => {
    for (const { source } of loaded.claims.filter((claim) => claim.source.key === 'reddi2018')) {
      expect(source.quote).toBeNull()
      expect(source.paraphrase).not.toBeNull()
      expect(source.via).toMatch(/A Closer Look At The Convergence of Adam and AMSGrad/)
    }
  })

  it('makes every claim complete: one citation a source, and all assumptions', () => {
    const claim = loaded.claims.find(({ id }) => id === 'reddi2018/mnist-logreg-train-loss')!
    expect(claim.source).toMatchObject({
      key: 'reddi2018',
      citation: 'S. J. Reddi, S. Kale, S. Kumar: On the Convergence of Adam and Beyond. ICLR 2018.',
      via: 'T. Bennatan, L. Collin, E. Ng Cheng Hin: A Closer Look At The Convergence of Adam and AMSGrad: A Reproduction Study, sections III.B and III.E'
    })
    expect(claim.assumptions.map(({ topic }) => topic)).toEqual([
      ...['which training loss', 'learning rate', 'beta2', 'tuning', 'size of the effect', 'number of runs'],
      // Its experiment's:
      ...['loss function', 'bias correction', 'epsilon', 'initialiser', 'regularisation', 'length'],
      ...['input scaling', 'validation images', 'batches']
    ])
    expect(new Set(loaded.claims.map(({ source }) => source.citation)).size).toBe(4)
    // As many as stood in the claims themselves when every claim stated all of them, and 17 of claims since then.
    expect(loaded.claims.flatMap(({ assumptions }) => assumptions)).toHaveLength(1762 + 17)
    expect(
      new Set(loaded.claims.flatMap(({ assumptions }) => assumptions.map((each) => JSON.stringify(each)))).size
    ).toBe(201 + 5)
  })

  it('marks what is ours, and nothing else', () => {
    const ours = [
      /^claimcheck\//,
      /^korzeniowski2017\/[\w-]+-faster$/,
      /^bennatan2018\/frequent-large-gradients$/,
      /^bennatan2018\/cifar10-jpeg-/,
      /^bennatan2018\/.*-explained-by-averaging-/,
      /^bennatan2018\/.*-below-\w+-chance$/,
      /^bennatan2018\/grid-search-28-hours-/,
      /^bennatan2018\/mnist-.*-loss-categorical$/,
      /^bennatan2018\/mnist-ffnn-\w+-raw-/,
      /^bennatan2018\/mnist-logreg-two-settings-/,
      // Its figure shows one loss of this network.
      /^(reddi|bennatan)2018\/mnist-ffnn-test-/
    ]
    for (const { id, source } of loaded.claims) {
      expect({ id, extension: source.extension }).toEqual({ id, extension: ours.some((family) => family.test(id)) })
    }
    for (const family of ours) expect(loaded.claims.some(({ id }) => family.test(id))).toBe(true)
  })

  it('throws one error that lists every problem of every file', () => {
    writeCase(root, 'keys/everything-at-once')
    expect(() => loadClaims(root)).toThrow(InputError)
    expect(() => loadClaims(root)).toThrow(
      /digits\.json:7:16 error[\s\S]*broken\.json:1:1 error[\s\S]*lower\.json:22:14 error/
    )
  })

  it('loads in spite of warnings', () => {
    writeCase(root, 'decisions/too-few-pairs')
    expect(loadClaims(root).claims).toHaveLength(1)
  })

  it('finds no claims in an empty folder', () => {
    mkdirSync(path.join(root, 'schema'))
    writeFileSync(path.join(root, 'schema', 'claim.schema.json'), '{}')
    writeFileSync(path.join(root, 'registrations.json'), '{}')
    expect(loadClaims(root).claims).toEqual([])
  })
})
