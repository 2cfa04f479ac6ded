import type { Attack } from './attack'
import { FLIPS } from './flips'
import { KILLS } from './kills'
import { LIMITS } from './limits'
import { MUTANTS } from './mutants'
import { TEXTS } from './texts'
import { WRITERS } from './writers'

/** The cheap ones first. */
export const ATTACKS: readonly Attack[] = [MUTANTS, FLIPS, TEXTS, KILLS, LIMITS, WRITERS]
