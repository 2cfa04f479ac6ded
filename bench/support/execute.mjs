import { spawnSync } from 'node:child_process'

/**
 * Runs a command to its end.
 *
 * @param accepted its exit codes that are no failure
 * @returns what it printed
 */
export function execute(command, args, accepted, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (error) throw error
  if (!accepted.includes(status)) throw new Error(`${command} ended with ${status}:\n${stdout}${stderr}`)
  return stdout
}
