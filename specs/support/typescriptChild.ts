import { spawnSync } from 'node:child_process'
import path from 'node:path'

/**
 * Gives JSON to a TypeScript file in a process of its own, free of Jest's typed arrays, and takes the JSON that it prints.
 *
 * @returns null where ONNX Runtime is not installed
 */
export function askTypescriptChild<Answer>(child: string, input: unknown): Answer | null {
  const hook = path.join(__dirname, 'typescriptHook.cjs')
  const options = { input: JSON.stringify(input), maxBuffer: 2 ** 28 }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', hook, child], options)
  if (status === 0) return JSON.parse(String(stdout)) as Answer
  if (String(stderr).includes("Cannot find module 'onnxruntime-node'")) return null
  throw new Error(`the child ended with ${status}: ${stderr}`)
}
