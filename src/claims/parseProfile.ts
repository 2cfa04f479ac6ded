import { InputError } from '../errors'
import { PROFILE_NAMES, type ProfileName } from './types'

/** @throws InputError for anything but a profile's name */
export function parseProfile(text: string): ProfileName {
  const found = PROFILE_NAMES.find((name) => name === text)
  if (found !== undefined) return found
  throw new InputError('there is no such profile', {
    expected: PROFILE_NAMES.join(', '),
    received: JSON.stringify(text)
  })
}
