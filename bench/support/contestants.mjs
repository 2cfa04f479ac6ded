// Who takes part, in which configurations, and how its processes are started.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { missingModule } from './python.mjs'

const peers = path.join(import.meta.dirname, '..', 'peers')

const ONE_BY_TWO = { processes: 1, threads: 2 }
const TWO_BY_ONE = { processes: 2, threads: 1 }
const ONE_BY_ONE = { processes: 1, threads: 1 }

/** Updates of one JAX program: long enough to hide its start. Of a convolutional network they are unrolled, so they are few. */
const STEPS_PER_PROGRAM = { dense: 390, convolutional: 2 }
/** Updates a run, at least, of a measurement; claimcheck reports a dense network's once an epoch, eagerly every 64. */
const FEWEST_STEPS = {
  onnx: 390,
  'tfjs-wasm': 130,
  'tfjs-node': 130,
  pytorch: 100,
  jax: 390,
  'jax-cohort': 390,
  numpy: 100
}
const FEWEST_CONVOLUTIONAL_STEPS = 2
const SMOKE_STEPS = { dense: 8, convolutional: 1 }

/** The floors: so many times the throughput of the peer. */
const TARGETS = {
  'mnist-logreg': { pytorch: 4, jax: 1.5, 'jax-cohort': 1, 'tfjs-node': 20 },
  'mnist-ffnn': { pytorch: 1.4, jax: 1, 'jax-cohort': 1, 'tfjs-node': 5 },
  'cifar10-cifarnet': { pytorch: 1.3, jax: 2, 'tfjs-node': 2 }
}

/** @returns the floor, null where none is set */
export function targetOf(model, peer) {
  return TARGETS[model]?.[peer] ?? null
}

/**
 * @param options `dist`, `python` and `tfjsNode` (a project that has tfjs-node) as given; `slow` for those that need minutes;
 *   `smoke` for one small configuration of each
 * @returns contestants, the first of which is claimcheck's default engine; with `skipped`, a reason
 */
export function contestantsFor(inputs, { dist, python, tfjsNode, slow, smoke }) {
  const convolutional = inputs.layers.some((layer) => layer.class === 'Conv2D')
  const size = convolutional ? 'convolutional' : 'dense'
  const stepsPerProgram = (smoke ? SMOKE_STEPS : STEPS_PER_PROGRAM)[size]
  const ours =
    (engine, folder) =>
    (_, { threads }) => ({
      command: process.execPath,
      args: [path.join(peers, 'claimcheck.mjs'), dist, inputs.folder, engine, ...(folder ? [folder] : [])],
      env: threadsOf(threads)
    })
  const eager =
    (script) =>
    (_, { threads }) => ({
      command: python,
      args: [path.join(peers, script), inputs.folder, String(threads)],
      env: threadsOf(threads)
    })
  const jax =
    (mode) =>
    (index, { processes }) => ({
      command: python,
      args: [
        path.join(peers, 'jax_scan.py'),
        inputs.folder,
        mode,
        processes === 1 ? '0,1' : `${index}`,
        `${stepsPerProgram}`
      ],
      env: {}
    })
  const [noTorch, noJax, noNumpy] = ['torch', 'jax', 'numpy'].map((module) => missingModule(python, module))
  const tooSlow = convolutional && !slow && 'needs minutes a measurement; --slow lets it take part'
  const both = [ONE_BY_TWO, TWO_BY_ONE]
  const contestants = [
    { id: 'onnx', title: 'claimcheck onnx', launch: ours('onnx'), configurations: [TWO_BY_ONE] },
    {
      id: 'tfjs-wasm',
      title: 'claimcheck tfjs on wasm',
      launch: ours('tfjs:wasm'),
      configurations: [TWO_BY_ONE],
      skipped: tooSlow
    },
    {
      id: 'tfjs-node',
      title: 'claimcheck tfjs on tfjs-node',
      launch: ours(`tfjs:${nodePackage(tfjsNode)}`, tfjsNode),
      configurations: both,
      skipped:
        nodePackage(tfjsNode) === null &&
        'no project with a working tfjs-node given (--tfjs-node or CLAIMCHECK_TFJS_NODE)'
    },
    {
      id: 'pytorch',
      title: 'PyTorch eager, fused',
      launch: eager('pytorch.py'),
      configurations: both,
      skipped: noTorch
    },
    { id: 'jax', title: 'JAX jit + scan', launch: jax('single'), configurations: both, skipped: noJax },
    {
      id: 'jax-cohort',
      title: 'JAX vmapped over the cohort',
      launch: jax('cohort'),
      configurations: both,
      skipped: noJax || (convolutional && 'a cohort of convolutional networks shares nothing')
    },
    {
      id: 'numpy',
      title: 'NumPy',
      launch: eager('numpy_peer.py'),
      configurations: both,
      skipped: noNumpy || (convolutional && 'has no convolutions')
    }
  ]
  return contestants.map((entry) => ({
    ...entry,
    configurations: smoke ? [ONE_BY_ONE] : entry.configurations,
    fewestSteps: smoke ? SMOKE_STEPS[size] : convolutional ? FEWEST_CONVOLUTIONAL_STEPS : FEWEST_STEPS[entry.id],
    // Members that share nothing are trained one after another: the two arms stand for them all.
    ...(entry.id.startsWith('tfjs') && { members: 2 })
  }))
}

function threadsOf(threads) {
  const count = String(threads)
  return {
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    TF_NUM_INTRAOP_THREADS: count,
    TF_NUM_INTEROP_THREADS: '1'
  }
}

/** Which of the two packages a project has. */
function nodePackage(project) {
  if (project === undefined) return null
  const has = (name) => existsSync(path.join(project, 'node_modules', '@tensorflow', name))
  return ['tfjs-node-gpu', 'tfjs-node'].find(has) ?? null
}
