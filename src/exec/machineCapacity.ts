import { availableParallelism } from 'node:os'
import type { Capacity } from '../plan/schedule'
import { availableMemoryBytes } from './availableMemory'

/** What this machine can give to workers at this moment. */
export function machineCapacity(jobs: number): Capacity {
  return { jobs, cores: availableParallelism(), availableBytes: availableMemoryBytes() }
}
