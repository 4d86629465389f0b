/** Whether this is the short run (`JIKAI_CRASH=short`), for each change rather than each release. */
export const isShort = process.env.JIKAI_CRASH === 'short';

/** A number of tries: as the environment has it under this name, else by the kind of run. */
export function effort(name: string, full: number, short: number): number {
  const told = Number(process.env[name]);
  return Number.isInteger(told) && told > 0 ? told : isShort ? short : full;
}
