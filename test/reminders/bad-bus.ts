import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What a bus does with what it is sent; called once for each piece that comes. */
export type Manner = (socket: Socket, piece: Buffer) => void;

/** A socket where a bus should be, and something else is. */
export class BadBus {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'jikai-bad-bus-'));
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (piece: Buffer) => this.#manner(socket, piece));
  });
  readonly #manner: Manner;

  constructor(manner: Manner) {
    this.#manner = manner;
  }

  /** @param at a path, or a name beginning with a NUL; one in a new folder unless told. */
  async start(at = path.join(this.folder, 'bus')): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(at, resolve));
    return at;
  }

  /** How many are connected. */
  get guests(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Lets everybody in, and then does something else. */
export function welcoming(then: Manner): Manner {
  return (socket, piece) => {
    if (piece.includes('AUTH')) socket.write('OK 0123456789abcdef0123456789abcdef\r\n');
    else then(socket, piece);
  };
}
