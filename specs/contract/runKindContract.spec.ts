import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { datasetFacts } from '../../src/claims/manifest/datasetFacts'
import { PROFILE_NAMES } from '../../src/claims/types'
import { datasetDigest } from '../../src/data/digest'
import type { RunOutcome } from '../../src/engine/engine'
import { enginesOf } from '../../src/engine/engines'
import { settingsOf } from '../../src/export/runFacts'
import { canonicalJson, digestOf } from '../../src/json/canonical'
import { claimHash } from '../../src/load/hash'
import { inspectFiles } from '../../src/load/lint'
import { estimateCost, estimateMemory } from '../../src/plan/estimate'
import { runKey } from '../../src/plan/runKey'
import { ANY_ENGINE } from '../../src/runs/anyEngine'
import { applyProfile } from '../../src/runs/profiles'
import { resolveExperiment } from '../../src/runs/resolveExperiment'
import { resolveRunSpec } from '../../src/runs/resolveRunSpec'
import { type Experiment, RUN_KIND_NAMES, RUN_KINDS, type RunSpec, runKindOf } from '../../src/runs/runKinds'
import type { EngineIdentity, RunChoice } from '../../src/runs/types'
import { RunStore } from '../../src/store/store'
import { claim } from '../support/builders'

/** What `src/runs/runKind.ts` promises, asked of every kind of run by the templates that it has. */

const TEMPLATES = RUN_KIND_NAMES.flatMap((kind) =>
  Object.entries(RUN_KINDS[kind].templates).map(([name, template]) => ({ name: `${kind}, ${name}`, kind, template }))
)

/** Of a program that needs no file; no other kind of run asks. */
const FACTS = { folder: tmpdir(), inputFiles: [], inputs: null, data: null, captured: null }

/** A run of an experiment, by default the first of its first arm. */
function specOf(experiment: Experiment, changes: Partial<RunChoice> = {}, engine = ANY_ENGINE): RunSpec {
  const kind = runKindOf(experiment)
  const [initialPoint = null] = kind.startingPoints(experiment)
  const choice = { arm: Object.keys(experiment.arms)[0]!, setting: {}, seed: 0, initialPoint, ...changes }
  return resolveRunSpec(experiment, choice, engine, kind.dataDigest(experiment, datasetDigest), FACTS)
}

describe('the kinds of run', () => {
  it('each have a template to start from, and an engine that works on every machine', () => {
    for (const kind of RUN_KIND_NAMES) {
      expect(TEMPLATES.some((template) => template.kind === kind)).toBe(true)
      expect(enginesOf(kind).some(({ everywhere }) => everywhere !== null)).toBe(true)
    }
  })

  it('share the columns of their tables: every run has all of them, its own with a value', () => {
    const rows = TEMPLATES.map(({ template }) => settingsOf(specOf(resolveExperiment(template('one')))))
    for (const row of rows) expect(Object.keys(row)).toEqual(Object.keys(rows[0]!))
  })
})

