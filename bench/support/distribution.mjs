// The compiled claimcheck that is measured: `--dist`, else CLAIMCHECK_DIST, else dist/ of this checkout.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/**
 * What is measured and no entry of the package exports, by its name and its file: the one place to mend when a file moves.
 * (Of `createEngine` there is one, but a contestant need not load all of claimcheck for it.)
 */
const INSIDE = {
  createEngine: 'engine/index',
  variantOf: 'optim/presets',
  resolveNetwork: 'claims/network/resolveNetwork',
  parametersOf: 'claims/network/parameters',
  gridSettings: 'claims/grid',
  initialParameters: 'engine/training/initialParameters',
  epochMinibatches: 'engine/training/minibatches',
  numStepsPerEpoch: 'engine/training/minibatches',
  simulate: 'engine/scalar/simulate',
  CohortModel: 'engine/onnx/cohortModel',
  evaluateMembers: 'engine/onnx/evaluateMembers',
  GraphBuilder: 'engine/onnx/graph/graphBuilder',
  CompiledGraph: 'engine/onnx/graph/session',
  openBackend: 'engine/tfjs/openBackend',
  TfjsNetwork: 'engine/tfjs/network',
  MinibatchBuffers: 'engine/tfjs/minibatchBuffers',
  RuleOptimizer: 'engine/tfjs/ruleOptimizer',
  evaluateSplit: 'engine/tfjs/evaluateSplit',
  sequentialMethod: 'stats/sequential/sequentialMethod',
  fillCommand: 'programs/fillCommand',
  fillWarmCommand: 'programs/fillCommand',
  runProgram: 'programs/runProgram',
  WarmProgram: 'programs/warmProgram',
  QueueCarrier: 'exec/carriers/queue/queueCarrier',
  QueueKeys: 'exec/carriers/queue/messages',
  Seal: 'exec/carriers/queue/seal',
  parcelOf: 'exec/carriers/parcelOf',
  scheduleRuns: 'plan/schedule',
  estimateRunMs: 'plan/estimate',
  encodeRecord: 'store/recordCodec',
  runKey: 'plan/runKey',
  RunStore: 'store/store'
}

/**
 * @returns its folder, the root of the checkout, `claimcheck` with what the package's entries export, `stats` as well, `inside` with what it does not,
 *   and `moduleOf(name)`, the module that exports one of the latter
 */
export function openDistribution(given = process.env.CLAIMCHECK_DIST) {
  const folder = path.resolve(given ?? path.join(root, 'dist'))
  if (!existsSync(path.join(folder, 'index.js'))) {
    throw new Error(`${folder} holds no compiled claimcheck: npm run build, or name another folder with --dist`)
  }
  const require = createRequire(import.meta.url)
  const moduleOf = (name) => {
    const file = path.join(folder, `${INSIDE[name]}.js`)
    const module = existsSync(file) ? require(file) : {}
    if (module[name] !== undefined) return module
    throw new Error(`no ${name} in ${file}: say in bench/support/distribution.mjs where it is now`)
  }
  const inside = new Proxy({}, { get: (_, name) => moduleOf(name)[name] })
  return {
    folder,
    root,
    get claimcheck() {
      const [index, engine] = ['index.js', 'entries/engine.js'].map((file) => require(path.join(folder, file)))
      return new Proxy(index, { get: (_, name) => (name in engine ? engine : index)[name] })
    },
    get stats() {
      return require(path.join(folder, 'stats/index.js'))
    },
    inside,
    moduleOf
  }
}
