import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Home, livedInHome, type Setting, type Told } from '../commands/world';

/** jikai as a hook calls it: the built program, by node. */
const JIKAI = `'${process.execPath}' '${path.resolve(import.meta.dirname, '../../bin/jikai.js')}'`;

/** A home that is lived in, with hooks: their names, and what stands in them. */
export class Hooked {
  readonly home: Home;

  constructor(home: Home) {
    this.home = home;
    mkdirSync(this.folder);
  }

  get folder(): string {
    return path.join(this.home.folder, 'config', 'hooks');
  }

  /** Puts a hook of shell in place. It can call `jikai`, and finds a folder of its own in `$HERE`. */
  sh(name: string, script: string): string {
    const here = path.join(this.home.folder, 'here');
    mkdirSync(here, { recursive: true });
    const lines = ['#!/bin/sh', `HERE='${here}'`, `jikai() { ${JIKAI} "$@"; }`, script, ''];
    return this.file(name, lines.join('\n'));
  }

  /** Puts a hook of node in place. */
  node(name: string, script: string): string {
    return this.file(name, `#!${process.execPath}\n${script}\n`);
  }

  file(name: string, text: string, mode = 0o700): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text, { mode });
    return file;
  }

  /** What hooks left in `$HERE` under a name; undefined while there is nothing. */
  left(name: string): string | undefined {
    const file = path.join(this.home.folder, 'here', name);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  run(argv: readonly string[], setting: Setting = {}): Promise<Told> {
    // A jikai that a hook calls keeps its journal in there, too.
    const env = { PATH: process.env.PATH, HOME: this.home.folder, ...setting.env };
    return this.home.run(argv, { ...setting, env });
  }
}

export async function hookedHome(): Promise<Hooked> {
  const home = await livedInHome();
  mkdirSync(path.dirname(home.configFile), { recursive: true });
  // A busy machine is none of a hook's faults.
  writeFileSync(home.configFile, '{"hookTimeout":60}\n');
  return new Hooked(home);
}

/** Resolves once something is so; it is looked at again and again. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Whether a process runs; one that has ended and is not cleared away yet does not. */
export function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
