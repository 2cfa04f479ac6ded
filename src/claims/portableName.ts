/** What Windows takes for a device, whatever follows a dot: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i

/**
 * Why a name cannot be that of a file or folder on every system; null where it can.
 *
 * @example nameProblem('con') // 'a device of Windows has that name'
 * @example nameProblem('online-adam') // null
 */
export function nameProblem(name: string): string | null {
  if (DEVICE.test(name)) return 'a device of Windows has that name'
  if (name.startsWith('.')) return 'a name that begins with a dot is hidden, or another folder'
  if (name.endsWith('.')) return 'Windows drops a dot at the end of a name'
  return null
}
