import { UnavailableError } from '../../errors'
import { BACKEND_VARIABLE, TFJS_BACKENDS, type TfjsBackendChoice, type TfjsBackendName } from './backendNames'
import { installRemedy, packageFolder, repairRemedy } from './backendPackage'
import { loadCpuBackend, loadNodeBackend, loadWasmBackend, type OpenBackend } from './loadBackend'

/** TensorFlow.js holds one backend for the whole process, so a process serves one choice. */
let opened: { readonly choice: TfjsBackendChoice; readonly backend: Promise<OpenBackend> } | null = null

/**
 * Loads a backend of TensorFlow.js, or the first of `TFJS_BACKENDS` that works.
 *
 * @throws UnavailableError where it is absent or does not work here
 * @throws Error where this process has already opened another choice
 */
export function openBackend(choice: TfjsBackendChoice): Promise<OpenBackend> {
  if (opened !== null && opened.choice !== choice) {
    throw new Error(`this process computes on ${opened.choice}; ${choice} needs a process of its own`)
  }
  opened ??= { choice, backend: choice === 'auto' ? openFirst() : openNamed(choice) }
  return opened.backend
}

async function openFirst(): Promise<OpenBackend> {
  const reasons: string[] = []
  for (const name of TFJS_BACKENDS) {
    if (packageFolder(name) === null) continue
    try {
      return await load(name)
    } catch (error) {
      reasons.push(`${name}: ${firstLine(error)}`)
    }
  }
  throw new UnavailableError('no backend of TensorFlow.js works here', {
    received: reasons.join('; '),
    remedy: installRemedy('wasm')
  })
}

async function openNamed(name: TfjsBackendName): Promise<OpenBackend> {
  if (packageFolder(name) === null) {
    throw new UnavailableError(`the backend ${name} is not installed`, {
      remedy: `${installRemedy(name)}, or choose another with ${BACKEND_VARIABLE}`
    })
  }
  try {
    return await load(name)
  } catch (error) {
    throw new UnavailableError(`the backend ${name} is installed but does not work here`, {
      received: firstLine(error),
      remedy: `${repairRemedy(name)}, or choose another with ${BACKEND_VARIABLE}`
    })
  }
}

function load(name: TfjsBackendName): Promise<OpenBackend> {
  switch (name) {
    case 'tfjs-node-gpu':
    case 'tfjs-node':
      return loadNodeBackend(name)
    case 'wasm':
      return loadWasmBackend()
    case 'cpu':
      return loadCpuBackend()
    default:
      return name satisfies never
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.trim().split('\n')[0]!
}
