import { InputError } from '../errors'
import { commandWords } from '../programs/commandWords'
import { type RecognisedCommand, recogniseCommand } from '../programs/recogniseCommand'
import type { ProgramFile } from '../runs/program/types'

/** Two commands as an experiment has them: what they share, and what tells the arms apart. */
export interface ComparedArms {
  readonly control: string
  readonly treatment: string
  readonly experiment: Pick<ProgramFile, 'command' | 'settings' | 'arms'>
  /** Options whose value became the folder of the run. */
  readonly folders: readonly string[]
}

/**
 * Two commands as arms. Where they differ in the values of settings alone they are one command with two settings, else two
 * commands. An arm is called by the values that tell it from the other, where these are short, else by its role.
 *
 * @throws InputError where a command has no place for the seed, or the two are the same
 */
export function comparedArms(controlLine: string, treatmentLine: string): ComparedArms {
  const control = armOf('--control', controlLine)
  const treatment = armOf('--treatment', treatmentLine)
  const folders = [...new Set([...control.folders, ...treatment.folders])]
  const [one, two] = [own(control, treatment), own(treatment, control)]
  const isOneCommand = JSON.stringify(control.words) === JSON.stringify(treatment.words)
  if (isOneCommand && Object.keys(one).length + Object.keys(two).length === 0) {
    throw new InputError('both commands are the same', {
      where: '--control and --treatment',
      expected: 'two commands that differ in what is compared',
      received: controlLine,
      remedy: 'change one of them; runs of one command that differ by their seeds alone have nothing to compare'
    })
  }
  const names = isOneCommand ? namesOf(one, two) : { control: 'control', treatment: 'treatment' }
  const experiment = isOneCommand
    ? {
        command: control.words,
        settings: Object.fromEntries(Object.entries(control.settings).filter(([name]) => !Object.hasOwn(one, name))),
        arms: { [names.control]: { settings: one }, [names.treatment]: { settings: two } }
      }
    : {
        command: control.words,
        arms: {
          [names.control]: { settings: control.settings },
          [names.treatment]: { settings: treatment.settings, command: treatment.words }
        }
      }
  return { ...names, experiment, folders }
}

type Settings = RecognisedCommand['settings']

function armOf(where: string, line: string): RecognisedCommand {
  const recognised = recogniseCommand(commandWords(line))
  if (recognised.hasSeed) return recognised
  throw new InputError('the command has no place for the seed', {
    where,
    expected: '{seed} where the seed stands, or an option that is called so: --seed 0',
    received: line,
    remedy: 'write {seed}; a program that reads CLAIMCHECK_SEED instead may be called with "env SEED={seed} ..."'
  })
}

/** Settings that the other has not, or has with another value. */
function own({ settings }: RecognisedCommand, other: RecognisedCommand): Settings {
  const isShared = ([name, value]: [string, unknown]) =>
    Object.hasOwn(other.settings, name) && other.settings[name] === value
  return Object.fromEntries(Object.entries(settings).filter((setting) => !isShared(setting)))
}

const SHORT_NAME = /^[a-z0-9][a-z0-9.-]{0,39}$/

function namesOf(one: Settings, two: Settings): { readonly control: string; readonly treatment: string } {
  const nameOf = (settings: Settings) =>
    Object.entries(settings)
      .map(([name, value]) => (typeof value === 'string' ? value : `${name}-${value}`))
      .join('-')
      .toLowerCase()
  const [control, treatment] = [nameOf(one), nameOf(two)]
  const areNames = SHORT_NAME.test(control) && SHORT_NAME.test(treatment) && control !== treatment
  return areNames ? { control, treatment } : { control: 'control', treatment: 'treatment' }
}
