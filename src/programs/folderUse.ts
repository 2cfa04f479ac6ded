import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'

export interface FolderUse {
  readonly bytes: number
  /** Latest change of anything in it, in milliseconds of the file system's clock. */
  readonly changedMs: number
}

/** What a folder holds now. Links are not followed; what goes away meanwhile does not count. */
export async function folderUse(folder: string): Promise<FolderUse> {
  const use = { bytes: 0, changedMs: 0 }
  const folders = [folder]
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const entries = await readdir(next, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const own = path.join(next, entry.name)
      if (entry.isDirectory()) folders.push(own)
      const stats = await lstat(own).catch(() => null)
      if (stats === null) continue
      // Blocks, not the length: a file with holes takes no room.
      use.bytes += stats.blocks === undefined ? stats.size : Math.min(stats.size, stats.blocks * 512)
      use.changedMs = Math.max(use.changedMs, stats.mtimeMs)
    }
  }
  return use
}
