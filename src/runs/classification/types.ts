import type { DataSpec, Layer, Loss, OptimizerSpec, TrainingProtocol } from '../../claims/types'
import type { RunSpecBase } from '../types'

export interface ClassificationRunSpec extends RunSpecBase {
  readonly kind: 'classification'
  readonly optimizer: OptimizerSpec
  readonly data: DataSpec & { /** SHA-256 that names the dataset's content. */ readonly digest: string }
  readonly model: { readonly layers: readonly Layer[] }
  readonly loss: Loss
  readonly training: TrainingProtocol
}
