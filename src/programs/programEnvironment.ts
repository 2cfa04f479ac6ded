/** Variables passed on where an experiment names none: what finding a program and its libraries takes. */
export const DEFAULT_PASS: readonly string[] = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  // Without these no program of Windows starts.
  'SYSTEMROOT',
  'TEMP',
  'PATHEXT',
  'USERPROFILE'
]

/** Every library that would else take all cores of the machine. */
const THREAD_VARIABLES = [
  'OMP_NUM_THREADS',
  'MKL_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'TORCH_NUM_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'TF_NUM_INTEROP_THREADS',
  'RAYON_NUM_THREADS',
  'JULIA_NUM_THREADS'
]

/** Threads and devices of a program: nothing else of the machine is its. */
export interface ProgramShare {
  /** Cores, and so threads of each library. */
  readonly cores: number
  /** As `CUDA_VISIBLE_DEVICES` names them; none where empty. */
  readonly gpus: readonly string[]
}

/**
 * What a program's environment holds whatever it is asked: what is passed on, threads and devices, then what is set.
 *
 * @param outside the environment that is passed on from
 */
export function baseEnvironment(
  { set = {}, pass = DEFAULT_PASS }: EnvironmentTemplate,
  { cores, gpus }: ProgramShare,
  outside: Readonly<Record<string, string | undefined>>
): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of pass) {
    const value = outside[name]
    if (value !== undefined) env[name] = value
  }
  for (const name of THREAD_VARIABLES) env[name] = String(cores)
  env.CUDA_VISIBLE_DEVICES = gpus.join(',')
  // A Python that keeps its lines back seems silent, and loses them when it is killed.
  env.PYTHONUNBUFFERED = '1'
  return Object.assign(env, set)
}

export interface EnvironmentTemplate {
  /** Variables with a value of their own; it may hold placeholders. */
  readonly set?: Readonly<Record<string, string>>
  /** Names of variables that are passed on as they are outside; `DEFAULT_PASS` where not given. */
  readonly pass?: readonly string[]
}
