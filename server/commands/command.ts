/** A command of the program: what it is called with, and what it does. */
export interface Command {
  name: string
  /** Each way of calling it, with what that does. */
  usage: readonly (readonly [call: string, does: string])[]
  /** Words that may follow its name, for the shell to complete. */
  words?: readonly string[]
  options?: readonly string[]
  /** Loaded when it is asked for: none pays for the others. */
  run(args: string[]): Promise<number>
}
