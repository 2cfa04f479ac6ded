import { betting } from './betting'
import { groupSequential } from './groupSequential'
import { mixtureT } from './mixtureT'
import { signFlipProcess } from './signFlip'
import type { SequentialMethod } from './types'

/**
 * The sequential rule of that name.
 *
 * @param firstLook looks begin at this number of values (a claim's `seeds.min`); everything before still counts. Under
 * skewed errors a late first look makes wrong verdicts rarer
 * @throws RangeError where firstLook is not a whole number from 1 on
 * @example sequentialMethod('sign-flip', 10).looks(12) // [10, 11, 12]
 */
export function sequentialMethod(name: SequentialMethod['name'], firstLook = 1): SequentialMethod {
  switch (name) {
    case 'sign-flip':
      return signFlipProcess(firstLook)
    case 'mixture-t':
      return mixtureT(firstLook)
    case 'betting':
      return betting(firstLook)
    case 'pocock':
    case 'obrien-fleming':
      return groupSequential(name, firstLook)
    default:
      throw new TypeError(`no sequential method ${name satisfies never}`)
  }
}
