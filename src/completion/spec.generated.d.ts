import type { Spec } from './spec';

/** The command line as it was when the program was built. */
export declare const SPEC: Spec;
