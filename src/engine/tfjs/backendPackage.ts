import path from 'node:path'
import { BACKEND_PACKAGES, type TfjsBackendName } from './backendNames'

/**
 * The folder of a backend's package; null where it is not installed. Nothing of it is loaded.
 *
 * @example (not run) packageFolder('wasm') // '<project>/node_modules/@tensorflow/tfjs-backend-wasm'
 */
export function packageFolder(backend: TfjsBackendName): string | null {
  try {
    return path.dirname(require.resolve(`${BACKEND_PACKAGES[backend]}/package.json`))
  } catch {
    return null
  }
}

/** What gets a backend that is absent. */
export function installRemedy(backend: TfjsBackendName): string {
  const install = `npm install ${BACKEND_PACKAGES[backend]}`
  switch (backend) {
    case 'tfjs-node-gpu':
      return `${install} (Linux or Windows; its install script downloads libtensorflow and needs CUDA)`
    case 'tfjs-node':
      return `${install} (its install script downloads libtensorflow)`
    case 'wasm':
    case 'cpu':
      return install
    default:
      return backend satisfies never
  }
}

/** What may mend a backend that is installed but does not work: its install script, run again where one sees it. */
export function repairRemedy(backend: TfjsBackendName): string {
  return `npm rebuild --foreground-scripts ${BACKEND_PACKAGES[backend]}`
}
