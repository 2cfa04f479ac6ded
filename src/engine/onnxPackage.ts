/** How `onnx` may lower convolutions, the better one first: to blocked kernels of ONNX Runtime, or portably. */
export const ONNX_LOWERINGS = ['nchwc', 'plain'] as const

export const ONNX_PACKAGE = 'onnxruntime-node'

/** Whether the optional dependency is installed. Nothing of it is loaded. */
export function isOnnxInstalled(): boolean {
  try {
    require.resolve(`${ONNX_PACKAGE}/package.json`)
    return true
  } catch {
    return false
  }
}

/** What gets the package. */
export const ONNX_INSTALL = `npm install ${ONNX_PACKAGE} (it has no binary for Macs with Intel processors)`

/** What may mend a package without its binary. */
export const ONNX_REPAIR = `npm rebuild --foreground-scripts ${ONNX_PACKAGE}`
