import type { AssumptionEntry, ChoiceFile } from '../../claims/fileTypes'
import type { Grid, ProfileName, SettingValue } from '../../claims/types'
import type { Count, PositiveInteger } from '../../json/scalars'
import type { LogFormatName } from '../../logs/formats/names'
import type { ArgumentStyle, ArgumentStyleName } from '../../programs/argumentStyles'
import type { ExperimentBase, ProfileBase, ProfileFile } from '../experiment'
import type { RunSpecBase } from '../types'

/** A program of the user's own, in any language: one process a run. */
export interface ProgramExperiment extends ExperimentBase {
  readonly kind: 'program'
  /** Where it is started, and where `inputs` and `data` lie: relative to the folder that holds the claims root. */
  readonly folder: string
  /** Program and arguments, with placeholders. */
  readonly command: readonly string[]
  /** Whether the command is a line that a shell reads. */
  readonly shell: boolean
  /** Whether the program stays up and is asked for one run after the other, as `programs/warmProgram` says. */
  readonly warm: boolean
  /** How settings become arguments where the command says `{args}`. */
  readonly args: ArgumentStyle
  /** What all arms share. */
  readonly settings: ProgramSettings
  /** What is compared, by name. */
  readonly arms: Readonly<Record<string, ProgramArm>>
  /** Settings among which tuning chooses: the Cartesian product, the same for every arm. */
  readonly grid: Grid
  /** What a run must log, by the name that claims use. */
  readonly metrics: Readonly<Record<string, ProgramMetric>>
  /** A run that ended here has learned nothing; null where there is no such mark. */
  readonly failure: DeclaredFailure | null
  /** Exit codes by which the program says that it diverged, which is a result. */
  readonly divergedExitCodes: readonly Count[]
  /** Logs that are read, by format and file; empty for whatever is recognised. */
  readonly read: readonly ProgramLog[]
  /** Globs of what decides its numbers beside the command: scripts, modules, lock files. */
  readonly inputs: readonly string[]
  /** Globs of the data that it reads. */
  readonly data: readonly string[]
  /** What the program finds in its environment. */
  readonly environment: ProgramEnvironment
  /** When a run is ended. */
  readonly limits: RunLimits
  /** What a run takes. */
  readonly resources: ProgramResources
  /** Epochs or steps of a run; null where nobody asks for a time. */
  readonly length: PositiveInteger | null
  /** What each profile overrides. */
  readonly profiles: Partial<Readonly<Record<ProfileName, ProgramProfile>>>
  /** The profile that it stands at; left out before one was applied. */
  readonly profile?: ProfileName
}

/** What a program is told, by name. */
export type ProgramSettings = Readonly<Record<string, SettingValue | readonly SettingValue[]>>

/** One side of a comparison. */
export interface ProgramArm {
  /** Its own, before those of all arms. */
  readonly settings: ProgramSettings
  /** Of its own, where the arm is another program; null for the experiment's. */
  readonly command: readonly string[] | null
}

/** What is said of a metric that runs log. */
export interface ProgramMetric {
  /** As the program logs it. */
  readonly from: string
  /** What its places count; null for one value a run, the last that was logged. */
  readonly unit: 'epoch' | 'step' | null
  /** null where neither is. */
  readonly better: 'lower' | 'higher' | null
  /** Smallest and largest value; null where there is no bound. */
  readonly bounds: readonly [number | null, number | null]
}

/** Of the last value of a metric. */
export interface DeclaredFailure {
  /** One of the experiment's metrics. */
  readonly metric: string
  /** Failed where it is not below. */
  readonly above?: number
  /** Failed where it is not above. */
  readonly below?: number
}

/** A log in a run's folder, as `logs/readLogs` takes it. */
export interface ProgramLog {
  /** Format, or the library that wrote it. */
  readonly format: LogFormatName
  /** Glob in the folder of the run; left out for the format's own. */
  readonly file?: string
  /** Texts that mean that nothing was measured. */
  readonly missing?: readonly string[]
  /** What separates the columns of a table. */
  readonly delimiter?: ',' | ';' | '\t' | '|' | 'blanks'
  /** Lines that begin with it are none. */
  readonly comment?: string
  /** Lines before the first that counts. */
  readonly skip?: Count
  /** Names of the columns of a table without a header. */
  readonly names?: readonly string[]
  /** Of printed lines: a regular expression with named groups. */
  readonly pattern?: string
  /** What becomes of what is no JSON object in JSON Lines. */
  readonly otherLines?: 'error' | 'torn' | 'skip'
  /** How rows hold metrics. */
  readonly layout?: 'wide' | 'long' | 'columns'
  /** Keys, with dots, of the rows in a document. */
  readonly rowsAt?: string
  /** Column that names the metric. */
  readonly metricColumn?: string
  /** Column that holds its value. */
  readonly valueColumn?: string
  /** Column of the epoch or step. */
  readonly step?: string
}

