import type { ChalkInstance } from 'chalk';
import { harmlessJson } from '../ui/harmless';
import { layOut, prepare, textsOf } from '../ui/layout';
import type { Screen } from '../ui/text';
import { widthFor } from '../ui/width';

/** What an output needs of a stream, so that a test can be one. */
export interface Sink {
  write(text: string): unknown;
}

export interface OutputOptions {
  readonly isTTY: boolean;
  /** Cells in a row; only heeded on a terminal, since what is piped is never cut. */
  readonly columns: number;
  readonly chalk: ChalkInstance;
}

/** The one way to the terminal: lays a screen out, makes its text harmless, paints it, writes it. */
export class Output {
  readonly isTTY: boolean;
  readonly #sink: Sink;
  readonly #columns: number;
  readonly #chalk: ChalkInstance;

  constructor(sink: Sink, { isTTY, columns, chalk }: OutputOptions) {
    this.#sink = sink;
    this.isTTY = isTTY;
    this.#columns = isTTY ? columns : Number.POSITIVE_INFINITY;
    this.#chalk = chalk;
  }

  async print(screen: Screen): Promise<void> {
    const blocks = prepare(screen);
    const widthOf = await widthFor(textsOf(blocks));
    const lines = layOut(blocks, { columns: this.#columns, widthOf });
    const painted = lines.map((pieces) =>
      pieces
        .map(({ text, style }) => (style === undefined ? text : this.#chalk[style](text)))
        .join(''),
    );
    if (painted.length > 0) this.#sink.write(`${painted.join('\n')}\n`);
  }

  /** JSON alone, two spaces deep. */
  json(value: unknown): void {
    this.#sink.write(`${harmlessJson(JSON.stringify(value, null, 2))}\n`);
  }
}
