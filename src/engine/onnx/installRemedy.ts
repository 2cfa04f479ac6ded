export const PACKAGE = 'onnxruntime-node'

/**
 * What helps where the package is not there. Its install script fetches libraries for GPUs, which nothing here needs, and npm leaves
 * the package out where it cannot.
 */
export const INSTALL_REMEDY = `npm install ${PACKAGE}, and where its download fails: ONNXRUNTIME_NODE_INSTALL=skip npm install ${PACKAGE} (it has no binary for Macs with Intel processors)`