describe.each(TEMPLATES)('$name', ({ kind: name, template }) => {
  const kind = RUN_KINDS[name]
  const file = template('one')
  const experiment = resolveExperiment(file)
  const whole = specOf(experiment)

  describe('the experiment', () => {
    it('lints clean and says what it is', () => {
      const bytes = Buffer.from(JSON.stringify(file))
      // A template has texts that somebody has to write.
      const { problems } = inspectFiles([['experiments/one.json', bytes]])
      expect(problems.filter(({ message }) => !message.includes('not replaced'))).toEqual([])
      expect([file.kind, experiment.kind]).toEqual([name, name])
    })

    it('is plain data, and the same whenever it is resolved', () => {
      expect(JSON.parse(canonicalJson(experiment))).toEqual(experiment)
      expect(resolveExperiment(template('one'))).toEqual(experiment)
    })

    it('is at a profile what it is at that profile again, and whole at one that it does not name', () => {
      for (const profile of PROFILE_NAMES) {
        const once = applyProfile(experiment, profile)
        expect(applyProfile(once, profile)).toEqual(once)
        const overridden = Object.keys(experiment.profiles[profile] ?? {}).some(
          (key) => key !== 'departure' && key !== 'seeds'
        )
        expect(runKey(specOf(once)) === runKey(whole)).toBe(!overridden)
      }
    })

    it('is registered without what decides nothing', () => {
      const hash = claimHash(claim(), experiment)
      for (const key of ['description', 'sourceProtocol', ...kind.decidesNothing]) {
        expect(claimHash(claim(), { ...experiment, [key]: 'something else' })).toBe(hash)
      }
      expect(claimHash(claim(), { ...experiment, arms: {} })).not.toBe(hash)
    })

    it('has metrics in the unit of its length, and a scale of its own', () => {
      const { tau, unit } = runKindOf(experiment).length(experiment)
      expect(tau).toBeGreaterThanOrEqual(1)
      for (const metric of Object.values(runKindOf(experiment).metrics(experiment))) {
        expect(metric.unit).toBe(unit)
        expect(metric.bounds[0]).toBeLessThan(metric.bounds[1])
      }
      expect(runKindOf(experiment).sameScale(experiment, experiment)).toBe(true)
    })

    it('reads data where it names a dataset, which another can replace at every profile', () => {
      const dataset = runKindOf(experiment).dataset(experiment)
      expect(specOf(experiment)).toEqual(whole)
      if (dataset === null) return
      const facts = datasetFacts(dataset)!
      const replaced = runKindOf(experiment).onDataset(experiment, facts, 'other', facts)
      expect(runKindOf(replaced).dataset(replaced)).toBe('other')
      for (const profile of PROFILE_NAMES) expect(replaced.profiles[profile]?.departure).toContain(`other instead of`)
    })
  })

  describe('its runs', () => {
    const key = (changes: Partial<RunChoice>) => runKey(specOf(experiment, changes))

    it('are called by what decides their numbers, not by labels', () => {
      const labels = { id: 'two', description: 'Another text.', sourceProtocol: 'Another text.' }
      const [arm, settings] = Object.entries(experiment.arms)[0]!
      const renamed = { ...experiment, ...labels, arms: { ...experiment.arms, [`${arm}-renamed`]: settings } }
      expect(runKey(specOf(renamed as Experiment, { arm: `${arm}-renamed` }))).toBe(runKey(whole))
      expect(JSON.parse(canonicalJson(whole))).toEqual(whole)
      expect(whole.kind).toBe(name)
    })

    it('differ by seed unless they are deterministic, by starting point and by arm', () => {
      const deterministic = runKindOf(experiment).isDeterministic(experiment)
      expect(runKindOf(file).isDeterministic({ ...file })).toBe(deterministic)
      expect(key({ seed: 1 }) === key({ seed: 0 })).toBe(deterministic)
      const points = runKindOf(experiment).startingPoints(experiment)
      expect(new Set(points.map((initialPoint) => key({ initialPoint }))).size).toBe(points.length)
      const arms = Object.keys(experiment.arms)
      expect(new Set(arms.map((arm) => key({ arm }))).size).toBe(arms.length)
    })

    it('draw from the streams that a design can vary', () => {
      const same = { init: 0, order: 0, dropout: 0, problem: 0 }
      for (const stream of runKindOf(experiment).streams(experiment)) {
        expect(key({ seeds: { ...same, [stream]: 1 } })).not.toBe(key({ seeds: same }))
      }
    })

    it('go together only where they share seeds', () => {
      const together = (changes: Partial<RunChoice>) => {
        const spec = specOf(experiment, changes)
        const common = runKindOf(spec).together(spec)
        return common === null ? runKey(spec) : digestOf(common)
      }
      expect(together({})).toBe(together({}))
      if (!runKindOf(experiment).isDeterministic(experiment)) expect(together({ seed: 1 })).not.toBe(together({}))
    })

    it('cost something on every engine, more where there are more of them', () => {
      for (const engine of enginesOf(name)) {
        for (const backend of ['', ...engine.variants]) {
          const spec = specOf(experiment, {}, { ...ANY_ENGINE, name: engine.name, backend })
          const { sharedMs, memberMs } = estimateCost(spec)
          expect([sharedMs >= 0, memberMs > 0, sharedMs + memberMs < 24 * 3_600_000]).toEqual([true, true, true])
          const { sharedBytes, memberBytes } = estimateMemory([spec, spec])
          expect([sharedBytes >= engine.bytes, memberBytes >= 0]).toEqual([true, true])
        }
      }
    })

    it('are told in plain values, in the columns of their kind, and in a line', () => {
      const facts = runKindOf(whole).facts(whole)
      expect(Object.keys(facts)).toEqual(kind.columns)
      for (const value of Object.values(facts)) expect(value === null || typeof value !== 'object').toBe(true)
      expect(runKindOf(whole).describe(whole)).toMatch(/^\S.*\S$/)
      for (const group of runKindOf(whole).groups(whole)) expect(group).toMatch(/\S/)
      const digest = runKindOf(experiment).dataDigest(experiment, datasetDigest)
      const digests = runKindOf(whole)
        .datasets(whole)
        .map((dataset) => dataset.digest)
      expect(digests).toEqual(digest === null ? [] : [digest])
    })

    it('record the metrics that the experiment names, to the end, within their bounds, and the store takes them', () => {
      const short = applyProfile(experiment, 'quick')
      const engine = enginesOf(name).find(({ everywhere }) => everywhere !== null)!
      const choice = engine.variants.length === 0 ? engine.name : `${engine.name}:${engine.everywhere}`
      const { identity, outcomes } = execute(choice, [specOf(short)])
      const [outcome] = outcomes
      expect(outcome!.status).toEqual({ kind: 'completed' })
      const known = runKindOf(short).metrics(short)
      expect(Object.keys(outcome!.metrics).sort()).toEqual(Object.keys(known).sort())
      for (const [metric, { unit, at, values }] of Object.entries(outcome!.metrics)) {
        expect([metric, unit, at.at(-1)]).toEqual([metric, known[metric]!.unit, runKindOf(short).length(short).tau])
        const [low, high] = known[metric]!.bounds
        expect(values.filter((value) => !(value >= low && value <= high))).toEqual([])
      }
      const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-kinds-'))
      try {
        const store = new RunStore(folder)
        const spec = specOf(short, {}, identity)
        store.write({ spec, ...outcome! }, ENVIRONMENT)
        expect(store.read(runKey(spec)).state).toBe('valid')
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
  })
})

const ENVIRONMENT = {
  startedAt: '2020-01-01T00:00:00.000Z',
  wallTimeMs: 1,
  claimcheck: '0.1.0',
  commit: null,
  node: process.version,
  platform: 'a machine',
  cpu: 'a processor'
}

/** Executes a cohort in a process of its own, by the compiled program, which has the embedded data beside it. */
function execute(
  engine: string,
  specs: readonly RunSpec[]
): { readonly identity: EngineIdentity; readonly outcomes: readonly RunOutcome[] } {
  const input = JSON.stringify({ dist: path.resolve(__dirname, '../../dist'), engine, runs: specs[0]!.kind, specs })
  const child = spawnSync(process.execPath, [path.join(__dirname, 'support/runKindChild.cjs')], { input })
  if (child.status !== 0) throw new Error(`the child ended with ${child.status}: ${child.stderr}`)
  return JSON.parse(String(child.stdout))
}
