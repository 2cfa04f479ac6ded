const said = new Set<string>()

/**
 * Warns of an old name that is read for one more version: once a process for each, on standard error.
 *
 * @param what what is called so, in front of its name: `the kind of hypothesis`
 */
export function warnOfOldName(what: string, old: string, now: string): void {
  if (said.has(`${what} ${old}`)) return
  said.add(`${what} ${old}`)
  process.emitWarning(`${what} "${old}" is now "${now}"; the next version no longer reads the old name`, {
    type: 'DeprecationWarning',
    code: 'CLAIMCHECK_RENAMED'
  })
}
