import { consentText } from '../programs/consent'
import type { VerifyEvents } from '../verify/types'
import type { CliContext } from './context'

/** Shows what of the claims would be executed and asks for the user's consent; where nobody can answer there is none. */
export function consentOf({ stderr, ask }: CliContext): Required<Pick<VerifyEvents, 'onConsent'>> {
  return {
    onConsent: async (request) => {
      if (ask === undefined) return false
      stderr.write(`These claims run programs on this machine, with your rights:\n\n${consentText(request)}\n\n`)
      const answer = await ask('May they? You are asked again when a command or an input changes. [y/N] ')
      return /^y(es)?$/i.test(answer.trim())
    }
  }
}
