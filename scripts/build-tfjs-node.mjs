// Builds the native part of @tensorflow/tfjs-node(-gpu) from source, for machines that cannot reach the host from which
// its install script downloads libtensorflow. The library and its headers come out of TensorFlow's Python wheel.
//   node scripts/build-tfjs-node.mjs <folder> [--package tfjs-node-gpu | tfjs-node] [--wheel <file.whl>] [--cuda]
// <folder>   a project; the package goes to its node_modules (with npm, without install scripts) unless it is there
// --wheel    a wheel that is here already, of any Python version; without it, pip downloads one (207 MB)
// --cuda     pip downloads the wheel that computes on GPUs (475 MB; needs CUDA 12.2 and cuDNN 8.9), else the CPU's
// Linux on x64 only. Needs npm, a C++ compiler with make, Python 3 (node-gyp needs it too) and, without --wheel, pip.
// `npm ci` and `npm install` remove what was built here: run it again after them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'

const VERSION = '4.22.0'
/** The newest libtensorflow whose C interface the binding of 4.22 compiles against and was tested with. */
const TENSORFLOW = '2.15.1'
const PACKAGES = ['tfjs-node-gpu', 'tfjs-node']
/** The version of Node-API in the name of the folder from which the package loads its binding. */
const NAPI = '8'
const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2']
const HEADERS = ['tensorflow/c/', 'tensorflow/core/platform/', 'tsl/', 'xla/']
/** Included by the binding; a wheel without them has another layout. */
const NEEDED_HEADERS = ['tensorflow/c/c_api.h', 'tensorflow/c/eager/c_api.h']

class BuildError extends Error {}

function build({ folder, packageName, wheel, cuda }) {
  const target = path.join(folder, 'node_modules', '@tensorflow', packageName)
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'build-tfjs-node-'))
  try {
    installPackage(folder, packageName, target)
    const file = wheel ?? downloadWheel(scratch, cuda)
    const version = unpack(file, target)
    compile(target)
    check(folder, packageName, version)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function readArguments() {
  const usage = `usage: node scripts/build-tfjs-node.mjs <folder> [--package ${PACKAGES.join('|')}] [--wheel <file>] [--cuda]`
  let parsed
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        package: { type: 'string', default: PACKAGES[0] },
        wheel: { type: 'string' },
        cuda: { type: 'boolean', default: false }
      }
    })
  } catch (error) {
    throw new BuildError(`${error.message}\n${usage}`)
  }
  const { values, positionals } = parsed
  if (positionals.length !== 1) throw new BuildError(`one folder is needed, not ${positionals.length}\n${usage}`)
  if (!PACKAGES.includes(values.package)) {
    throw new BuildError(`--package is ${PACKAGES.join(' or ')}, not ${values.package}`)
  }
  if (process.platform !== 'linux')
    throw new BuildError(`the wheels of ${process.platform} have another layout; Linux only`)
  if (process.arch !== 'x64') throw new BuildError(`the wheels for ${process.arch} have another layout; x64 only`)
  const wheel = values.wheel === undefined ? null : path.resolve(values.wheel)
  if (wheel !== null && values.cuda)
    throw new BuildError('--cuda chooses what to download; with --wheel the wheel decides')
  if (wheel !== null && !existsSync(wheel)) throw new BuildError(`there is no wheel ${wheel}`)
  return { folder: path.resolve(positionals[0]), packageName: values.package, wheel, cuda: values.cuda }
}

