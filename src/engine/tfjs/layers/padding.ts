import type { Window } from '../../../claims/network/window'
import type { Padding } from '../../../claims/types'

/** The padding of a window by name, as TensorFlow wants it. Where nothing is padded, `same` and `valid` are the same. */
export function paddingOf({ padRows, padColumns }: Window): Padding {
  return [...padRows, ...padColumns].some((pad) => pad > 0) ? 'same' : 'valid'
}
