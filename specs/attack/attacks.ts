import type { Attack } from './attack'
import { CLOCKS } from './clocks'
import { DATA } from './data'
import { FLIPS } from './flips'
import { KILLS } from './kills'
import { LIMITS } from './limits'
import { MUTANTS } from './mutants'
import { PROGRAM_KILLS } from './programKills'
import { READ_ONLY } from './readOnly'
import { TEXTS } from './texts'
import { WRITERS } from './writers'

/** The cheap ones first. */
export const ATTACKS: readonly Attack[] = [
  MUTANTS,
  FLIPS,
  DATA,
  TEXTS,
  CLOCKS,
  READ_ONLY,
  KILLS,
  PROGRAM_KILLS,
  LIMITS,
  WRITERS
]
