import type { CliStream } from './context'

/** A stream of the process that commands write to, whatever becomes of it. */
export interface Output {
  readonly stream: CliStream
  /** Why not all arrived; null where it did, or where the reader went away, which is nobody's fault. */
  readonly failure: Error | null
}

/**
 * A stream that never stops a command. A reader who leaves (`| head`) has seen enough: what follows is dropped, and the
 * command goes on and ends with the exit code of its result, as if it had been read to the end. Any other trouble, such
 * as a full disk, is kept for the end.
 */
export function outputTo(stream: NodeJS.WriteStream): Output {
  let closed = false
  let failure: Error | null = null
  const close = (error: NodeJS.ErrnoException) => {
    closed = true
    if (error.code !== 'EPIPE') failure ??= error
  }
  stream.on('error', close)
  return {
    stream: {
      get isTTY() {
        return stream.isTTY
      },
      get columns() {
        return stream.columns
      },
      write(text: string) {
        if (closed) return
        try {
          stream.write(text)
        } catch (error) {
          close(error as NodeJS.ErrnoException)
        }
      }
    },
    get failure() {
      return failure
    }
  }
}