/** What a program finds in its environment. */
export interface ProgramEnvironment {
  /** Variables with their values, in which placeholders may stand. */
  readonly set: Readonly<Record<string, string>>
  /** Names of variables that are passed on as they are; no others are. */
  readonly pass: readonly string[]
  /** Commands whose output says what the numbers depend on: `python -VV`, `pip freeze`. */
  readonly capture: readonly (readonly string[])[]
}

/** When a run is ended; they decide no number. */
export interface RunLimits {
  /** A run that takes longer is stopped, and failed; null for no limit. */
  readonly seconds: number | null
  /** The same of one that has written nothing for so long. */
  readonly quietSeconds: number | null
  /** Between the request to end and the end by force. */
  readonly graceSeconds: number
  /** What is kept of its output. */
  readonly outputMiB: number
  /** Most that its folder may hold; null for no limit. */
  readonly folderMiB: number | null
  /** How often a run that failed, and did not end by itself, is tried again. */
  readonly retries: Count
}

/** What a run takes of the machine. */
export interface ProgramResources {
  /** Cores, and threads, of a run. */
  readonly cores: PositiveInteger
  /** Memory of a run, by which fewer are started at once. */
  readonly memoryMiB: number
  /** GPUs of a run, which no other run has at that time. */
  readonly gpus: Count
  /** What a run may take, for the plan and its order. */
  readonly seconds: number
}

/** What a profile overrides of a program. */
export interface ProgramProfile extends ProfileBase {
  /** Before the arms' own. */
  readonly settings?: ProgramSettings
  readonly grid?: Grid
  /** When a run is ended, at this profile. */
  readonly limits?: Partial<RunLimits>
  /** Epochs or steps of a run at this profile. */
  readonly length?: PositiveInteger
  /** What a run may take at this profile. */
  readonly seconds?: number
}

export type ProgramFile = Pick<ProgramExperiment, 'id' | 'kind' | 'description' | 'sourceProtocol' | 'command'> & {
  readonly assumptions?: readonly AssumptionEntry[]
  readonly folder?: string
  readonly shell?: boolean
  readonly warm?: boolean
  /** By its name alone it has the usual booleans and lists. */
  readonly args?: ArgumentStyleName | ArgumentStyle
  readonly settings?: ProgramSettings
  readonly arms: Readonly<Record<string, { readonly settings?: ProgramSettings; readonly command?: readonly string[] }>>
  readonly grid?: Grid
  readonly metrics: Readonly<Record<string, Partial<ProgramMetric>>>
  readonly failure?: DeclaredFailure
  readonly divergedExitCodes?: readonly number[]
  readonly read?: readonly ProgramLog[]
  readonly inputs?: readonly string[]
  readonly data?: readonly string[]
  readonly environment?: Partial<ProgramEnvironment>
  readonly limits?: Partial<RunLimits>
  readonly resources?: Partial<ProgramResources>
  readonly length?: number
  readonly profiles?: Partial<Record<ProfileName, ProfileFile<ProgramProfile>>>
  readonly choices?: readonly ChoiceFile[]
}

/** What the machine says of an experiment's program, found before its runs are planned. */
export interface ProgramFacts {
  /** Absolute: where the command is started. */
  readonly folder: string
  /** Globs of what decides what it does: those of the experiment, and the files that its commands name. */
  readonly inputFiles: readonly string[]
  /** SHA-256 over them, and over `data`; null where there are none. */
  readonly inputs: string | null
  readonly data: string | null
  /** SHA-256 over what the commands of `capture` said; null where there are none, or nobody asked them yet. */
  readonly captured: string | null
}

export interface ProgramRunSpec extends RunSpecBase {
  readonly kind: 'program'
  readonly folder: string
  readonly command: readonly string[]
  readonly shell?: true
  /** Absent where each run is a process of its own. */
  readonly warm?: true
  readonly args: ArgumentStyle
  readonly settings: ProgramSettings
  /** Where the program is told of it: only of a command or a variable that names it. */
  readonly arm?: string
  readonly profile?: ProfileName
  /** What is read of its logs. */
  readonly metrics: Readonly<Record<string, Pick<ProgramMetric, 'from' | 'unit'>>>
  readonly divergedExitCodes: readonly number[]
  readonly read: readonly ProgramLog[]
  readonly inputs: string | null
  readonly data: string | null
  readonly environment: {
    readonly set: Readonly<Record<string, string>>
    readonly pass: readonly string[]
    readonly captured: string | null
  }
  readonly threads: number
  /** How it is executed here, which decides no number: no part of the key, and of no record. */
  readonly conduct?: ProgramConduct
}

export interface ProgramConduct {
  /** Absolute: where the command is started; null where nobody has looked at this machine's files. */
  readonly folder: string | null
  /** Globs of what must not change while it runs, with their digests in the spec. */
  readonly inputs: readonly string[]
  readonly data: readonly string[]
  readonly bounds: Readonly<Record<string, readonly [number | null, number | null]>>
  readonly limits: RunLimits
  readonly resources: ProgramResources
}
