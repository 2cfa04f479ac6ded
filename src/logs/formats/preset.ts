import type { LogFormat } from '../types'

/** The folder of a file; `` where it lies in none. */
export function folderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')))
}

/** A path before and after the last place of a folder's name: the run, and what lies in there; null where it has none. */
export function splitAt(name: string, marker: string): { readonly run: string; readonly inside: string } | null {
  const at = `/${name}`.lastIndexOf(marker)
  return at < 0 ? null : { run: `/${name}`.slice(1, Math.max(1, at)), inside: `/${name}`.slice(at + marker.length) }
}

/** What a library writes in a format that others write too: the same reader, with what is known of it. */
export function preset(
  base: LogFormat,
  { options, shape, ...own }: Partial<LogFormat> & Pick<LogFormat, 'title' | 'file' | 'recognises'>
): LogFormat {
  return { ...base, ...own, options: { ...base.options, ...options }, shape: { ...base.shape, ...shape } }
}
