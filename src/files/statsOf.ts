import { type Stats, statSync } from 'node:fs'

/** What is at a path, links followed; null where nothing is, or where it can be no path: too long, or with a NUL in it. */
export function statsOf(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}
