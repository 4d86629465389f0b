import { PROBLEM_EXIT_CODES, Problem, type ProblemCode } from '../watchlist/problem';

/**
 * A lazy chunk has its own copy of {@link Problem}, so what it throws is no instance of ours: it is
 * told by its name, and made one.
 */
export function asOurs(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error) || error.name !== 'Problem') {
    return error;
  }
  const { code, hint } = fieldsOf(error);
  return new Problem(isProblemCode(code) ? code : 'failed', error.message, {
    ...(typeof hint === 'string' && { hint }),
    cause: error,
  });
}

function fieldsOf(error: Error): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(error));
}

function isProblemCode(code: unknown): code is ProblemCode {
  return typeof code === 'string' && Object.hasOwn(PROBLEM_EXIT_CODES, code);
}
