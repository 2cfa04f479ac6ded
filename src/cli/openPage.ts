import { spawn } from 'node:child_process'
import type { CliContext } from './context'

/**
 * Opens a file with whatever the user opens such files with, and waits for nothing. Where there is no display, or nothing to
 * open it with, it says where the file is.
 *
 * @param platform as Node names it
 */
export async function openPage(
  file: string,
  { env, stderr }: Pick<CliContext, 'env' | 'stderr'>,
  platform: NodeJS.Platform = process.platform
): Promise<void> {
  const opener = openerOf(platform, env)
  const opened = opener !== null && (await start(opener[0], [...opener.slice(1), file], env))
  stderr.write(opened ? `Opened ${file}\n` : `There is no display to open it on: ${file}\n`)
}

function openerOf(platform: NodeJS.Platform, env: CliContext['env']): readonly [string, ...string[]] | null {
  switch (platform) {
    case 'darwin':
      return ['open']
    case 'win32':
      // Not through a shell, which would read names of folders as commands.
      return ['rundll32', 'url.dll,FileProtocolHandler']
    default:
      return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
  }
}

/** @returns whether it was started */
function start(command: string, args: readonly string[], env: CliContext['env']): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { detached: true, stdio: 'ignore', env: { ...env } })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}
