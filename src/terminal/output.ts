import { asciiSigns } from '../ui/ascii';
import { harmlessJson } from '../ui/harmless';
import { layOut, prepare } from '../ui/layout';
import type { Piece } from '../ui/pieces';
import type { Screen } from '../ui/text';
import { widthFor } from '../ui/width';
import type { Stream } from './stream';

/** Where an output leads. */
export interface Terminal {
  readonly sink: Pick<Stream, 'write'>;
  readonly isTTY: boolean;
  /** Cells in a row; what is piped is never cut to them, but a grid is laid out in them. */
  readonly columns: number;
  /** Whether signs of ours that are not ASCII are to be replaced by some that are. */
  readonly isAscii: boolean;
  readonly isColoured: boolean;
}

/** The one way to the terminal: lays a screen out, makes its text harmless, paints it, writes it. */
export class Output {
  readonly #open: () => Terminal;
  #terminal: Terminal | undefined;

  /** @param open is called when something is first written or asked: making a stream costs start-up. */
  constructor(open: () => Terminal) {
    this.#open = open;
  }

  get isTTY(): boolean {
    return this.#opened().isTTY;
  }

  /** Cells in a row, for pictures that are drawn as wide as there is room: 80 where it is no terminal. */
  get columns(): number {
    const { isTTY, columns } = this.#opened();
    return isTTY ? columns : 80;
  }

  async print(screen: Screen): Promise<void> {
    const { sink, isTTY, columns, isAscii, isColoured } = this.#opened();
    const signs = isAscii ? asciiSigns : undefined;
    const { blocks, unusual } = prepare(screen, signs);
    const widthOf = await widthFor(unusual);
    const lines = layOut(blocks, {
      columns: isTTY ? columns : Number.POSITIVE_INFINITY,
      page: columns,
      widthOf,
      ellipsis: isAscii ? '~' : '…',
      signs,
    });
    const paint = isColoured ? (await import('./paint')).paint : (text: string) => text;
    let written = '';
    const add = ({ text, style }: Piece) => {
      written += style === undefined ? text : paint(text, style);
    };
    lines.forEach((pieces) => {
      pieces.forEach(add);
      written += '\n';
    });
    if (written !== '') sink.write(written);
  }

  /** JSON alone, two spaces deep. */
  json(value: unknown): void {
    this.#opened().sink.write(`${harmlessJson(JSON.stringify(value, null, 2))}\n`);
  }

  /** A file's content as it stands: whoever wrote it saw to it that it is harmless. */
  content(text: string): void {
    this.#opened().sink.write(text);
  }

  /** JSON in one line, of which several may follow each other. */
  jsonLine(value: unknown): void {
    this.#opened().sink.write(`${harmlessJson(JSON.stringify(value))}\n`);
  }

  #opened(): Terminal {
    this.#terminal ??= this.#open();
    return this.#terminal;
  }
}
