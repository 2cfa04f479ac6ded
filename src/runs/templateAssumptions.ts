import type { AssumptionFile } from '../claims/fileTypes'

/** What a new file says of the gaps of its source. */
export const TEMPLATE_ASSUMPTIONS: readonly AssumptionFile[] = [
  {
    topic: 'Replace: a gap of the source, such as the loss function',
    gap: 'Replace: what it leaves open',
    choice: 'Replace: what was chosen here',
    alternatives: ['Replace: what else it could be']
  }
]
