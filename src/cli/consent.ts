import type { VerifyEvents } from '../verify/types'
import type { CliContext } from './context'

/** Shows what of the claims would be executed and asks for the user's consent; where nobody can answer there is none. */
export function consentOf({ stderr, ask }: CliContext): Required<Pick<VerifyEvents, 'onConsent'>> {
  return {
    onConsent: async ({ programs }) => {
      if (ask === undefined) return false
      const lines = programs.flatMap(({ experiment, folder, commands, inputs }) => [
        `  ${experiment}, in ${folder}:`,
        ...commands.map((command) => `    ${command.join(' ')}`),
        ...(inputs.length === 0 ? [] : [`    which reads ${inputs.join(', ')}`])
      ])
      stderr.write(`These claims start programs on this machine, with your rights:\n${lines.join('\n')}\n`)
      const answer = await ask('May they run? You are asked again when a command or an input changes. [y/N] ')
      return /^y(es)?$/i.test(answer.trim())
    }
  }
}
