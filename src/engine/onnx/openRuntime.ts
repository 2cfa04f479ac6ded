import { UnavailableError } from '../../errors'
import type { ImageLowering } from './images/imageStack'
import { probeNchwc } from './images/nchwc/probeNchwc'
import { INSTALL_REMEDY } from './installRemedy'
import { numericFingerprint } from './numericFingerprint'
import { probeProducts } from './probeProducts'

/** ONNX Runtime as it is on this machine. */
export interface Runtime {
  /** `onnxruntime 1.30.0` */
  readonly version: string
  /** Architecture and a digest of the bits that its kernels give: they depend on the processor's vector units. */
  readonly instructionSet: string
  /** Channels of a block of the blocked convolutions; null for the plain lowering. */
  readonly block: number | null
  /** Whether a run's bits are the same where kernels compute several at once. */
  readonly sharesKernels: boolean
}

const opened = new Map<string, Promise<Runtime>>()

/**
 * Loads ONNX Runtime and finds out how convolutions are to be lowered.
 *
 * @throws UnavailableError where the package is not installed or has no binary for this machine, or where the blocked kernels
 *   are asked for and do not work
 */
export function openRuntime(choice: ImageLowering | 'auto'): Promise<Runtime> {
  const known = opened.get(choice)
  if (known !== undefined) return known
  const runtime = open(choice)
  opened.set(choice, runtime)
  return runtime
}

async function open(choice: ImageLowering | 'auto'): Promise<Runtime> {
  const version = await loadedVersion()
  const block = choice === 'plain' ? null : await probeNchwc()
  if (choice === 'nchwc' && block === null) {
    throw new UnavailableError('the blocked convolutions of ONNX Runtime do not work on this processor', {
      remedy: 'use --engine onnx:plain, or --engine auto'
    })
  }
  return {
    version: `onnxruntime ${version}`,
    instructionSet: `${process.arch} ${await numericFingerprint()}`,
    block,
    sharesKernels: await probeProducts()
  }
}

async function loadedVersion(): Promise<string> {
  try {
    const { env } = await import('onnxruntime-node')
    return env.versions.node ?? env.versions.common
  } catch (error) {
    throw new UnavailableError('ONNX Runtime cannot be loaded', {
      received: String(error),
      remedy: `${INSTALL_REMEDY}, or use --engine tfjs`
    })
  }
}
