import { freemem } from 'node:os'

/**
 * Bytes that further processes may take: what the system can give without swapping, or what is left of this process's
 * limit (a container's), whichever is less. What others take inside the same limit is not counted.
 */
export function availableMemoryBytes(): number {
  // Without a limit 0, undefined, or more than any machine has, by platform and version of node.
  const limit = process.constrainedMemory?.() || Number.POSITIVE_INFINITY
  return Math.min(freemem(), limit - process.memoryUsage.rss())
}
