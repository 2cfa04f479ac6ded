import { spawnSync } from 'node:child_process'

/** Why this Python cannot run a peer that needs a module; null where it can. */
export function missingModule(python, module) {
  if (python === undefined) return 'no Python given (--python or CLAIMCHECK_PYTHON)'
  const find = `import importlib.util, sys; sys.exit(0 if importlib.util.find_spec("${module}") else 3)`
  const { status, error } = spawnSync(python, ['-c', find])
  if (status === 0) return null
  return status === 3 ? `${python} has no ${module}` : `${python} does not run${error ? `: ${error.message}` : ''}`
}
