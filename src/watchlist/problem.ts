/**
 * Everything that can go wrong in a way we foresaw. `program.ts` turns the code into an exit code
 * and prints what happened, why, and what to do next.
 */

export const PROBLEM_EXIT_CODES = {
  failed: 1,
  /** A hook of the user's did not agree, or could not be asked. */
  refused: 1,
  usage: 2,
  'not-found': 3,
  ambiguous: 3,
  cancelled: 130,
} as const;

export type ProblemCode = keyof typeof PROBLEM_EXIT_CODES;

export interface ProblemDetails {
  /** What to do next, a sentence or a command. */
  readonly hint?: string;
  /** What the user may have meant, best first, one line each. */
  readonly candidates?: readonly string[];
  readonly cause?: unknown;
  /** It stands in what was printed already: only the exit code is left to tell. */
  readonly isTold?: boolean;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly hint: string | undefined;
  readonly candidates: readonly string[];
  readonly isTold: boolean;

  constructor(code: ProblemCode, message: string, details: ProblemDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'Problem';
    this.code = code;
    this.hint = details.hint;
    this.candidates = details.candidates ?? [];
    this.isTold = details.isTold ?? false;
  }
}
