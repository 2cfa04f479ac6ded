import type { LogFormat } from '../types'

/** What a library writes in a format that others write too: the same reader, with what is known of it. */
export function preset(
  base: LogFormat,
  { options, shape, ...own }: Partial<LogFormat> & Pick<LogFormat, 'title' | 'file' | 'recognises'>
): LogFormat {
  return { ...base, ...own, options: { ...base.options, ...options }, shape: { ...base.shape, ...shape } }
}