function installPackage(folder, packageName, target) {
  const manifest = path.join(target, 'package.json')
  if (!existsSync(manifest)) {
    say(`installing @tensorflow/${packageName}@${VERSION} in ${folder}, without its install script`)
    mkdirSync(folder, { recursive: true })
    const flags = ['--ignore-scripts', '--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder]
    run('npm', ['install', ...flags, `@tensorflow/${packageName}@${VERSION}`], folder)
  }
  if (!existsSync(manifest)) throw new BuildError(`npm installed nothing in ${target}`)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  if (version !== VERSION) throw new BuildError(`${target} is version ${version}; this script was made for ${VERSION}`)
}

/** Any Python's wheel will do: what is taken from it is not Python. */
function downloadWheel(scratch, cuda) {
  const name = cuda ? 'tensorflow' : 'tensorflow-cpu'
  say(`downloading the wheel ${name} ${TENSORFLOW} with pip`)
  const flags = ['--no-deps', '--only-binary=:all:', '--python-version', '3.11', '--platform', 'manylinux_2_17_x86_64']
  const quiet = '--disable-pip-version-check'
  run(python(), ['-m', 'pip', 'download', quiet, ...flags, '--dest', scratch, `${name}==${TENSORFLOW}`], scratch)
  const wheel = readdirSync(scratch).find((file) => file.endsWith('.whl'))
  if (wheel === undefined) throw new BuildError('pip ended well but left no wheel')
  return path.join(scratch, wheel)
}

/** Lays the library and its headers out as the package's binding.gyp expects them. @returns TensorFlow's version */
function unpack(wheel, target) {
  const deps = path.join(target, 'deps')
  say(`unpacking ${path.basename(wheel)} to ${deps}`)
  const draft = `${deps}.new`
  rmSync(draft, { recursive: true, force: true })
  const plan = JSON.stringify({ wheel, deps: draft, libraries: LIBRARIES, headers: HEADERS })
  const answer = run(python(), ['-c', UNPACK, plan], target, 'pipe')
  const { version, missing } = JSON.parse(answer)
  const absent = NEEDED_HEADERS.filter((header) => !existsSync(path.join(draft, 'include', header)))
  if (missing.length > 0 || absent.length > 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new BuildError(`${wheel} is no TensorFlow wheel for Linux: it lacks ${[...missing, ...absent].join(', ')}`)
  }
  if (version !== TENSORFLOW) console.error(`the wheel is TensorFlow ${version}; tested with ${TENSORFLOW}`)
  // The names under which the linker looks for them.
  symlinkSync(LIBRARIES[0], path.join(draft, 'lib', 'libtensorflow.so'))
  symlinkSync(LIBRARIES[1], path.join(draft, 'lib', 'libtensorflow_framework.so'))
  rmSync(deps, { recursive: true, force: true })
  renameSync(draft, deps)
  return version
}

function compile(target) {
  say('compiling the binding with node-gyp')
  const folder = path.join(target, 'lib', `napi-v${NAPI}`)
  const gyp = ['--yes', 'node-gyp', 'rebuild', '--module_name=tfjs_binding', `--module_path=${folder}`]
  run('npx', [...gyp, `--napi_version=${NAPI}`, `--napi_build_version=${NAPI}`], target)
  if (!existsSync(path.join(folder, 'tfjs_binding.node'))) throw new BuildError(`node-gyp left no binding in ${folder}`)
}

/** In a process of its own, since a wrong binding crashes. */
function check(folder, packageName, version) {
  say('loading it')
  const answer = run(process.execPath, ['-e', CHECK, `@tensorflow/${packageName}`], folder, 'pipe')
  const { backend, tensorflow, product, gpu } = JSON.parse(answer.trim().split('\n').at(-1))
  if (backend !== 'tensorflow') throw new BuildError(`the package computes on ${backend}, not on its native backend`)
  if (tensorflow !== version) throw new BuildError(`the package found TensorFlow ${tensorflow}, not ${version}`)
  if (product !== '19,22,43,50') throw new BuildError(`[1 2; 3 4] [5 6; 7 8] came out as ${product}`)
  console.log(`${packageName} ${VERSION} works on TensorFlow ${tensorflow}, ${gpu ? 'GPU' : 'CPU'}, in ${folder}`)
  console.log(`where that is not the project itself: NODE_PATH=${path.join(folder, 'node_modules')}`)
}

function python() {
  const found = ['python3', 'python'].find((name) => spawnSync(name, ['--version']).status === 0)
  if (found === undefined) throw new BuildError('there is no Python 3 on the PATH; node-gyp needs it as well')
  return found
}

function run(command, args, cwd, stdout = 'inherit') {
  const result = spawnSync(command, args, { cwd, stdio: ['ignore', stdout, 'inherit'], encoding: 'utf8' })
  if (result.error?.code === 'ENOENT') throw new BuildError(`there is no ${command} on the PATH`)
  if (result.error !== undefined) throw new BuildError(`${command} did not start: ${result.error.message}`)
  if (result.status !== 0) {
    throw new BuildError(`${command} ${args[0]} ended with ${result.signal ?? `exit code ${result.status}`}; see above`)
  }
  return result.stdout
}

function say(step) {
  console.error(`== ${step}`)
}

/** Python has a reader of zip files; Node has none. */
const UNPACK = `
import json, os, shutil, sys, zipfile
plan = json.loads(sys.argv[1])
version, found = None, set()
if not zipfile.is_zipfile(plan['wheel']):
    print(json.dumps({'version': None, 'missing': plan['libraries']}))
    sys.exit()
with zipfile.ZipFile(plan['wheel']) as wheel:
    for name in wheel.namelist():
        if name.endswith('.dist-info/METADATA'):
            lines = wheel.read(name).decode().splitlines()
            version = next(line.split(': ')[1] for line in lines if line.startswith('Version: '))
        top, _, rest = name.partition('/')
        if top != 'tensorflow' or rest.endswith('/'):
            continue
        if rest in plan['libraries']:
            found.add(rest)
            target = os.path.join(plan['deps'], 'lib', rest)
        elif rest.startswith('include/') and rest[8:].startswith(tuple(plan['headers'])):
            target = os.path.join(plan['deps'], rest)
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with wheel.open(name) as source, open(target, 'wb') as file:
            shutil.copyfileobj(source, file)
print(json.dumps({'version': version, 'missing': [name for name in plan['libraries'] if name not in found]}))
`

/** tfjs-node calls util.isNullOrUndefined, which Node 23 removed. */
const CHECK = `
const util = require('node:util')
util.isNullOrUndefined ??= (value) => value === null || value === undefined
const tf = require(require.resolve(process.argv[1], { paths: [process.cwd()] }))
const product = tf.matMul([[1, 2], [3, 4]], [[5, 6], [7, 8]]).dataSync().join()
const { binding, isUsingGpuDevice } = tf.backend()
console.log(JSON.stringify({ backend: tf.getBackend(), tensorflow: binding.TF_Version, product, gpu: isUsingGpuDevice }))
`

try {
  build(readArguments())
} catch (error) {
  if (!(error instanceof BuildError)) throw error
  console.error(`build-tfjs-node: ${error.message}`)
  process.exitCode = 1
}
